"""Samples: one number per replica, declared and not yet drawn.

Nothing here computes. Arithmetic on samples gives another sample; comparing two gives an event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn, SupportsFloat

import numpy as np

from pytest_claims.declaring.arithmetic import Apply, Unseen
from pytest_claims.declaring.event import Body, Comparison, Draw, Values
from pytest_claims.declaring.infinite import quietly
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError


class Sample(Unseen):
    """One number per replica, not yet drawn; ``measurements`` are those that it is made from."""

    def __init__(
        self,
        body: Body,
        text: str,
        compute: Callable[[Draw], Values],
        *,
        measurements: Sequence[Measurement] = (),
        atomic: bool = True,
    ) -> None:
        self.body = body
        self.text = text
        self.compute = compute
        self.measurements = tuple(measurements)
        self._operand = text if atomic else f"({text})"

    def __repr__(self) -> str:
        return f"<sample of {self.text}, not yet drawn>"

    def combined(
        self, other: object, symbol: str, apply: Apply, *, swapped: bool = False
    ) -> Sample:
        """With a number, or with another sample of the same body."""
        if not isinstance(other, Sample) and isinstance(other, Unseen):
            return NotImplemented
        left, right = (
            (_sample(self.body, other), self) if swapped else (self, _sample(self.body, other))
        )
        return Sample(
            self.body,
            f"{left._operand} {symbol} {right._operand}",
            lambda draw: quietly(apply, left.compute(draw), right.compute(draw)),
            measurements=left.measurements + right.measurements,
            atomic=False,
        )

    def mapped(self, form: str, apply: Apply) -> Sample:
        """Its function, replica by replica."""
        shown = self.text if "(" in form else self._operand
        return Sample(
            self.body,
            form.format(shown),
            lambda draw: quietly(apply, self.compute(draw)),
            measurements=self.measurements,
        )

    def __gt__(self, other: object) -> Comparison:
        return Comparison(self, ">", _sample(self.body, other))

    def __lt__(self, other: object) -> Comparison:
        return Comparison(self, "<", _sample(self.body, other))

    def __ge__(self, other: object) -> Comparison:
        return Comparison(self, ">=", _sample(self.body, other))

    def __le__(self, other: object) -> Comparison:
        return Comparison(self, "<=", _sample(self.body, other))

    def __eq__(self, other: object) -> Comparison:  # type: ignore[override]
        sides = (self, _sample(self.body, other))
        if any(not m.exact for side in sides for m in side.measurements):
            raise ClaimError(
                "equality is decided with a tolerance: write every(abs(a - b) <= tolerance)."
            )
        return Comparison(sides[0], "==", sides[1])

    __hash__ = None

    def __ne__(self, other: object) -> NoReturn:
        raise ClaimError("a sample has no !=: say which side is larger, and by how much.")


def _sample(body: Body, value: object) -> Sample:
    """A number as a sample that is the same in every replica."""
    if isinstance(value, Sample):
        value.body.require_open(value.text)
        return value
    if isinstance(value, bool | str) or not isinstance(value, SupportsFloat):
        raise ClaimError(
            f"a sample meets {value!r}, a {type(value).__name__}: use a number or a sample."
        )
    if isinstance(value, Unseen):
        raise ClaimError(
            f"Turn the curve into a sample with largest(...), smallest(...) or slope(...): "
            f"{value.text} has several numbers per replica."
        )
    number = float(value)
    return Sample(body, f"{number:g}", lambda draw: np.float64(number), atomic=number >= 0)  # type: ignore[arg-type,return-value]
