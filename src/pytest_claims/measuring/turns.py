"""Processes take turns at a sample: one makes it, and whoever else needs it waits for it.

A turn is a lock on one byte of a file. The kernel gives it up when its process ends, however that
ends, so that none is left behind. A process holds one turn at a time, and so none waits in a
circle. Where the disk or the platform has no such locks, everyone makes what it needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN
from pathlib import Path
from time import monotonic, sleep
from weakref import finalize

from pytest_claims.files import make_folder

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

SHORT, LONG = 0.01, 0.2
"""Seconds between two looks at a turn that another has."""
PATIENCE = 900.0
"""Seconds after which a turn is not waited for, where no claim has a limit of time."""


class Turns:
    """The turns of this process; after ``patience`` seconds it waits for nobody any more."""

    def __init__(self, file: Path, patience: float) -> None:
        self._file = file
        self._patience = patience
        self._descriptor: int | None = None
        self._closing: Callable[[], object] = lambda: None
        self.usable = fcntl is not None

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Look inside whether there is what goes by this key, and make it where it is not."""
        byte = int(key[:15], 16)  # of an empty file: a lock may lie beyond its end
        self._wait(byte)
        try:
            yield
        finally:
            self._give_up(byte)

    def close(self) -> None:
        """Let go of the file, and with it of every turn."""
        self._descriptor = None
        self._closing()

    def _wait(self, byte: int) -> None:
        deadline, pause = monotonic() + self._patience, SHORT
        while self._is_taken(byte) and monotonic() < deadline:
            sleep(pause)
            pause = min(2 * pause, LONG)

    def _is_taken(self, byte: int) -> bool:
        """Whether another process has this turn; takes it where none has."""
        if not self.usable:
            return False
        try:
            if self._descriptor is None:
                self._descriptor = self._opened()
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError as problem:
            taken = self._descriptor is not None and problem.errno in (EACCES, EAGAIN)
            self.usable = taken
            return taken
        return False

    def _opened(self) -> int:
        make_folder(self._file.parent)
        found = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)  # less the umask
        self._closing = finalize(self, os.close, found)
        return found

    def _give_up(self, byte: int) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, byte)
