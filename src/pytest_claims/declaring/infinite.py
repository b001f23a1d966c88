"""Arithmetic on infinite numbers, and what is said where it comes to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
FINITE = "Keep what it is made of from 0/0 and from roots of negative numbers"
INFINITE = "Compare the numbers themselves, of which an infinite one is larger than any other"


def quietly(apply: Callable[..., Any], *values: Any) -> Any:
    """The function of numbers that may be infinite, of which numpy would warn."""
    with np.errstate(all="ignore"):
        return apply(*values)


def undefined(text: str, values: Values, made_of: Mapping[str, Values]) -> str:
    """What is said of numbers among which are NaN: how many, and from which infinite ones."""
    bad = np.isnan(values)
    infinite = {name: int((np.isinf(numbers) & bad).sum()) for name, numbers in made_of.items()}
    said = [f"{name} is inf in {n} of {values.size}" for name, n in infinite.items() if n]
    why = f", where {' and '.join(said)}" if said else ", and none that it is made of is infinite"
    cure = INFINITE if said else FINITE
    return f"{text} is NaN in {int(bad.sum())} of {values.size} replicas{why}. {cure}."
