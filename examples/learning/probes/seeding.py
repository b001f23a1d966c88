"""One source of chance for each seed, as scikit-learn takes it."""

from collections.abc import Callable, Sequence

import numpy as np

Score = Callable[[np.random.RandomState], float]


def scores(score: Score, seeds: Sequence[int]) -> np.ndarray:
    """The score that each seed gives; a seed has 32 bits, as the ini says."""
    return np.array([score(np.random.RandomState(seed)) for seed in seeds])
