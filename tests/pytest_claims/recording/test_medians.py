"""Medians of what a claim measured, and the intervals in which they lie."""

import numpy as np
import pytest
from scipy.stats import binom

from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.verdict import Rule
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.words import every
from pytest_claims.recording.medians import median_interval, rounded, value_rows


@pytest.mark.parametrize("error", [0.05, 0.001, 0.00025])
@pytest.mark.parametrize("n", [24, 48, 96, 192])
def test_the_interval_of_the_median_is_the_narrowest_that_keeps_its_error(n, error):
    low, high = median_interval(np.random.default_rng(n).permutation(n) + 1.0, error)
    below = low - 1  # as many replicas lie below the lower end, as many above the upper

    assert high == n - below
    assert 2 * binom.cdf(below, n, 0.5) <= error < 2 * binom.cdf(low, n, 0.5)


def drawn(*values):
    """What a measurement gives: as many of these numbers as the look has replicas."""
    return lambda measurement, look: np.array(values, dtype=float)[: 24 * 2**look]


def body():
    """The samples of a body with two measurements, and what it asserts of them."""
    measure = Measure()
    a, b = measure(one), measure(other)
    assert a > 0
    assert every(b > 0)
    return {"a": a, "b": b, "both": a + b}, measure.body.assertions


def one(*, seeds):
    """A number."""


def other(*, seeds):
    """Another."""


def decided_at(assertions, *looks):
    rule = Rule("typical", 0.5, True, 0.001)
    return [Decided(a, rule, look=look) for a, look in zip(assertions, looks, strict=True)]


def test_the_error_is_shared_by_all_looks():
    samples, assertions = body()

    rows = value_rows(samples, decided_at(assertions, 0, 0), drawn(*range(24)), error=0.001)

    low, high = median_interval(np.arange(24.0), 0.001 / 4)
    assert rows["a"] == {"median": 11.5, "low": low, "high": high, "replicas": 24}


def test_no_replica_is_drawn_for_the_sake_of_a_median():
    samples, assertions = body()
    asked = set()

    def draw(measurement, look):
        asked.add((measurement.text, look))
        return np.ones(24 * 2**look)

    rows = value_rows(samples, decided_at(assertions, 0, 3), draw, error=0.001)

    assert {name: row["replicas"] for name, row in rows.items()} == {"a": 24, "b": 192, "both": 24}
    assert max(look for text, look in asked if text == "one()") == 0


def test_what_cannot_be_computed_is_no_number_and_no_failure():
    samples, assertions = body()
    half = {"a": samples["a"] / 0.0}
    draw = drawn(*range(-12, 12))

    assert value_rows(half, decided_at(assertions, 0, 0), draw, error=0.001)["a"]["median"] == "nan"


def test_a_sample_of_which_nothing_is_asserted_takes_the_first_look():
    measure = Measure()
    a, b = measure(one), measure(other)
    assert a > 0

    decided = decided_at(measure.body.assertions, 2)
    rows = value_rows({"a": a, "b": b}, decided, drawn(*range(192)), error=0.001)

    assert {name: row["replicas"] for name, row in rows.items()} == {"a": 96, "b": 24}


def test_a_measurement_of_two_assertions_takes_the_later_look():
    measure = Measure()
    a = measure(one)
    assert a > 0
    assert every(a > -1)

    for looks in ((1, 3), (3, 1)):
        decided = decided_at(measure.body.assertions, *looks)
        rows = value_rows({"a": a}, decided, drawn(*range(192)), error=0.001)
        assert rows["a"]["replicas"] == 192


@pytest.mark.parametrize(
    ("value", "text"), [(0.123456789, 0.123457), (1234567.8, 1234570.0), (float("inf"), "inf")]
)
def test_values_have_six_significant_digits(value, text):
    assert rounded(value) == text


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_of_few_replicas_the_interval_is_their_range(n):
    assert median_interval(np.arange(float(n)), 0.001) == (0.0, n - 1.0)


def test_an_interval_is_of_95_percent_unless_it_is_said_otherwise():
    values = np.arange(24.0)

    assert median_interval(values) == median_interval(values, 0.05) != median_interval(values, 0.1)
