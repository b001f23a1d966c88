"""Two implementations are told apart by what was measured, and never by rounding."""

from math import inf

import numpy as np
import pytest
from scipy.stats import binomtest

from pytest_claims.deciding.apart import count, differs, median


@pytest.mark.parametrize("more", range(13))
@pytest.mark.parametrize("less", range(13))
def test_the_sign_test_is_exact_and_two_sided(more, less):
    p = binomtest(more, more + less).pvalue if more + less else 1.0

    assert differs(more, less, 0.01) == (p < 0.01)


def test_a_difference_is_found_as_rarely_as_is_said_where_there_is_none():
    n = 24
    chances = [binomtest(k, n).pvalue for k in range(n + 1)]
    rate = sum(
        np.exp(np.log(float(np.prod([(n - i) / (i + 1) for i in range(k)]))) - n * np.log(2))
        for k in range(n + 1)
        if differs(k, n - k, 0.001)
    )

    assert 0 < rate < 0.001
    assert min(chances) < 0.001


def test_what_differs_by_rounding_is_the_same():
    a = np.array([1.0, 1e6, 1e-12, inf, -inf, 0.0])
    b = np.array([1.0 + 1e-9, 1e6 + 0.1, 9e-12, inf, -inf, -0.0])

    assert count(a, b) == (0, 0)


def test_each_way_is_counted():
    assert count(np.array([1.0, 2.0, 3.0, inf]), np.array([2.0, 1.0, 2.5, 0.0])) == (3, 1)


def test_a_median_between_infinities_is_no_number():
    assert np.isnan(median(np.array([-inf, inf])))
    assert median(np.array([1.0, 3.0])) == 2
