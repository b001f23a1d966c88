"""Threads and processes that a claim started and did not wait for."""

from __future__ import annotations

import multiprocessing
import threading
from time import monotonic

GRACE = 0.5
"""Seconds that those have to end which are about to."""


class Running:
    """What ran when a claim began, and what runs beside it when it has ended."""

    def __init__(self) -> None:
        self._threads = set(threads())
        self._processes = {process.pid for process in multiprocessing.active_children()}

    def left(self) -> str:
        """Names what is new and runs on, empty where nothing does; processes are ended."""
        deadline = monotonic() + GRACE
        started = [thread for thread in threads() if thread not in self._threads]
        children = [
            child for child in multiprocessing.active_children() if child.pid not in self._processes
        ]
        for wait in (*(one.join for one in started), *(one.join for one in children)):
            wait(max(0.0, deadline - monotonic()))
        told = [f"a thread that still runs: {one.name}" for one in started if one.is_alive()]
        for child in children:
            if child.is_alive():
                told.append(f"a process that still runs: {child.name}")
                _end(child)
        return "; ".join(told)


def threads() -> list[threading.Thread]:
    """Those that this process would wait for before it ends."""
    return [thread for thread in threading.enumerate() if not thread.daemon]


def _end(child: multiprocessing.process.BaseProcess) -> None:
    child.terminate()
    child.join(GRACE)
    if child.is_alive():
        child.kill()
        child.join(GRACE)
