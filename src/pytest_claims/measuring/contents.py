"""What containers, arrays and tensors hold: copied, compared and put back."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from operator import is_
from typing import Any

import numpy as np

DEPTH = 4  # of containers in containers
LARGE = 10_000  # elements beyond which content is not looked at
SIMPLE = (int, float, complex, str, bytes, bool, type(None))
CONTAINERS = (list, dict, set, deque, bytearray)


@dataclass(frozen=True)
class Tensor:
    """What a tensor of torch holds, and how often that was changed."""

    version: int
    values: Any


def content(value: Any) -> Any:
    """A copy of what an array or a small container or tensor holds; None for anything else."""
    if isinstance(value, CONTAINERS):
        return value.copy() if len(value) <= LARGE else None
    if isinstance(value, array):
        return value[:] if len(value) <= LARGE else None
    if isinstance(value, np.ndarray):
        return None if value.dtype.hasobject else value.copy()
    if hasattr(type(value), "_version") and hasattr(type(value), "detach"):
        return Tensor(value._version, value.detach().clone()) if value.numel() <= LARGE else None
    return None


def alike(before: Any, now: Any, depth: int = DEPTH) -> bool:
    """Whether two values are the same object, or plain data that says the same."""
    if before is now:
        return True
    if type(before) is not type(now):
        return False
    if isinstance(before, SIMPLE):
        return before == now or (before != before and now != now)
    if isinstance(before, Tensor):
        return before.version == now.version
    if isinstance(before, np.ndarray):
        same_form = before.dtype == now.dtype and before.shape == now.shape
        return same_form and _same_bytes(before, now)
    if isinstance(before, array):
        return before.typecode == now.typecode and before.tobytes() == now.tobytes()
    if isinstance(before, set | frozenset | bytearray):
        return before == now
    if depth == 0 or not isinstance(before, dict | list | tuple | deque):
        return False
    if isinstance(before, dict):
        return before.keys() == now.keys() and (
            (are(before, now) and are(before.values(), now.values()))
            or all(alike(value, now[key], depth - 1) for key, value in before.items())
        )
    return len(before) == len(now) and (
        are(before, now)
        or all(alike(old, new, depth - 1) for old, new in zip(before, now, strict=True))
    )


def are(before: Iterable[Any], now: Iterable[Any]) -> bool:
    """Whether these are the very same objects, one by one."""
    return all(map(is_, before, now))


def restore(value: Any, before: Any) -> None:
    """Let a container or array hold again what it held."""
    if isinstance(value, dict | set):
        value.clear()
        value.update(before)
    elif isinstance(value, deque):
        value.clear()
        value.extend(before)
    elif isinstance(value, np.ndarray):
        value[...] = before
    elif isinstance(before, Tensor):
        value.detach().copy_(before.values)
    else:
        value[:] = before


def _same_bytes(before: Any, now: Any) -> bool:
    """Of two arrays of the same form; large ones are compared without copies."""
    if before.size <= LARGE or before.dtype.hasobject:
        return bool(before.tobytes() == now.tobytes())
    some, others = (np.ascontiguousarray(each).reshape(-1).view(np.uint8) for each in (before, now))
    return np.array_equal(some, others)
