"""The copy of a process from before anything was measured: it answers, and it ends."""

import contextlib
import os
import pickle
import random
import select
import signal
import socket
import stat
import sys
import time
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.faults import ClaimError
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


@pytest.fixture
def copy_of():
    """A copy of this process that answers like this; ended afterwards."""
    made = []

    def start(ask):
        made.append(Zygote.start(ask))
        return made[-1]

    yield start
    for each in made:
        each.close()


def none(measurement, replicas):
    return np.zeros(len(replicas))


def pair():
    return [each.detach() for each in socket.socketpair()]


@pytest.mark.parametrize("ends", [os.pipe, pair])
def test_copy_holds_nothing_open_whose_end_others_wait_for(copy_of, ends):
    reading, writing = ends()
    copy_of(none)
    os.close(writing)

    assert select.select([reading], [], [], 10)[0]
    os.close(reading)


def test_copy_says_nothing_where_others_read(copy_of, capfd):
    def loud(measurement, replicas):
        os.write(1, b"loud")
        os.write(2, b"loud")
        print("loud", flush=True)
        print("loud", file=sys.stderr, flush=True)
        assert sys.stdin.read() == ""
        return none(measurement, replicas)

    assert copy_of(loud).ask(toy.of(toy.normal), [1, 2], 0.1).tolist() == [0.0, 0.0]
    assert capfd.readouterr() == ("", "")


def test_copy_goes_on_where_the_user_interrupts_the_run(copy_of):
    copy = copy_of(none)
    os.kill(copy.pid, signal.SIGINT)

    assert copy.ask(toy.of(toy.normal), [1], 0.1) is not None


def test_copy_goes_on_where_the_user_interrupts_the_run_while_it_is_made(copy_of, monkeypatch):
    fork = zygote._fork

    def interrupted():
        pid = fork()
        os.kill(pid or os.getpid(), signal.SIGINT)
        return pid

    monkeypatch.setattr(zygote, "_fork", interrupted)
    assert copy_of(none).ask(toy.of(toy.normal), [1], 0.1) is not None


def test_interruption_kept_while_a_copy_is_made_reaches_the_run_afterwards(monkeypatch):
    fork = zygote._fork

    def interrupted():
        pid = fork()
        if pid:
            os.kill(os.getpid(), signal.SIGINT)
        return pid

    monkeypatch.setattr(zygote, "_fork", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            Zygote.start(none)
    finally:
        signal.signal(signal.SIGINT, before)


def test_copy_draws_something_else_each_time_from_what_has_no_seed(copy_of):
    copy = copy_of(lambda m, r: np.array([random.random(), np.random.random()]))
    random.seed(1)
    np.random.seed(1)
    answers = [copy.ask(toy.of(toy.normal), [1, 2], 0.1) for _ in range(2)]
    here = np.array([random.random(), np.random.random()])

    assert not (answers[0] == answers[1]).any()
    assert not (answers[0] == here).any()


def ends_at_nothing(measurement, replicas):
    if not replicas:
        os.kill(os.getpid(), signal.SIGKILL)
    return none(measurement, replicas)


def hangs_at_nothing(measurement, replicas):
    if not replicas:
        time.sleep(60)
    return none(measurement, replicas)


def ends_within_its_answer_at_nothing(measurement, replicas):
    if not replicas:
        for name in os.listdir("/dev/fd"):
            with contextlib.suppress(OSError):  # an answer of 100 bytes, of which three arrive
                if stat.S_ISFIFO(os.fstat(int(name)).st_mode):
                    os.write(int(name), (100).to_bytes(4, "big") + b"abc")
        os.kill(os.getpid(), signal.SIGKILL)
    return none(measurement, replicas)


@pytest.mark.parametrize(
    "ask", [ends_at_nothing, hangs_at_nothing, ends_within_its_answer_at_nothing]
)
def test_copy_whose_child_ends_or_hangs_says_nothing_and_answers_the_next(
    copy_of, monkeypatch, ask
):
    monkeypatch.setattr(zygote, "PATIENCE", 60.0)
    copy = copy_of(ask)

    assert copy._reply(toy.of(toy.normal), [], 1.0)[0] == "nothing"
    assert copy.ask(toy.of(toy.normal), [1], 0.0).tolist() == [0.0]


def test_copy_is_given_five_times_as_long_as_it_took_here(copy_of, monkeypatch):
    def slowly(measurement, replicas):
        time.sleep(1.0)
        return none(measurement, replicas)

    monkeypatch.setattr(zygote, "PATIENCE", 0.1)
    assert copy_of(slowly).ask(toy.of(toy.normal), [1], 10.0) is not None


def test_copy_brings_an_answer_of_any_size(copy_of):
    assert copy_of(none).ask(toy.of(toy.normal), list(range(100_000)), 1.0).shape == (100_000,)


def test_copy_that_has_ended_or_cannot_be_told_says_nothing(copy_of):
    copy, other = copy_of(none), copy_of(none)
    assert copy.ask(toy.of(lambda *, seeds: seeds), [1], 0.1) is None
    assert copy.ask(toy.of(toy.normal), [1], 0.1) is not None
    copy.close()
    assert copy.ask(toy.of(toy.normal), [1], 0.1) is None

    os.kill(other.pid, signal.SIGKILL)
    assert other.ask(toy.of(toy.normal), [1], 0.1) is None
    with pytest.raises(ChildProcessError):
        os.waitpid(other.pid, 0)


def test_error_that_was_not_raised_here_is_told_and_a_limit_of_the_copy_is_not(copy_of):
    def fails(measurement, replicas):
        raise KeyError("no table")

    def on_a_gpu(measurement, replicas):
        raise RuntimeError("Cannot re-initialize CUDA in forked subprocess")

    with pytest.raises(ClaimError, match=r"nothing was, it raises KeyError: 'no table'"):
        copy_of(fails).ask(toy.of(toy.normal), [1], 0.1)
    assert copy_of(on_a_gpu).ask(toy.of(toy.normal), [1], 0.1) is None


@pytest.mark.parametrize(
    ("polled", "ended", "reply"),
    [
        ([True], [None], "an answer"),
        ([False, True], [None], "an answer"),
        ([False, True], ["it ended"], "an answer"),
        ([False, False], ["it ended"], ("nothing", "it died")),
    ],
    ids=["at once", "later", "as it ends", "never"],
)
def test_an_answer_counts_that_a_child_gave_as_it_ended(monkeypatch, polled, ended, reply):
    waits = iter(polled)
    receiving = SimpleNamespace(poll=lambda seconds: next(waits), recv=lambda: "an answer")
    monkeypatch.setattr(zygote.os, "waitid", lambda *given: ended[0])

    assert zygote._received(receiving, 1, zygote.monotonic() + 60) == reply


def test_an_answer_that_was_not_waited_for_is_not_the_next_ones(copy_of):
    def slow_if_many(measurement, replicas):
        time.sleep(0.3 * (len(replicas) > 1))
        return np.zeros(len(replicas))

    def times_out(number, frame):
        raise KeyboardInterrupt

    copy = copy_of(slow_if_many)
    signal.signal(signal.SIGALRM, times_out)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            copy.ask(toy.of(toy.normal), [0, 1], 0.0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    time.sleep(0.4)

    answer = copy.ask(toy.of(toy.normal), [0], 0.0)

    assert answer is None or len(answer) == 1


def descriptors():
    return sorted(os.listdir("/dev/fd"))


def test_copy_that_is_closed_leaves_no_descriptor_open_and_is_ended_once(monkeypatch):
    before, killed = descriptors(), []
    copy = Zygote.start(none)
    connection, kill = copy._connection, os.kill
    monkeypatch.setattr(os, "kill", lambda *given: killed.append(given) or kill(*given))
    for _ in range(2):  # its number may be that of another process by then
        copy.close()

    assert connection.closed
    assert descriptors() == before
    assert killed == [(copy.pid, signal.SIGTERM)]


def test_copy_that_was_waited_for_elsewhere_is_closed_without_an_error(copy_of):
    copy = copy_of(none)
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
    copy = copy_of(none)
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


def test_copy_is_asked_nothing_that_was_made_after_it(copy_of, monkeypatch):
    def later(*, seeds):
        return seeds

    later.__module__, later.__qualname__ = "made_later", "later"
    copy = copy_of(none)
    monkeypatch.setitem(sys.modules, "made_later", SimpleNamespace(later=later))

    assert copy.ask(toy.of(later), [1], 0.1) is None
    assert copy.ask(toy.of(toy.normal), [1], 0.1) is not None


def test_probe_that_handles_an_interruption_does_so_in_the_copy_too(copy_of):
    def handles(measurement, replicas):
        heard = []
        signal.signal(signal.SIGINT, lambda *given: heard.append(given))
        os.kill(os.getpid(), signal.SIGINT)
        return np.array([float(len(heard))])

    assert copy_of(handles).ask(toy.of(toy.normal), [1], 0.1).tolist() == [1.0]


def test_torch_draws_from_another_seed_each_time(monkeypatch):
    seeds = []
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(manual_seed=seeds.append))
    for _ in range(2):
        zygote._draw_otherwise()
    assert len(set(seeds)) == 2

    monkeypatch.delitem(sys.modules, "torch")
    zygote._draw_otherwise()


def test_where_no_copy_can_be_made_there_is_none(monkeypatch):
    def refuse():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert Zygote.start(none) is None
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    monkeypatch.delattr(os, "fork")
    assert Zygote.start(none) is None


def test_threads_that_only_wait_are_no_warning(monkeypatch):
    monkeypatch.setattr(os, "fork", lambda: warnings.warn("threads", stacklevel=1) or 7)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert zygote._fork() == 7
