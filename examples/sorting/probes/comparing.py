"""How often a sort asks whether one item is less than another."""

from collections.abc import Callable, Sequence
from math import lgamma, log

import numpy as np

LISTS = 5  # for each seed, to steady the count

Sort = Callable[[list["Counted"]], None]


class Counted:
    """A number that counts how often numbers of its list are compared."""

    __slots__ = ("tally", "value")

    def __init__(self, value: int, tally: list[int]) -> None:
        self.value, self.tally = value, tally

    def __lt__(self, other: "Counted") -> bool:
        self.tally[0] += 1
        return self.value < other.value


def comparisons(
    build: Sort, *, seeds: Sequence[int], size: int, tail: int | None = None
) -> np.ndarray:
    """Comparisons per list, each of ``size`` items in random order.

    With ``tail`` all but the last so many are sorted already.
    Divided by log₂(size!), which is what any sort needs: 1 is perfect.
    """
    needed = lgamma(size + 1) / log(2)
    tail = size if tail is None else tail
    return np.array([_mean(build, seed, size, tail) / needed for seed in seeds])


def _mean(sort: Sort, seed: int, size: int, tail: int) -> float:
    draw = np.random.default_rng(seed)
    return float(np.mean([_count(sort, _order(draw, size, tail)) for _ in range(LISTS)]))


def _order(draw: np.random.Generator, size: int, tail: int) -> np.ndarray:
    shuffled = draw.permutation(size)
    return np.concatenate([np.sort(shuffled[: size - tail]), shuffled[size - tail :]])


def _count(sort: Sort, order: np.ndarray) -> int:
    tally = [0]
    items = [Counted(int(value), tally) for value in order]
    sort(items)
    if [item.value for item in items] != sorted(order):
        raise ValueError(f"{sort} did not sort {order.tolist()}")
    return tally[0]
