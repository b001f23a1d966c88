"""What numbers per replica have in common: they are computed with, and never looked at."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, Self

import numpy as np

from pytest_claims.faults import ClaimError

Apply = Callable[..., Any]


class Unseen(ABC):
    """Numbers per replica that are not yet drawn: arithmetic gives others of their kind."""

    __hash__ = None  # type: ignore[assignment]
    text: str

    @abstractmethod
    def combined(self, other: object, symbol: str, apply: Apply, *, swapped: bool = False) -> Self:
        """``self symbol other``, or the other way round."""

    @abstractmethod
    def mapped(self, form: str, apply: Apply) -> Self:
        """A function of it; ``form`` is how that is written, with ``{}`` for what it is of."""

    def __add__(self, other: object) -> Self:
        return self.combined(other, "+", operator.add)

    def __radd__(self, other: object) -> Self:
        return self.combined(other, "+", operator.add, swapped=True)

    def __sub__(self, other: object) -> Self:
        return self.combined(other, "-", operator.sub)

    def __rsub__(self, other: object) -> Self:
        return self.combined(other, "-", operator.sub, swapped=True)

    def __mul__(self, other: object) -> Self:
        return self.combined(other, "*", operator.mul)

    def __rmul__(self, other: object) -> Self:
        return self.combined(other, "*", operator.mul, swapped=True)

    def __truediv__(self, other: object) -> Self:
        return self.combined(other, "/", np.divide)

    def __rtruediv__(self, other: object) -> Self:
        return self.combined(other, "/", np.divide, swapped=True)

    def __pow__(self, other: object) -> Self:
        return self.combined(other, "**", np.power)

    def __neg__(self) -> Self:
        return self.mapped("-{}", operator.neg)

    def __abs__(self) -> Self:
        return self.mapped("abs({})", np.abs)

    def __bool__(self) -> NoReturn:
        raise ClaimError(
            f"{self!r} is a number per replica, not a truth: compare it with something."
        )

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """numpy's numbers on the left are computed with; its functions see no number."""
        if method == "__call__" and not options and ufunc.__name__ in SWAPPED and len(inputs) == 2:
            number, _ = inputs
            if not isinstance(number, Unseen):
                return getattr(self, SWAPPED[ufunc.__name__])(number)
        return self._no_single_value(f"numpy.{ufunc.__name__}")

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
            "lest it choose a threshold by them. Do arithmetic on the sample, "
            "write log10(sample) with pytest_claims.log10, or let a probe do it."
        )


SWAPPED: Mapping[str, str] = {
    "add": "__radd__",
    "subtract": "__rsub__",
    "multiply": "__rmul__",
    "divide": "__rtruediv__",
    "less": "__gt__",
    "greater": "__lt__",
    "less_equal": "__ge__",
    "greater_equal": "__le__",
    "equal": "__eq__",
    "not_equal": "__ne__",
}
"""What numpy calls the operators, and the method by which the right side answers."""
