"""Two implementations told apart by what was measured, where their verdicts are the same.

Both are measured on the same replicas, so the exact sign test asks in how many of them one gives
more than the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

from pytest_claims.deciding.outcome import Outcome
from pytest_claims.declaring.event import Values
from pytest_claims.measuring import effective
from pytest_claims.measuring.instrument import Instrument

DIGITS, ROUNDING = 1e-6, 1e-9
"""Numbers that agree to six digits, or to within 10⁻⁹, are the same: rounding is the machine's."""


@dataclass(frozen=True)
class Difference:
    """A measurement of which one implementation gives significantly more than the other.

    It does in ``more`` replicas, and less in ``less``; elsewhere both give the same.
    """

    text: str
    first: float  # median
    second: float
    more: int
    less: int
    replicas: int


def differences(
    instrument: Instrument, first: Outcome, second: Outcome, error: float
) -> Iterator[Difference]:
    """What tells the two apart; one that is not there is told with at most this probability."""
    look = min(decided.look for outcome in (first, second) for decided in outcome.decided)
    pairs = [
        (one, other)
        for one, other in zip(first.body.measurements, second.body.measurements, strict=False)
        if effective.key(one) != effective.key(other)
    ]
    for one, other in pairs:
        a, b = instrument.draw(one, look), instrument.draw(other, look)
        more, less = count(a, b)
        if differs(more, less, error / len(pairs)):
            yield Difference(one.text, median(a), median(b), more, less, len(a))


def median(values: Values) -> float:
    """No number where it lies between infinities."""
    with np.errstate(invalid="ignore"):
        return float(np.median(values))


def count(a: Values, b: Values) -> tuple[int, int]:
    """In how many replicas the first is more, and in how many it is less."""
    apart: NDArray[np.bool_] = ~np.isclose(a, b, rtol=DIGITS, atol=ROUNDING)
    return int((apart & (a > b)).sum()), int((apart & (a < b)).sum())


def differs(more: int, less: int, error: float) -> bool:
    """The exact sign test, two-sided."""
    return 2 * float(bdtr(min(more, less), more + less, 0.5)) < error
