"""One source of chance for each seed, as scikit-learn takes it."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

Score = Callable[[np.random.RandomState], float]


def scores(score: Score, seeds: Sequence[int]) -> np.ndarray:
    """The score that each seed gives."""
    return np.fromiter(_each(score, seeds), float, len(seeds))


def _each(score: Score, seeds: Sequence[int]) -> Iterator[float]:
    for seed in seeds:
        yield float(score(np.random.RandomState(np.random.MT19937(seed))))
