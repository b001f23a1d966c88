"""Means of a function over a square, from random or from evenly spread points."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import qmc

DIMENSIONS = 2
REPEATS = 10


def all_points(*, seeds: Sequence[int], points: int, sequence: str) -> np.ndarray:
    """Root mean square error of the first ``points`` of a ``sobol`` or ``random`` sequence."""
    return _errors(seeds, points, sequence, first=0)


def without_the_first(*, seeds: Sequence[int], points: int, sequence: str) -> np.ndarray:
    """The same where the first point is left out, and one more is taken at the end."""
    return _errors(seeds, points, sequence, first=1)


def _errors(seeds: Sequence[int], points: int, sequence: str, first: int) -> np.ndarray:
    return np.array([_error(np.random.default_rng(s), points, sequence, first) for s in seeds])


def _error(draw: np.random.Generator, points: int, sequence: str, first: int) -> float:
    means = [_mean(draw, points, sequence, first) for _ in range(REPEATS)]
    return float(np.sqrt(np.mean((np.array(means) - 1) ** 2)))


def _mean(draw: np.random.Generator, points: int, sequence: str, first: int) -> float:
    """The mean of a product whose true mean over the square is 1."""
    if sequence == "sobol":
        x = qmc.Sobol(DIMENSIONS, rng=draw).random_base2(11)[first : first + points]
    else:
        x = draw.random((points, DIMENSIONS))
    return float(np.prod(x * np.exp(x), axis=1).mean())
