"""Medians with exact intervals: what a claim's variables are over the replicas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import bdtr

from pytest_claims.declaring.event import Draw, Operand, Values
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.plain import finite


def value_rows(samples: Mapping[str, Operand], draw: Draw, error: float) -> dict[str, Any]:
    """The median of each sample by name, with the interval that misses the true median with
    probability at most ``error``, whichever look it was that ended the audit."""
    with np.errstate(all="ignore"):  # what cannot be computed is no number, and said to be none
        drawn = {name: sample.compute(draw) for name, sample in samples.items()}
        return {name: _row(values, error / len(LOOKS)) for name, values in drawn.items()}


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
    ranks = [k for k in range(n // 2) if bdtr(k, n, 0.5) <= error / 2]
    k = ranks[-1] + 1 if ranks else 0
    return float(ordered[k]), float(ordered[n - 1 - k])


def rounded(value: float) -> float | str:
    """Six significant digits: more would be noise in the ledger's diff."""
    return finite(float(f"{value:.6g}"))
