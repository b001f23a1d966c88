"""How often a test of SciPy rejects what is true, where 5 % was asked for.

Each probe answers with a share in [0, 1] of 1,000 trials; 0.05 is perfect.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats

TRIALS = 1000
LEVEL = 0.05

PValues = Callable[[np.random.Generator], np.ndarray]


def student(
    *, seeds: Sequence[int], small: int, large: int, ratio: float, welch: bool
) -> np.ndarray:
    """Rejections by the t-test of two means that are equal.

    The sample of ``small`` items has ``ratio`` times the standard deviation of that of ``large``.
    """

    def p_values(draw: np.random.Generator) -> np.ndarray:
        a = ratio * draw.normal(size=(TRIALS, small))
        b = draw.normal(size=(TRIALS, large))
        return stats.ttest_ind(a, b, axis=1, equal_var=not welch).pvalue

    return _rejected(p_values, seeds)


def chi_square(*, seeds: Sequence[int], expected: float, categories: int) -> np.ndarray:
    """Rejections by the chi-square test of equal shares, ``expected`` items in each category."""

    def p_values(draw: np.random.Generator) -> np.ndarray:
        total = round(expected * categories)
        counts = draw.multinomial(total, np.full(categories, 1 / categories), size=TRIALS)
        return stats.chisquare(counts, axis=1).pvalue

    return _rejected(p_values, seeds)


def bartlett(*, seeds: Sequence[int], population: str) -> np.ndarray:
    """Rejections by Bartlett's test of three equal variances, of 40 items each."""
    return _rejected(lambda draw: stats.bartlett(*_three(draw, population), axis=1).pvalue, seeds)


def levene(*, seeds: Sequence[int], population: str) -> np.ndarray:
    """Rejections by Levene's test, with medians, of the same."""
    return _rejected(lambda draw: stats.levene(*_three(draw, population), axis=1).pvalue, seeds)


def rank_sum(*, seeds: Sequence[int], population: str, spread: float) -> np.ndarray:
    """Rejections by the test of Mann and Whitney where both medians are equal.

    Both have 60 items; one population is the other stretched by ``spread`` about its median.
    """

    def p_values(draw: np.random.Generator) -> np.ndarray:
        a, b = (_centred(draw, population, (TRIALS, 60)) for _ in range(2))
        return stats.mannwhitneyu(a, spread * b, axis=1).pvalue

    return _rejected(p_values, seeds)


def _rejected(p_values: PValues, seeds: Sequence[int]) -> np.ndarray:
    draws = (np.random.default_rng(seed) for seed in seeds)
    return np.array([(p_values(draw) < LEVEL).mean() for draw in draws])


def _three(draw: np.random.Generator, population: str) -> list[np.ndarray]:
    return [_centred(draw, population, (TRIALS, 40)) for _ in range(3)]


def _centred(draw: np.random.Generator, population: str, shape: tuple[int, int]) -> np.ndarray:
    """Draws from a ``normal`` or an ``exponential`` population whose median is 0."""
    if population == "normal":
        return draw.normal(size=shape)
    return draw.exponential(size=shape) - np.log(2)
