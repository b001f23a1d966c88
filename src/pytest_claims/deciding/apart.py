"""Two implementations told apart by what was measured, where their verdicts are the same.

Both are measured on the same replicas, so the exact sign test asks in how many of them one gives
more than the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.binomial import at_most
from pytest_claims.deciding.outcome import Outcome
from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
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


@dataclass(frozen=True)
class Drawn:
    """A measurement with the numbers that decided a case."""

    measurement: Measurement
    values: Values
    key: tuple[Any, ...]


def drawn(instrument: Instrument, outcome: Outcome) -> list[Drawn]:
    """What one implementation was measured to give, on the replicas that all assertions had."""
    look = min(decided.look for decided in outcome.decided)
    return [Drawn(m, instrument.draw(m, look), effective.key(m)) for m in outcome.body.measurements]


def differences(
    first: Sequence[Drawn], second: Sequence[Drawn], error: float
) -> Iterator[Difference]:
    """What tells the two apart; one that is not there is told with at most this probability."""
    pairs = [(a, b) for a, b in zip(first, second, strict=False) if a.key != b.key]
    for one, other in pairs:
        replicas = min(len(one.values), len(other.values))
        a, b = one.values[:replicas], other.values[:replicas]
        more, less = count(a, b)
        if differs(more, less, error / len(pairs)):
            text = one.measurement.text
            yield Difference(text, median(a), median(b), more, less, replicas)


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
    return 2 * at_most(min(more, less), more + less, 0.5) < error
