"""A copy of this process from before anything was measured, which measures on demand.

It is forked once, and forks a child for every question, so that no answer leaves anything behind.
Only where the platform has ``fork``.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import signal
import stat
import sys
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, Pipe
from time import monotonic, sleep
from typing import Any

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError

PATIENCE = 30.0  # seconds that any answer may take; five times as long as it took here if more
SHORT = 0.005  # seconds between two looks at a child
PARTING = 1.0  # seconds in which a copy that is let go ends who measures for it

_measuring: set[int] = set()
"""The children of this copy that measure, of which there is one at a time."""

Ask = Callable[[Measurement, list[int]], Values]
Reply = tuple[str, Any]
"""``("values", array)``, ``("raised", text)`` or ``("nothing", why)``."""


class Zygote:
    """The copy, as seen from the process that measures."""

    def __init__(self, pid: int, connection: Connection) -> None:
        self.pid = pid
        self._connection: Connection | None = connection

    @classmethod
    def start(cls, ask: Ask) -> Zygote | None:
        """Copy this process now; None where that cannot be done."""
        if not hasattr(os, "fork"):
            return None
        ours, theirs = Pipe()
        with _uninterrupted():
            try:
                pid = _fork()
            except OSError:
                return None
            if pid == 0:
                _serve(ask, ours, theirs)
        theirs.close()
        return cls(pid, ours)

    def ask(self, measurement: Measurement, replicas: list[int], seconds: float) -> Values | None:
        """What a process that measured nothing answers; None where it cannot be asked.

        Raises ``ClaimError`` where it raises an error that was not raised here.
        """
        patience = max(PATIENCE, 5 * seconds)
        kind, answer = self._reply(measurement, replicas, patience)
        if kind == "raised":
            raise ClaimError(
                f"{measurement.text} depends on what was measured before it: asked again where "
                f"nothing was, it raises {answer}. Keep no state from one measurement to the next."
            )
        return answer if kind == "values" else None

    def _reply(self, measurement: Measurement, replicas: list[int], patience: float) -> Reply:
        if self._connection is None:
            return "nothing", "it has ended"
        try:
            question = pickle.dumps((measurement, replicas))
        except Exception:  # what has no name of its own cannot be named to another process
            return "nothing", "it cannot be told"
        try:
            self._connection.send((question, patience))
            if self._connection.poll(patience + PATIENCE):
                return self._connection.recv()
        except (OSError, EOFError):
            pass
        except BaseException:  # a claim's time ran out: this answer would be taken for the next
            self.close()
            raise
        self.close()
        return "nothing", "it has ended"

    def close(self) -> None:
        """End the copy, and whatever measures for it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGTERM)
                if not _ended(self.pid):
                    os.kill(self.pid, signal.SIGKILL)
                    os.waitpid(self.pid, 0)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep an interruption until the end, so that it never finds a copy that still is this process.

    A copy that was interrupted in the frames of this process would report it in its name.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended(pid: int) -> bool:
    """Whether it ends soon."""
    deadline = monotonic() + PARTING
    while monotonic() < deadline:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        sleep(SHORT)
    return False


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of threads: those of pytest's workers only wait
        return os.fork()


def _serve(ask: Ask, ours: Connection, theirs: Connection) -> None:
    """Answer until nobody asks any more. Does not return."""
    try:
        ours.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _leave)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        _let_go(theirs.fileno())
        while True:
            theirs.send(_answered_by_a_child(ask, *theirs.recv()))
    except BaseException:
        pass
    finally:
        os._exit(0)


def _let_go(kept: int) -> None:
    """Hold no pipe or socket open that others wait to be closed, and write nowhere."""
    for name in os.listdir("/dev/fd"):
        with contextlib.suppress(OSError):
            mode = os.fstat(int(name)).st_mode
            if int(name) != kept and (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
                os.close(int(name))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdin = open(os.devnull)  # noqa: SIM115
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def _answered_by_a_child(ask: Ask, question: bytes, patience: float) -> Reply:
    receiving, sending = Pipe(duplex=False)
    pid = _fork()
    if pid == 0:
        _answer(ask, question, sending)
    _measuring.add(pid)
    sending.close()
    try:
        return _received(receiving, pid, monotonic() + patience)
    finally:
        receiving.close()
        _end(pid)
        _measuring.discard(pid)


def _end(pid: int) -> None:
    """End a child, and what its probe has forked."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _leave(*_: object) -> None:
    """End this copy, wherever it is: what a handler raised here could leave it as the process."""
    for pid in _measuring:
        _end(pid)
    os._exit(0)


def _received(receiving: Connection, pid: int, deadline: float) -> Reply:
    """Its answer, unless it dies or takes too long."""
    while monotonic() < deadline:
        if receiving.poll(SHORT):
            try:
                return receiving.recv()
            except (EOFError, OSError):
                return "nothing", "it died"
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return receiving.recv() if receiving.poll(0) else ("nothing", "it died")
    return "nothing", "it took too long"


def _answer(ask: Ask, question: bytes, sending: Connection) -> None:
    """Measure and tell. Does not return, nor does a process that the probe forks."""
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        me = os.getpid()
        reply = _measured(ask, question)
        if os.getpid() == me:
            sending.send(reply)
    finally:
        os._exit(0)


def _measured(ask: Ask, question: bytes) -> Reply:
    try:
        measurement, replicas = pickle.loads(question)
    except Exception as problem:  # made after the copy was
        return "nothing", str(problem)
    try:
        _draw_otherwise()
        return "values", ask(measurement, replicas)
    except Exception as problem:
        if "forked subprocess" in str(problem):  # a GPU cannot be used in one
            return "nothing", str(problem)
        return "raised", f"{type(problem).__name__}: {problem}"


def _draw_otherwise() -> None:
    """Let whatever is drawn from no seed of a replica differ from what was drawn here."""
    random.seed()
    np.random.seed()
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(random.getrandbits(63))
