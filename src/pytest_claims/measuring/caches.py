"""What the values that a measurement is given keep: properties, once they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any


def attributes(conditions: Iterable[Any]) -> int:
    """How many attributes these values and their parts hold; a cached property becomes one."""
    count = 0
    for value in conditions:
        if isinstance(value, tuple | list):
            count += attributes(value)
        elif is_dataclass(value) and hasattr(value, "__dict__"):
            count += len(vars(value)) + attributes(vars(value).values())
    return count
