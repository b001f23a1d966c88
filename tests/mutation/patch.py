"""Put a mutant into modules that are imported already, where it changes functions only."""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any

Place = tuple[str, ...]


def changed_functions(before: str, after: str) -> dict[Place, CodeType] | None:
    """The new code of every function that differs; None where a module or a class does as well.

    A function within a function is a part of it.
    """
    old, new = (compile(text, "<mutant>", "exec", dont_inherit=True) for text in (before, after))
    found = dict(_differing(old, new, ()))
    return None if None in found.values() else found  # type: ignore[return-value]


def patch(module: str, file: str, functions: dict[Place, CodeType]) -> bool:
    """Give the functions of a module their new code; whether all were found."""
    owners = [_function(vars(import_module(module)), place) for place in functions]
    if not all(isinstance(owner, FunctionType) for owner in owners):
        return False
    for function, code in zip(owners, functions.values(), strict=True):
        function.__code__ = code.replace(co_filename=file)
    return True


def _differing(
    old: CodeType, new: CodeType, place: Place
) -> Iterator[tuple[Place, CodeType | None]]:
    """By place; no code where the difference is not in a function."""
    inner = [[c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new)]
    if _said(old) != _said(new) or [c.co_name for c in inner[0]] != [c.co_name for c in inner[1]]:
        yield place, None
        return
    for one, other in zip(*inner, strict=True):
        here = (*place, one.co_name)
        if one.co_flags & 0x2:  # a function has locals of its own; a class body has not
            if one != other:
                yield here, other if "<" not in one.co_name else None
        else:
            yield from _differing(one, other, here)


def _said(code: CodeType) -> tuple[Any, ...]:
    constants = [repr(c) for c in code.co_consts if not isinstance(c, CodeType)]
    return code.co_code, constants, code.co_names


def _function(names: Any, place: Place) -> Any:
    found = names.get(place[0])
    for name in place[1:]:
        found = vars(found).get(name) if isinstance(found, type) else None
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, cached_property):
        found = found.func
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found
