"""The copy of a process from before anything was measured: it answers, and it ends."""

import os
import time

import numpy as np
import pytest
import toy_bench as toy

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
