"""Shapes of plain data, and where a value leaves its own: the first misfit, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

Check = Callable[[object, str], Iterator[str]]
"""Yields what is wrong with a value that stands in this place; nothing where all is well."""

DEEPEST = 50
MOST = 10**15
"""Counts beyond it are none."""


def insane(document: object) -> str | None:
    """Why no reader should touch this data, whatever its shape: depth, NaN, broken text."""
    open_ = [(document, 0)]
    while open_:
        value, depth = open_.pop()
        if depth > DEEPEST:
            return f"it is nested more than {DEEPEST} deep"
        if isinstance(value, dict):
            open_ += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            open_ += [(part, depth + 1) for part in value]
        elif problem := _insane_leaf(value):
            return problem
    return None


def _insane_leaf(value: object) -> str | None:
    if isinstance(value, str) and not _is_text(value):
        return f"{value!r} is no text"
    if isinstance(value, float) and not isfinite(value):
        return f"{value} is no number"
    return None


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def legible(value: Any) -> Any:
    """The same data, with half a character, which no file can hold, written out."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {legible(key): legible(part) for key, part in value.items()}
    return [legible(part) for part in value] if isinstance(value, list) else value


def _misfit(value: object, where: str, wanted: str) -> str:
    said = repr(value)
    return f"{where} is {said if len(said) <= 40 else said[:39] + '…'}, not {wanted}"


def text(value: object, where: str) -> Iterator[str]:
    """A string."""
    if not isinstance(value, str):
        yield _misfit(value, where, "a text")


def flag(value: object, where: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield _misfit(value, where, "true or false")


def whole(value: object, where: str) -> Iterator[str]:
    """A count: 0, 1, 2 …"""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        yield _misfit(value, where, "a count")


def number(value: object, where: str) -> Iterator[str]:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 2.0**1023:
        yield _misfit(value, where, "a number")


def share(value: object, where: str) -> Iterator[str]:
    """A number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        yield _misfit(value, where, "a number from 0 to 1")


def measured(value: object, where: str) -> Iterator[str]:
    """A number, or the word that stands for one which JSON lacks."""
    if value not in ("inf", "-inf", "nan") and any(number(value, where)):
        yield _misfit(value, where, "a number, inf, -inf or nan")


def anything(value: object, where: str) -> Iterator[str]:
    """Whatever JSON holds."""
    yield from ()


def word(*allowed: str) -> Check:
    """One of these."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, str) or value not in allowed:
            yield _misfit(value, where, f"one of {', '.join(allowed)}")

    return check


def maybe(shape: Check) -> Check:
    """This, or null."""

    def check(value: object, where: str) -> Iterator[str]:
        if value is not None:
            yield from shape(value, where)

    return check


def listed(shape: Check, length: int | None = None) -> Check:
    """A list of these, of this length where one is given."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, list) or length not in (None, len(value)):
            yield _misfit(value, where, "a list" if length is None else f"a list of {length}")
            return
        for i, element in enumerate(value):
            yield from shape(element, f"{where}[{i}]")

    return check


def named(shape: Check) -> Check:
    """Values of this shape by name."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _misfit(value, where, "an object")
            return
        for name, part in value.items():
            yield from shape(part, f"{where}.{name}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these keys; what it says beyond them is let be."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _misfit(value, where, "an object")
            return
        yield from (f"{where} has no {name}" for name in required if name not in value)
        for name, shape in {**required, **optional}.items():
            if name in value:
                yield from shape(value[name], f"{where}.{name}")

    return check
