"""What functions and objects of the project keep: answers, and properties once they are read."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from types import FunctionType, ModuleType
from typing import Any

from pytest_claims.measuring.snapshot import own_modules

KEPT = type(functools.cache(lambda: None))
CALLED = (FunctionType, KEPT, staticmethod, classmethod)


class Keepers:
    """The functions of the project's modules that keep something: a cache of functools, or a
    collection that they close over, as the functions of a decorator do that remembers.
    """

    def __init__(self) -> None:
        self.modules = dict(own_modules())
        found = {id(one): one for one in _functions(self.modules) if _keeps(one)}
        self._found = list(found.values())

    def fills(self) -> int:
        """A number that grows with each answer that is kept."""
        misses = sum(one.cache_info().misses for one in self._found if type(one) is KEPT)
        return misses + sum(len(held) for one in self._found for held in _enclosed(one))

    def are_all(self) -> bool:
        """Whether no module of the project was imported since."""
        return len(dict(own_modules())) == len(self.modules)


def _keeps(function: Any) -> bool:
    return type(function) is KEPT or any(True for _ in _enclosed(function))


def _enclosed(function: Any) -> Iterator[Any]:
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


def _functions(modules: Mapping[str, ModuleType]) -> Iterator[Any]:
    """Those that these modules and their classes define, and what decorators wrapped."""
    for name, module in modules.items():
        for value in list(vars(module).values()):
            if isinstance(value, type) and value.__module__ == name:
                for held in list(vars(value).values()):
                    yield from _wrapped(held)
            elif isinstance(value, CALLED) and value.__module__ == name:
                yield from _wrapped(value)


def _wrapped(value: Any) -> Iterator[Any]:
    while isinstance(value, CALLED):
        yield value
        value = vars(value).get("__wrapped__")
