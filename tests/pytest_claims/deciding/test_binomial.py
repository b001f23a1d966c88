"""The tails by which verdicts are decided, against exact fractions and against scipy's."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from scipy.special import bdtr, bdtrc, betaincinv

from pytest_claims.deciding.binomial import at_least, at_most, rate_at

RATES = (1e-9, 0.01, 0.25, 0.5, 0.75, 0.9, 0.999)


@pytest.mark.parametrize("replicas", [1, 2, 24, 48, 96, 192])
@pytest.mark.parametrize("rate", [Fraction(1, 2), Fraction(1, 4), Fraction(15, 16)])
def test_tails_are_those_of_exact_fractions(replicas, rate):
    terms = [
        comb(replicas, k) * rate**k * (1 - rate) ** (replicas - k) for k in range(replicas + 1)
    ]
    for wins in range(replicas + 1):
        upper, lower = float(sum(terms[wins:])), float(sum(terms[: wins + 1]))
        assert at_least(wins, replicas, float(rate)) == pytest.approx(upper, rel=1e-12)
        assert at_most(wins, replicas, float(rate)) == pytest.approx(lower, rel=1e-12)


@pytest.mark.parametrize("replicas", [24, 192, 5_000, 1_000_000])
def test_tails_are_scipys_at_any_size(replicas):
    for wins in np.linspace(1, replicas - 1, 12).astype(int):
        for rate in RATES:
            assert at_least(int(wins), replicas, rate) == pytest.approx(
                bdtrc(wins - 1, replicas, rate), rel=1e-7, abs=1e-290
            )
            assert at_most(int(wins), replicas, rate) == pytest.approx(
                bdtr(wins, replicas, rate), rel=1e-7, abs=1e-290
            )


@pytest.mark.parametrize("replicas", [1, 24, 192, 20_000])
@pytest.mark.parametrize("probability", [1e-9, 0.000125, 0.025, 0.5, 0.9])
def test_the_rate_of_a_tail_is_scipys(replicas, probability):
    for wins in np.unique(np.linspace(1, replicas, 25).astype(int)):
        expected = betaincinv(wins, replicas - wins + 1, probability)
        assert rate_at(int(wins), replicas, probability) == pytest.approx(expected, rel=1e-9)


def test_what_must_be_is_certain_and_what_cannot_be_is_impossible():
    assert (at_least(0, 24, 0.0), at_least(25, 24, 0.5), at_least(1, 24, 0.0)) == (1.0, 0.0, 0.0)
    assert (at_most(24, 24, 0.3), at_most(-1, 24, 0.3), at_least(24, 24, 1.0)) == (1.0, 0.0, 1.0)
