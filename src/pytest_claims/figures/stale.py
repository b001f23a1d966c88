"""Whether a figure is that of the present sources, decided without measuring."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose
from typing import Any

MEASURED = frozenset({"median", "low", "high", "replicas"})
TOLERANCE = 1e-4  # within which another machine computes the same theory


def difference(then: Any, now: Any, at: str = "") -> str:
    """The first place at which two outlines differ, measured numbers aside; empty if nowhere."""
    if isinstance(then, dict) and isinstance(now, dict):
        names = [name for name in {**now, **then} if name not in MEASURED]
        parts = ((then.get(name), now.get(name), _named(then, name)) for name in names)
    elif isinstance(then, list) and isinstance(now, list):
        if len(then) != len(now):
            return f"{at or 'panels'} has {len(now)} and not {len(then)}"
        parts = ((a, b, "") for a, b in zip(then, now, strict=True))
    elif _same(then, now):
        return ""
    else:
        return f"{at} is {now!r} and not {then!r}"
    return next((d for a, b, name in parts if (d := difference(a, b, name or at))), "")


def _named(where: Mapping[str, Any], name: str) -> str:
    label = where.get("label") or where.get("title")
    return f"{name} of “{label}”" if label else name


def _same(then: Any, now: Any) -> bool:
    if isinstance(then, float) and isinstance(now, int | float):
        return isclose(then, now, rel_tol=TOLERANCE, abs_tol=1e-9)
    return bool(then == now)
