"""Threads and processes that a claim leaves behind."""

import multiprocessing
import threading
import time

import pytest

from pytest_claims.measuring import running
from pytest_claims.measuring.running import Running


@pytest.fixture(autouse=True)
def grace(monkeypatch):
    monkeypatch.setattr(running, "GRACE", 0.2)


@pytest.fixture
def thread():
    """Starts a thread that runs until the test ends, or for so many seconds."""
    end = threading.Event()
    threads = []

    def start(seconds=None, **kinds):
        threads.append(threading.Thread(target=lambda: end.wait(seconds), **kinds))
        threads[-1].start()
        return threads[-1]

    yield start
    end.set()
    for one in threads:
        one.join()


def test_nothing_is_left_where_nothing_was_started(thread):
    thread(name="before")

    assert Running().left() == ""


def test_a_thread_that_runs_on_is_named(thread):
    found = Running()
    thread(name="odd")

    assert found.left() == "a thread that still runs: odd"


def test_a_thread_that_ends_soon_is_waited_for_and_one_that_nobody_waits_for_is_not(thread):
    found = Running()
    thread(0.05)
    thread(daemon=True)

    assert found.left() == ""


def test_all_together_have_the_grace_of_one(thread):
    found = Running()
    for name in "abcde":
        thread(name=name)
    began = time.monotonic()

    assert found.left() == "; ".join(f"a thread that still runs: {name}" for name in "abcde")
    assert time.monotonic() - began < 3 * running.GRACE


CONTEXT = multiprocessing.get_context("spawn")


def test_a_process_that_runs_on_is_named_and_ended_and_an_older_one_left_alone():
    older = CONTEXT.Process(target=time.sleep, args=(60,))
    older.start()
    found = Running()
    child = CONTEXT.Process(target=time.sleep, args=(60,), name="odd")
    child.start()

    assert found.left() == "a process that still runs: odd"
    assert not child.is_alive()
    assert older.is_alive()
    older.kill()
    older.join()


class Deaf:
    """A process that ends when it is killed and not before."""

    def __init__(self, hears):
        self.hears, self.calls = hears, []

    def __getattr__(self, name):
        return lambda *_: self.calls.append(name)

    def is_alive(self):
        return self.hears not in self.calls


@pytest.mark.parametrize(
    ("hears", "calls"),
    [("terminate", ["terminate", "join"]), ("kill", ["terminate", "join", "kill", "join"])],
)
def test_a_process_is_killed_where_it_does_not_end_when_it_is_told_to(hears, calls):
    running._end(child := Deaf(hears))

    assert child.calls == calls
