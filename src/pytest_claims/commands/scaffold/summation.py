"""Probes: each adds the same numbers in its own way, and gives one error per replica.

A probe takes ``seeds``, one per replica, draws everything from them, and returns as
many numbers. What a claim may set stands behind the ``*``.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Errors = NDArray[np.float64]


def left_to_right(
    *, seeds: Sequence[int], numbers: int, ascending: bool = False
) -> Errors:
    """Relative error of the sum from left to right; ``ascending``: the smallest first.

    In [0, ∞): 0 is exact.
    """
    x = uniform(seeds, numbers)
    return error(running_sum(np.sort(x) if ascending else x), x)


def pairwise(*, seeds: Sequence[int], numbers: int, block: int = 8) -> Errors:
    """Relative error where blocks are added as they come, and their sums in pairs.

    In [0, ∞): 0 is exact.
    """
    x = uniform(seeds, numbers)
    blocks = np.pad(x, [(0, 0), (0, -numbers % block)]).reshape(len(x), -1, block)
    sums = running_sum(blocks)
    while sums.shape[1] > 1:
        sums = np.pad(sums, [(0, 0), (0, sums.shape[1] % 2)])
        sums = sums[:, ::2] + sums[:, 1::2]
    return error(sums[:, 0], x)


def compensated(*, seeds: Sequence[int], numbers: int) -> Errors:
    """Relative error of Kahan's sum: each number is corrected by the last rounding.

    In [0, ∞): 0 is exact.
    """
    x = uniform(seeds, numbers)
    total = rounding = np.zeros(len(x), np.float32)
    for column in x.T:
        corrected = column - rounding
        rounding = (total + corrected) - total - corrected
        total = total + corrected
    return error(total, x)


def uniform(seeds: Sequence[int], numbers: int) -> Array:
    """A row of numbers between 0 and 1 for each replica."""
    draws = map(np.random.default_rng, seeds)
    return np.stack([draw.random(numbers, dtype=np.float32) for draw in draws])


def running_sum(x: Array) -> Array:
    """Rows added from left to right; ``np.sum`` would add them in pairs."""
    return np.cumsum(x, axis=-1, dtype=np.float32)[..., -1]


def error(sums: Array, x: Array) -> Errors:
    """How far the sums are from the exact ones, relative to these."""
    exact = np.array([math.fsum(row.tolist()) for row in x])
    errors: Errors = np.abs(sums - exact) / exact
    return errors
