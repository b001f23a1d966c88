"""Tails of the binomial distribution, and the rate at which a tail has a given probability."""

from __future__ import annotations

from functools import lru_cache
from math import comb, exp, lgamma, log, log1p

TINY = 1e-300
ENOUGH = 1e-16
EXACT = 1000  # replicas up to which a coefficient is counted and not approximated
STEPS = 100_000


def at_most(wins: int, replicas: int, rate: float) -> float:
    """The probability of no more than so many wins."""
    return at_least(replicas - wins, replicas, 1 - rate)


def at_least(wins: int, replicas: int, rate: float) -> float:
    """The probability of no fewer than so many wins: the regularised incomplete beta function."""
    if wins <= 0 or rate >= 1:
        return float(wins <= replicas)
    if wins > replicas or rate <= 0:
        return 0.0
    if rate < (wins + 1) / (replicas + 3):
        return _small(wins, replicas, rate)
    return 1 - _small(replicas - wins + 1, replicas, 1 - rate)


@lru_cache(maxsize=4096)
def rate_at(wins: int, replicas: int, probability: float) -> float:
    """The rate at which so many wins or more have this probability, for 1 ≤ wins ≤ replicas.

    By Newton's method within a bracket that is halved where it would leave it.
    """
    low, high, rate = 0.0, 1.0, wins / (replicas + 1)
    for _ in range(200):
        excess = at_least(wins, replicas, rate) - probability
        low, high = (low, rate) if excess > 0 else (rate, high)
        slope = exp(_log_term(wins, replicas, rate)) * wins / rate
        step = rate - excess / slope if slope > TINY else low
        following = step if low < step < high else (low + high) / 2
        if abs(following - rate) <= ENOUGH * rate:
            break
        rate = following
    return rate


def _log_term(wins: int, replicas: int, rate: float) -> float:
    """The logarithm of the probability of exactly so many wins."""
    if replicas <= EXACT:
        ways = log(comb(replicas, wins))
    else:
        ways = lgamma(replicas + 1) - lgamma(wins + 1) - lgamma(replicas - wins + 1)
    return ways + wins * log(rate) + (replicas - wins) * log1p(-rate)


def _small(wins: int, replicas: int, rate: float) -> float:
    """The upper tail where it is the smaller part: its continued fraction, by Lentz's method."""
    a, b = wins, replicas - wins + 1
    c, d = 1.0, 1 / _away(1 - (a + b) * rate / (a + 1))
    fraction = d
    for m in range(1, STEPS):
        even = m * (b - m) * rate / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * rate / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d, c = 1 / _away(1 + term * d), _away(1 + term / c)
            fraction *= d * c
        if abs(d * c - 1) <= ENOUGH:
            break
    return exp(_log_term(wins, replicas, rate) + log1p(-rate)) * fraction


def _away(value: float) -> float:
    """From zero, by which nothing is divided."""
    return value if abs(value) > TINY else TINY
