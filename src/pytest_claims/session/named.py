"""The samples that a claim's body names, known by the names of its source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from pytest_claims.declaring.sample import Sample


def run_named(body: Callable[..., object], arguments: Mapping[str, Any]) -> dict[str, Sample]:
    """Run a claim's body; its local variables that are samples when it ends."""
    found: dict[str, Sample] = {}
    code = getattr(body, "__code__", None)

    def at_return(frame: FrameType, event: str, _: object) -> None:
        if event == "return" and frame.f_code is code:
            found.update({k: v for k, v in frame.f_locals.items() if isinstance(v, Sample)})

    before = sys.getprofile()
    sys.setprofile(at_return)
    try:
        body(**arguments)
    finally:
        resume(before)
    return found


def resume(profiler: Any) -> None:
    """Put a profiler back; ``cProfile``'s is no function and goes on by a method of its own."""
    if profiler is None or callable(profiler):
        sys.setprofile(profiler)
    else:
        profiler.enable()
