"""Rounding in sums: the same numbers, added in another order."""

from collections.abc import Callable, Sequence

import numpy as np

Sum = Callable[[np.ndarray], np.float32]


def left_to_right(*, seeds: Sequence[int], terms: int) -> np.ndarray:
    """Relative error of adding one number after the other. In [0, ∞), 0 is exact."""
    return _errors(seeds, terms, lambda x: np.cumsum(x)[-1])


def numpy_sum(*, seeds: Sequence[int], terms: int) -> np.ndarray:
    """Relative error of ``np.sum`` along a row. In [0, ∞), 0 is exact."""
    return _errors(seeds, terms, np.sum)


def numpy_column_sum(*, seeds: Sequence[int], terms: int) -> np.ndarray:
    """Relative error of ``np.sum`` down a column, which passes from row to row."""
    return _errors(seeds, terms, lambda x: np.stack([x, x], axis=1).sum(axis=0)[0])


def compensated(*, seeds: Sequence[int], terms: int) -> np.ndarray:
    """Relative error of Kahan's sum, which adds what was rounded off to the next term."""
    return _errors(seeds, terms, _kahan)


def _errors(seeds: Sequence[int], terms: int, add: Sum) -> np.ndarray:
    return np.array([_error(np.random.default_rng(seed), terms, add) for seed in seeds])


def _error(draw: np.random.Generator, terms: int, add: Sum) -> float:
    x = draw.random(terms, dtype=np.float32)
    exact = x.sum(dtype=np.float64)
    return abs(float(add(x)) - exact) / exact


def _kahan(x: np.ndarray) -> np.float32:
    total = lost = np.float32(0)
    for term in x:
        corrected = term - lost
        grown = total + corrected
        lost = (grown - total) - corrected
        total = grown
    return total
