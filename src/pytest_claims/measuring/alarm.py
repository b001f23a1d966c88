"""A limit of time for what runs in this thread."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import NoReturn


@contextmanager
def alarm(seconds: float, ring: Callable[[], NoReturn]) -> Iterator[None]:
    """Call ``ring`` in this thread after so long and every second from then on, where there are
    such signals; another's alarm that is due earlier is left to ring.
    """
    usable = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    due = signal.getitimer(signal.ITIMER_REAL)[0] if usable else 0.0
    if not usable or 0 < due <= seconds:
        yield
        return

    def handle(number: int, frame: FrameType | None) -> None:
        ring()

    began, before = monotonic(), signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if due:
            signal.setitimer(signal.ITIMER_REAL, max(0.01, due - (monotonic() - began)))
