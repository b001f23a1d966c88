"""Medians with exact intervals: what a claim's variables are over the replicas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pytest_claims.deciding.binomial import at_most
from pytest_claims.deciding.decided import Decided
from pytest_claims.declaring.event import Operand, Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.plain import finite

DrawLook = Callable[[Measurement, int], Values]
"""The numbers of a measurement, for all replicas up to a look."""


def value_rows(
    samples: Mapping[str, Operand], decided: Sequence[Decided], draw: DrawLook, error: float
) -> dict[str, Any]:
    """The median of each sample by name, with the interval that misses the true median with
    probability at most ``error``, whichever look it was that ended the audit.

    It takes the replicas that were drawn to decide, and no more of them.
    """
    looks = _looks(decided, draw)
    with np.errstate(all="ignore"):  # what cannot be computed is no number, and said to be none
        drawn = {name: _drawn(sample, looks, draw) for name, sample in samples.items()}
        return {name: _row(values, error / len(LOOKS)) for name, values in drawn.items()}


def _looks(decided: Sequence[Decided], draw: DrawLook) -> dict[str, int]:
    """The look up to which each measurement was drawn, by its text."""
    looks: dict[str, int] = {}
    for d in decided:

        def seen(m: Measurement, look: int = d.look) -> Values:
            looks[m.text] = max(look, looks.get(m.text, 0))
            return draw(m, look)

        d.assertion.event.outcomes(seen)
    return looks


def _drawn(sample: Operand, looks: Mapping[str, int], draw: DrawLook) -> Values:
    """A sample on the replicas for which all its measurements were drawn."""
    used: list[int] = []

    def first(m: Measurement) -> Values:
        used.append(looks.get(m.text, 0))
        return draw(m, 0)

    sample.compute(first)
    return sample.compute(lambda m: draw(m, min(used, default=0)))


def _row(values: Values, error: float) -> dict[str, Any]:
    low, high = median_interval(values, error)
    return {
        "median": rounded(float(np.median(values))),
        "low": rounded(low),
        "high": rounded(high),
        "replicas": len(values),
    }


def median_interval(values: Values, error: float = 0.05) -> tuple[float, float]:
    """Order statistics between which the median lies, but for this probability."""
    ordered, n = np.sort(values), len(values)
    k = max((k for k in range(n // 2) if at_most(k, n, 0.5) <= error / 2), default=0)
    return float(ordered[k]), float(ordered[n - 1 - k])


def rounded(value: float) -> float | str:
    """Six significant digits: more would be noise in the ledger's diff."""
    return finite(float(f"{value:.6g}"))
