"""A claim runs confined: it can neither end the process, nor leave it by a fork, nor hang."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import NoReturn

from pytest_claims.measuring.alarm import alarm

GRACE = 5.0
"""Seconds that a claim has to end once it is told to."""
FAILED = 3

process_exit = os._exit


class Stopped(BaseException):
    """The claim was ended from outside; no broad ``except Exception`` of a probe keeps this."""


class Confinement:
    """Around each claim of this process; ``limit`` is in seconds, 0 for none."""

    def __init__(self, limit: float, *, grace: float = GRACE) -> None:
        self.limit, self.grace = limit, grace
        self.stderr = os.dup(2)  # pytest captures the other one while a claim runs
        self.running: tuple[int, int] | None = None  # process and thread of the claim
        self.verdict = ""  # why it was stopped, also where a probe swallowed that
        self.status: Callable[[], int] = lambda: FAILED  # of the process, when it ends
        self.started: set[threading.Thread] = set()  # by claims
        self.before = os._exit
        os._exit = self._exit  # from here on, so that an import of it by name gets this one

    def release(self) -> None:
        """Give os._exit back; this process will wait for no thread that a claim left."""
        os._exit = self.before
        if any(thread.is_alive() and not thread.daemon for thread in self.started):
            end_without_waiting(self.status())
        with contextlib.suppress(OSError):
            os.close(self.stderr)

    @contextlib.contextmanager
    def claim(self, name: str) -> Iterator[None]:
        """Run a claim; raises Stopped where it tried to end the process or took too long."""
        pid, self.verdict = os.getpid(), ""
        self.running = (pid, threading.get_ident())
        threads = set(threading.enumerate())
        try:
            with self._within_limit(name):
                yield
            if self.verdict:
                raise Stopped(self.verdict)
        finally:
            if os.getpid() != pid:  # a child that the probe forked has come back
                process_exit(0)
            self.running = None
            self.started |= set(threading.enumerate()) - threads

    def _exit(self, status: int) -> NoReturn:
        if self.running is None or self.running[0] != os.getpid():
            process_exit(status)
        if self.running[1] == threading.get_ident():
            self._stop(f"the claim called os._exit({status}). A probe returns its number.")
        self._say(f"a thread of the claim called os._exit({status}).")
        process_exit(status or FAILED)

    def _stop(self, why: str) -> NoReturn:
        self.verdict = self.verdict or why
        raise Stopped(why)

    @contextlib.contextmanager
    def _within_limit(self, name: str) -> Iterator[None]:
        if not self.limit:
            yield
            return
        end = threading.Event()
        watchdog = threading.Thread(target=self._watch, args=(name, end), daemon=True)
        watchdog.start()
        faulthandler.dump_traceback_later(  # for C code that keeps Python's lock
            self.limit + 2 * self.grace, exit=True, file=self.stderr
        )
        try:
            with alarm(self.limit, lambda: self._stop(self.too_long)):
                yield
        finally:
            end.set()
            faulthandler.cancel_dump_traceback_later()

    @property
    def too_long(self) -> str:
        """What is said of a claim that hangs."""
        return (
            f"not decided within claims_timeout = {self.limit:g} seconds. "
            "Measure less, or raise it in the ini."
        )

    def _watch(self, name: str, end: threading.Event) -> None:
        if not end.wait(self.limit + self.grace):
            self._say(f"{name}: {self.too_long}")
            process_exit(FAILED)

    def _say(self, words: str) -> None:
        with contextlib.suppress(OSError):
            os.write(self.stderr, f"\npytest_claims: {words}\n".encode())


def end_without_waiting(status: int) -> None:
    """Once this process is about to end, let it do so in spite of threads that still run."""

    def end() -> None:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        process_exit(status)

    threading._register_atexit(end)  # type: ignore[attr-defined]  # atexit comes after the wait
