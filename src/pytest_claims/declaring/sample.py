"""Samples: one number per replica, declared and not yet drawn.

Nothing here computes. Arithmetic on samples gives another sample; comparing two gives an event.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, NoReturn, SupportsFloat

import numpy as np

from pytest_claims.declaring.event import Body, Comparison, Draw, Event, Values
from pytest_claims.faults import ClaimError


class Sample:
    """One number per replica, not yet drawn."""

    __array_ufunc__ = None  # so that a numpy scalar on the left defers to us
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self, body: Body, text: str, compute: Callable[[Draw], Values], *, atomic: bool = True
    ) -> None:
        self.body = body
        self.text = text
        self.compute = compute
        self._operand = text if atomic else f"({text})"

    def __repr__(self) -> str:
        return f"<sample of {self.text}, not yet drawn>"

    def _with(
        self, other: object, symbol: str, apply: Callable[[Any, Any], Any], *, swapped: bool = False
    ) -> Sample:
        left, right = (
            (_sample(self.body, other), self) if swapped else (self, _sample(self.body, other))
        )
        return Sample(
            self.body,
            f"{left._operand} {symbol} {right._operand}",
            lambda draw: apply(left.compute(draw), right.compute(draw)),
            atomic=False,
        )

    def __add__(self, other: object) -> Sample:
        return self._with(other, "+", operator.add)

    def __radd__(self, other: object) -> Sample:
        return self._with(other, "+", operator.add, swapped=True)

    def __sub__(self, other: object) -> Sample:
        return self._with(other, "-", operator.sub)

    def __rsub__(self, other: object) -> Sample:
        return self._with(other, "-", operator.sub, swapped=True)

    def __mul__(self, other: object) -> Sample:
        return self._with(other, "*", operator.mul)

    def __rmul__(self, other: object) -> Sample:
        return self._with(other, "*", operator.mul, swapped=True)

    def __truediv__(self, other: object) -> Sample:
        return self._with(other, "/", np.divide)

    def __rtruediv__(self, other: object) -> Sample:
        return self._with(other, "/", np.divide, swapped=True)

    def __pow__(self, other: object) -> Sample:
        return self._with(other, "**", np.power)

    def __neg__(self) -> Sample:
        return Sample(self.body, f"-{self._operand}", lambda draw: -self.compute(draw))

    def __abs__(self) -> Sample:
        return Sample(self.body, f"abs({self.text})", lambda draw: np.abs(self.compute(draw)))

    def __gt__(self, other: object) -> Event:
        return Comparison(self, ">", _sample(self.body, other))

    def __lt__(self, other: object) -> Event:
        return Comparison(self, "<", _sample(self.body, other))

    def __ge__(self, other: object) -> Event:
        return Comparison(self, ">=", _sample(self.body, other))

    def __le__(self, other: object) -> Event:
        return Comparison(self, "<=", _sample(self.body, other))

    def __eq__(self, other: object) -> NoReturn:
        raise ClaimError(
            "equality is decided with a tolerance: write every(abs(a - b) <= tolerance)."
        )

    def __ne__(self, other: object) -> NoReturn:
        raise ClaimError("a sample has no !=: say which side is larger, and by how much.")

    def __bool__(self) -> NoReturn:
        raise ClaimError(
            f"{self!r} is a number per replica, not a truth: compare it with something."
        )

    def __float__(self) -> NoReturn:
        self._no_single_value("float")

    def __int__(self) -> NoReturn:
        self._no_single_value("int")

    def __len__(self) -> NoReturn:
        self._no_single_value("len")

    def __iter__(self) -> NoReturn:
        self._no_single_value("iter")

    def __getitem__(self, index: object) -> NoReturn:
        self._no_single_value("an index")

    def __array__(self, *arguments: object, **options: object) -> NoReturn:
        self._no_single_value("numpy")

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith(
            "_"
        ):  # copy, numpy and debuggers ask for these and take no for an answer
            raise AttributeError(name)
        self._no_single_value(f".{name}")

    def _no_single_value(self, asked: str) -> NoReturn:
        raise ClaimError(
            f"{self!r} has no single value for {asked}: a claim never sees its numbers, "
            "lest it choose a threshold by them. Do arithmetic on the sample, or let a probe do it."
        )


def _sample(body: Body, value: object) -> Sample:
    """A number as a sample that is the same in every replica."""
    if isinstance(value, Sample):
        value.body.require_open(value.text)
        return value
    if isinstance(value, bool | str) or not isinstance(value, SupportsFloat):
        raise ClaimError(
            f"a sample meets {value!r}, a {type(value).__name__}: use a number or a sample."
        )
    number = float(value)
    return Sample(body, f"{number:g}", lambda draw: np.float64(number), atomic=number >= 0)  # type: ignore[arg-type,return-value]
