"""What a sentence leaves open: conditions that vary from replica to replica, or for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import combinations, product
from typing import Any

from pytest_claims.declaring.conditions import plain
from pytest_claims.faults import ClaimError
from pytest_claims.plain import digest


@dataclass(frozen=True, repr=False)
class Varying:
    """The values of one condition, in the order in which they are written."""

    values: tuple[Any, ...]

    @property
    def word(self) -> str:
        """The function that made it."""
        return type(self).__name__.lower()

    def __repr__(self) -> str:
        return f"{self.word}({', '.join(labels(self.values))})"


@dataclass(frozen=True, repr=False)
class Across(Varying):
    """One of them for each replica."""


@dataclass(frozen=True, repr=False)
class Over(Varying):
    """All of them for every replica."""


def across(*values: Any) -> Any:
    """One of these values for each replica, equally many of each at every look.

    The verdict is then about the population that they span, and each value is a stratum that has
    to go along. Arms that vary the same condition are paired in it.
    """
    return Across(_checked("across", values))


def over(*values: Any) -> Any:
    """All of these values for every replica, which gives a curve.

    Turn it into a sample with ``largest``, ``smallest`` or ``slope``.
    """
    return Over(_checked("over", values))


def _checked(word: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    shown = f"{word}({', '.join(map(repr, values))})"
    if len(values) < 2:
        raise ClaimError(f"Write the value itself, or several in {shown}: one value does not vary.")
    for value in values:
        if isinstance(value, Varying):
            raise ClaimError(
                f"Let each condition vary in one way: {shown} has {value.word}(...) within."
            )
    if any(_same(one, other) for one, other in combinations(values, 2)):
        raise ClaimError(f"Write each value of {shown} once.")
    return values


def _same(one: Any, other: Any) -> bool:
    """Whether nothing varies between them: 1, 1.0 and True are one number."""
    return digest(plain(one)) == digest(plain(other)) or bool(one == other)


def points(conditions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every combination of the values that are to be measured for every replica."""
    swept = {name: value.values for name, value in conditions.items() if isinstance(value, Over)}
    return [
        {**conditions, **dict(zip(swept, chosen, strict=True))}
        for chosen in product(*swept.values())
    ]


def labels(values: Sequence[Any]) -> list[str]:
    """How values are told apart: of dataclasses that differ in few fields, by those."""
    first = values[0]
    if not is_dataclass(first) or any(type(value) is not type(first) for value in values):
        return [repr(value) for value in values]
    differing = differing_fields(values)
    return [
        ", ".join(f"{name}={getattr(value, name)!r}" for name in differing) or repr(value)
        for value in values
    ]


def differing_fields(values: Sequence[Any]) -> list[str]:
    """The fields in which dataclasses of one type differ."""
    return [
        f.name
        for f in fields(values[0])
        if len({digest(plain(getattr(value, f.name))) for value in values}) > 1
    ]
