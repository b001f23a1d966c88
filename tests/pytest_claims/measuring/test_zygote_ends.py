"""The copy of a process ends with it, or when it is let go, and so does who measures for it."""

import os
import pickle
import signal
import time

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.measuring import zygote
from pytest_claims.measuring.zygote import Zygote


def test_copy_ends_when_it_is_let_go(begun):
    pid = begun.repetition.elsewhere.pid
    begun.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert begun.draw(toy.of(toy.normal), 0).shape == (24,)


def test_copy_ends_by_itself_when_its_process_was_killed():
    reading, writing = os.pipe()
    if (parent := os.fork()) == 0:
        copy = Zygote.start(lambda measurement, replicas: np.zeros(len(replicas)))
        os.write(writing, str(copy.pid).encode())
        time.sleep(60)
    pid = int(os.read(reading, 20))
    os.kill(parent, 9)
    os.waitpid(parent, 0)
    for _ in range(100):
        if not running(pid):
            return
        time.sleep(0.1)
    pytest.fail(f"{pid} still runs")


def running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("probe", [toy.forks, toy.forks_and_fails])
def test_process_that_a_probe_forks_does_not_come_out_of_it(begun, probe, tmp_path):
    begun.draw(toy.of(probe), 0)
    with open(tmp_path / "came out", "a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(0.2)

    assert (tmp_path / "came out").read_text() == f"{toy.HOME}\n"


def descriptors():
    return sorted(os.listdir("/dev/fd"))


def test_copy_that_is_closed_leaves_no_descriptor_open_and_is_ended_once(monkeypatch):
    before, killed = descriptors(), []
    copy = Zygote.start(toy.zeros)
    connection, kill = copy._connection, os.kill
    monkeypatch.setattr(os, "kill", lambda *given: killed.append(given) or kill(*given))
    for _ in range(2):  # its number may be that of another process by then
        copy.close()

    assert connection.closed
    assert descriptors() == before
    assert killed == [(copy.pid, signal.SIGTERM)]


def test_copy_that_was_waited_for_elsewhere_is_closed_without_an_error(copy_of):
    copy = copy_of(toy.zeros)
    os.kill(copy.pid, signal.SIGKILL)
    os.waitpid(copy.pid, 0)

    copy.close()
    assert copy.ask(toy.of(toy.normal), [1], 0.1) is None


def test_copy_that_is_at_work_is_ended_at_once_and_so_is_who_measures_for_it(copy_of):
    reading, writing = os.pipe()

    def hangs(measurement, replicas):
        os.write(os.open(f"/proc/{ours}/fd/{writing}", os.O_WRONLY), str(os.getpid()).encode())
        time.sleep(60)

    ours = os.getpid()
    copy = copy_of(hangs)
    copy._connection.send((pickle.dumps((toy.of(toy.normal), [1])), 60.0))
    measuring = int(os.read(reading, 20))
    began = time.monotonic()
    copy.close()

    assert time.monotonic() - began < 15
    assert not running(copy.pid)
    assert not running(measuring)


def test_copy_that_does_not_end_when_it_is_asked_to_is_ended(copy_of, monkeypatch):
    monkeypatch.setattr(zygote, "PARTING", 0.1)
    copy = copy_of(toy.zeros)
    assert copy.ask(toy.of(toy.normal), [1], 0.1) is not None
    os.kill(copy.pid, signal.SIGSTOP)
    copy.close()

    assert not running(copy.pid)


def test_what_a_probe_forks_ends_with_its_answer(copy_of, tmp_path):
    def leaves_another(measurement, replicas):
        if (pid := os.fork()) == 0:
            time.sleep(60)
        return np.array([float(pid)])

    (pid,) = copy_of(leaves_another).ask(toy.of(toy.normal), [1], 0.1)
    ends = time.monotonic() + 20
    while running(int(pid)) and time.monotonic() < ends:
        time.sleep(0.01)

    assert not running(int(pid))
