"""What is being measured, and how long it may still take, while the audit runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from statistics import median

import pytest

CLEAR, SAVE, RESTORE = "\x1b[K", "\x1b7", "\x1b8"
ROOM = 9
"""Columns that pytest keeps for its own percentage."""


class Progress:
    """Counts what is done and estimates the rest from what each case took the last time."""

    def __init__(self, earlier: Mapping[str, float | None], workers: int = 1) -> None:
        self.earlier = dict(earlier)
        self.workers = max(1, workers)
        self.took: dict[str, float] = {}
        self.running: list[str] = []

    def start(self, nodeid: str) -> None:
        """A worker begins to measure this."""
        if nodeid in self.earlier:
            self.running.append(nodeid)

    def finish(self, nodeid: str, seconds: float) -> None:
        """It is decided, after so long."""
        if nodeid in self.earlier:
            self.took[nodeid] = seconds
            self.running = [name for name in self.running if name != nodeid]

    def left(self) -> float | None:
        """Seconds until all are done, or None while there is nothing to judge by.

        What is kept from an earlier run takes no time, so earlier times are scaled by how much
        of them this run has needed so far.
        """
        known = {name: seconds for name, seconds in self.earlier.items() if seconds is not None}
        typical = median([*known.values(), *self.took.values()] or [0.0])
        if not known and not self.took:
            return None
        expected = {name: known.get(name, typical) for name in self.earlier}
        before = sum(expected[name] for name in self.took)
        scale = sum(self.took.values()) / before if len(self.took) >= 3 and before else 1.0
        rest = sum(expected[name] for name in self.earlier if name not in self.took)
        return scale * rest / self.workers

    def __str__(self) -> str:
        left = self.left()
        words = [f"{len(self.took)} of {len(self.earlier)}"]
        if left is not None and len(self.took) < len(self.earlier):
            words.append(f"about {duration(left)} left")
        if self.running:
            words.append(f"measuring {name_of(self.running[0])}")
        return ", ".join(words)


def duration(seconds: float) -> str:
    """``40 s``, ``3 min``: no finer than an estimate is."""
    if seconds < 100:
        return f"{ceil(seconds)} s"
    return f"{ceil(seconds / 60)} min"


def name_of(nodeid: str) -> str:
    """``merging outruns inserting [16]`` for the test of that name."""
    test, bracket, case = nodeid.rpartition("::")[2].partition("[")
    return test.removeprefix("test_").replace("_", " ") + (f" {bracket}{case}" if case else "")


class Live:
    """Keeps the progress behind the cursor of a terminal, where the next result overwrites it."""

    def __init__(
        self, terminal: pytest.TerminalReporter, progress: Callable[[], Progress | None]
    ) -> None:
        self.terminal = terminal
        self.progress = progress

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A worker begins."""
        if progress := self.progress():
            progress.start(nodeid)
            self.show(str(progress))

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A case is decided."""
        told = hasattr(report, "claim") or hasattr(report, "experiment")
        if told and (progress := self.progress()):
            progress.finish(report.nodeid, report.duration)
            self.show(str(progress))

    def show(self, text: str) -> None:
        """Write behind the cursor and leave it where it is; to a terminal only."""
        writer = self.terminal._tw
        if not writer.hasmarkup or self.terminal.verbosity != 0:
            return
        columns = writer.fullwidth - writer.width_of_current_line - ROOM
        shown = text.encode("ascii", "backslashreplace").decode()
        writer._file.write(f"{CLEAR}{SAVE}  {shown[: max(0, columns)]}{RESTORE}")
        writer.flush()
