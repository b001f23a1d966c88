"""What functions and objects of the project keep: answers, and properties once they are read."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from typing import Any

from pytest_claims.measuring.snapshot import own_modules

KEPT = type(functools.cache(lambda: None))


def fills() -> int:
    """A number that grows with each answer that is kept."""
    found = {id(one): one for one in _functions()}.values()
    misses = sum(one.cache_info().misses for one in found if type(one) is KEPT)
    return misses + sum(len(held) for one in found for held in _enclosed(one))


def _enclosed(function: Any) -> Iterator[Any]:
    """The collections that it closes over, as the functions of a decorator do that remembers."""
    for cell in getattr(function, "__closure__", None) or ():
        with contextlib.suppress(ValueError):  # it is empty
            if isinstance(cell.cell_contents, dict | list | set):
                yield cell.cell_contents


def attributes(conditions: Iterable[Any]) -> int:
    """How many attributes these values and their parts hold; a cached property becomes one."""
    count = 0
    for value in conditions:
        if isinstance(value, tuple | list):
            count += attributes(value)
        elif is_dataclass(value) and hasattr(value, "__dict__"):
            count += len(vars(value)) + attributes(vars(value).values())
    return count


def _functions() -> Iterator[Any]:
    """Whatever the project's modules and their classes hold, and what decorators wrapped."""
    for _, module in own_modules():
        for value in list(vars(module).values()):
            held = list(vars(value).values()) if isinstance(value, type) else [value]
            yield from (found for one in held for found in _wrapped(one))


def _wrapped(value: Any) -> Iterator[Any]:
    while value is not None:
        yield value
        inner = getattr(value, "__dict__", {})
        value = inner.get("__wrapped__") if isinstance(inner, dict) else None
