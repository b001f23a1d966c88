"""What a confined claim, its threads and its watchdog do, tried without ending this process."""

import contextlib
import faulthandler
import os
import sys
import threading
import time

import pytest

from pytest_claims.session import confined
from pytest_claims.session.confined import FAILED, Confinement, Stopped


@pytest.fixture
def ended(monkeypatch):
    """With which status the process would have ended, time after time."""
    found = []

    def end(status):
        found.append(status)
        if threading.current_thread() is threading.main_thread():
            raise SystemExit

    monkeypatch.setattr(confined, "process_exit", end)
    return found


@pytest.fixture
def confine(monkeypatch):
    """Makes confinements, and releases them; no C code keeps Python's lock here."""
    made = []
    armed = []
    monkeypatch.setattr(
        faulthandler, "dump_traceback_later", lambda after, **more: armed.append((after, more))
    )
    monkeypatch.setattr(
        faulthandler, "cancel_dump_traceback_later", lambda: armed.append("cancelled")
    )

    def make(limit=0.0, **more):
        made.append(Confinement(limit, **more))
        made[-1].armed = armed
        return made[-1]

    yield make
    for each in reversed(made):
        each.started.clear()
        each.release()


def in_a_thread(call):
    """Run it in a thread of its own."""
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def test_a_claim_that_tries_to_leave_twice_is_told_of_the_first(confine):
    confinement = confine()

    def tries():
        with confinement.claim("a"):
            for status in (5, 6):
                with contextlib.suppress(Stopped):
                    os._exit(status)

    with pytest.raises(Stopped, match=r"os\._exit\(5\)"):
        tries()
    with confinement.claim("b"):
        pass


def test_who_leaves_while_no_claim_runs_leaves_as_it_likes(confine, ended):
    confinement = confine()
    with confinement.claim("a"):
        pass
    for status in (0, 7):
        with pytest.raises(SystemExit):
            os._exit(status)

    assert ended == [0, 7]


@pytest.mark.parametrize(("status", "last"), [(0, FAILED), (7, 7)])
def test_a_thread_that_leaves_is_named_and_is_never_status_0(confine, ended, capfd, status, last):
    with confine().claim("a"):
        in_a_thread(lambda: os._exit(status))

    assert ended == [last]
    assert (
        f"pytest_claims: a thread of the claim called os._exit({status})." in capfd.readouterr()[1]
    )


def test_a_claim_that_is_too_slow_is_stopped_and_says_how_long_it_had(confine):
    confinement = confine(0.05, grace=30.0)
    with pytest.raises(Stopped, match=r"claims_timeout = 0\.05 seconds"), confinement.claim("a"):
        time.sleep(30)

    assert confinement.armed == [
        (60.05, {"exit": True, "file": confinement.stderr}),
        "cancelled",
    ]


def test_a_claim_that_has_no_limit_is_not_watched(confine):
    confinement = confine()
    before = threading.active_count()
    with confinement.claim("a"):
        assert threading.active_count() == before

    assert confinement.armed == []


def test_a_claim_that_hears_nothing_ends_the_process_and_is_named(
    confine, ended, capfd, monkeypatch
):
    monkeypatch.setattr(confined, "alarm", lambda *_: contextlib.nullcontext())
    deadline = time.monotonic() + 60
    with confine(0.05, grace=0.1).claim("a::b"):
        while not ended and time.monotonic() < deadline:
            time.sleep(0.02)

    assert ended == [FAILED]
    assert "a::b: not decided within claims_timeout = 0.05 seconds" in capfd.readouterr().err


def test_the_watchdog_of_a_claim_that_ended_in_time_keeps_still(confine, ended):
    with confine(0.2, grace=0.0).claim("a"):
        pass
    time.sleep(0.4)

    assert ended == []


@pytest.fixture
def waiting():
    """A thread that runs until the test is over."""
    over = threading.Event()

    def start(*, daemon=False):
        thread = threading.Thread(target=over.wait, daemon=daemon)
        thread.start()
        return thread

    yield start
    over.set()


@pytest.mark.parametrize(
    ("inside", "daemon", "waits"),
    [(True, False, [9]), (True, True, []), (False, False, [])],
    ids=["of a claim", "a daemon of a claim", "of another"],
)
def test_the_process_waits_for_no_thread_that_a_claim_left(
    monkeypatch, waiting, inside, daemon, waits
):
    left = []
    monkeypatch.setattr(confined, "end_without_waiting", left.append)
    confinement = Confinement(0.0)
    confinement.status = lambda: 9
    if not inside:
        waiting(daemon=daemon)
    with confinement.claim("a"):
        if inside:
            waiting(daemon=daemon)
    confinement.release()

    assert left == waits


def test_a_process_that_waits_for_nothing_still_writes_and_tidies_up(monkeypatch, ended):
    calls = []
    monkeypatch.setattr(threading, "_register_atexit", calls.append)
    monkeypatch.setattr(confined.atexit, "_run_exitfuncs", lambda: calls.append("tidied"))
    for name in ("stdout", "stderr"):
        flush = type("Stream", (), {"flush": lambda self, n=name: calls.append(n)})
        monkeypatch.setattr(sys, name, flush())
    confined.end_without_waiting(4)
    assert ended == []
    with pytest.raises(SystemExit):
        calls[0]()

    assert calls[1:] == ["tidied", "stdout", "stderr"]
    assert ended == [4]


def test_a_child_that_comes_out_of_a_claim_ends_without_a_word(confine, ended, monkeypatch):
    confinement = confine()
    with pytest.raises(SystemExit), confinement.claim("a"):
        monkeypatch.setattr(os, "getpid", lambda: -1)

    assert ended == [0]
    assert confinement.running is not None
