"""The copy of a process from before anything was measured: it answers."""

import contextlib
import os
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


def pair():
    return [each.detach() for each in socket.socketpair()]


@pytest.mark.parametrize("ends", [os.pipe, pair])
def test_copy_holds_nothing_open_whose_end_others_wait_for(copy_of, ends):
    reading, writing = ends()
    copy_of(toy.zeros)
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
        return toy.zeros(measurement, replicas)

    assert copy_of(loud).ask(toy.of(toy.normal), [1, 2], 0.1).tolist() == [0.0, 0.0]
    assert capfd.readouterr() == ("", "")


def ends_at_nothing(measurement, replicas):
    if not replicas:
        os.kill(os.getpid(), signal.SIGKILL)
    return toy.zeros(measurement, replicas)


def hangs_at_nothing(measurement, replicas):
    if not replicas:
        time.sleep(60)
    return toy.zeros(measurement, replicas)


def ends_within_its_answer_at_nothing(measurement, replicas):
    if not replicas:
        for name in os.listdir("/dev/fd"):
            with contextlib.suppress(OSError):  # an answer of 100 bytes, of which three arrive
                if stat.S_ISFIFO(os.fstat(int(name)).st_mode):
                    os.write(int(name), (100).to_bytes(4, "big") + b"abc")
        os.kill(os.getpid(), signal.SIGKILL)
    return toy.zeros(measurement, replicas)


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
        return toy.zeros(measurement, replicas)

    monkeypatch.setattr(zygote, "PATIENCE", 0.1)
    assert copy_of(slowly).ask(toy.of(toy.normal), [1], 10.0) is not None


def test_copy_brings_an_answer_of_any_size(copy_of):
    assert copy_of(toy.zeros).ask(toy.of(toy.normal), list(range(100_000)), 1.0).shape == (100_000,)


def test_copy_that_has_ended_or_cannot_be_told_says_nothing(copy_of):
    copy, other = copy_of(toy.zeros), copy_of(toy.zeros)
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


def test_copy_is_asked_nothing_that_was_made_after_it(copy_of, monkeypatch):
    def later(*, seeds):
        return seeds

    later.__module__, later.__qualname__ = "made_later", "later"
    copy = copy_of(toy.zeros)
    monkeypatch.setitem(sys.modules, "made_later", SimpleNamespace(later=later))

    assert copy.ask(toy.of(later), [1], 0.1) is None
    assert copy.ask(toy.of(toy.normal), [1], 0.1) is not None


def test_where_no_copy_can_be_made_there_is_none(monkeypatch):
    def refuse():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert Zygote.start(toy.zeros) is None
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    monkeypatch.delattr(os, "fork")
    assert Zygote.start(toy.zeros) is None


def test_threads_that_only_wait_are_no_warning(monkeypatch):
    monkeypatch.setattr(os, "fork", lambda: warnings.warn("threads", stacklevel=1) or 7)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert zygote._fork() == 7
