"""What tables of measurements share."""

import os
from collections.abc import Sequence
from math import log, nan
from statistics import linear_regression


def row(*cells: object) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |"


def head(*cells: str) -> str:
    """Its first row, and the line below."""
    return f"{row(*cells)}\n{'|---' * len(cells)}|"


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """p of time ∝ sizeᵖ, by least squares in logarithms; NaN where that is not to be told."""
    if len(set(sizes)) < 2 or min(times) <= 0:
        return nan
    return linear_regression([*map(log, sizes)], [*map(log, times)]).slope


def load() -> str:
    """How many processes have lately wanted a core, of which there are so many."""
    return f"{os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
