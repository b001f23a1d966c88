"""Curves by hand: what largest, smallest, slope and log10 make of them."""

import math

import numpy as np
import pytest

from pytest_claims import across, largest, log10, over, slope, smallest
from pytest_claims.declaring.measure import Measure
from pytest_claims.faults import ClaimError


def power(*, seeds, n=1, exponent=-2.0, sign=1.0):
    """A probe that is measured by hand."""


def drawn(measurement):
    given = {"exponent": -2.0, "sign": 1.0} | measurement.conditions
    return given["sign"] * np.array([1.0, 3.0]) * given["n"] ** given["exponent"]


def curve(**conditions):
    return Measure()(power, n=over(1, 10, 100), **conditions)


def test_largest_and_smallest_choose_replica_by_replica():
    assert largest(curve()).compute(drawn) == pytest.approx([1.0, 3.0])
    assert smallest(curve()).compute(drawn) == pytest.approx([1e-4, 3e-4])


def test_largest_and_smallest_along_one_condition_leave_a_curve_over_the_other():
    both = curve(exponent=over(-2.0, 0.5))
    best = smallest(both, along="exponent")
    assert best.points == [{"n": 1}, {"n": 10}, {"n": 100}]
    found = [sample.compute(drawn)[0] for sample in best.samples]
    assert found == pytest.approx([1.0, 1e-2, 1e-4])
    assert largest(both, along="n").points == [{"exponent": -2.0}, {"exponent": 0.5}]
    assert slope(largest(both, along="exponent")).compute(drawn) == pytest.approx([0.5, 0.5])


def test_along_a_condition_that_is_not_swept_is_refused():
    with pytest.raises(ClaimError, match=r"along='rate'.*sweeps n"):
        smallest(curve(), along="rate")


def test_curves_that_sweep_in_another_order_are_not_paired_by_mistake():
    one = Measure()(power, n=over(1, 10), exponent=over(0.0, 1.0))
    other = Measure()(power, exponent=over(0.0, 1.0), n=over(1, 10))
    assert one.points[1] != other.points[1]
    with pytest.raises(ClaimError, match="Sweep both curves over the same values"):
        one - other


def test_a_slope_is_the_exponent_of_a_power_law():
    assert slope(curve()).compute(drawn) == pytest.approx([-2.0, -2.0])
    assert slope(curve(exponent=0.5)).compute(drawn) == pytest.approx([0.5, 0.5])


def test_a_slope_is_that_of_least_squares():
    x, y = np.array([1.0, 10.0, 100.0]), np.array([3.0, 5.0, 40.0])
    measured = slope(curve()).compute(lambda m: y[[list(x).index(m.conditions["n"])]])

    assert measured == pytest.approx([np.polyfit(np.log10(x), np.log10(y), 1)[0]])


def test_a_slope_in_decades_takes_no_logarithm_of_the_numbers():
    measured = slope(log10(curve()), decades=True)

    assert measured.compute(drawn) == pytest.approx([-2.0, -2.0])
    assert measured.text.endswith("decades=True)")


def test_a_slope_of_a_negative_curve_is_refused_and_told_in_how_many_replicas():
    with pytest.raises(ClaimError, match=r"Fit a slope to positive numbers.* in 2 of 2 replicas"):
        slope(curve(sign=-1.0)).compute(drawn)


def test_curves_are_computed_with_point_by_point():
    measure = Measure()
    one = measure(power, n=over(1, 10, 100))
    other = measure(power, n=over(1, 10, 100), exponent=0.0)
    number, sample = 2 * (one / other), measure(power, n=1) - one

    assert largest(number).compute(drawn) == pytest.approx([2.0, 2.0])
    assert smallest(sample).compute(drawn) == pytest.approx([0.0, 0.0])
    assert largest(-abs(one)).compute(drawn) == pytest.approx([-1e-4, -3e-4])


def test_what_varies_across_replicas_varies_within_a_curve():
    sample = smallest(curve(exponent=across(-1.0, -2.0)))

    assert [m.varied for m in sample.measurements] == [{"exponent": across(-1.0, -2.0)}] * 3


def test_log10_gives_decades_and_refuses_a_negative_number():
    sample = Measure()(power, n=10)

    assert log10(sample).compute(drawn) == pytest.approx(np.log10([0.01, 0.03]))
    assert log10(sample).text == "log10(power(n=10))"
    with pytest.raises(ClaimError, match=r"Take logarithms of positive numbers.* in 2 of 2"):
        log10(-sample).compute(drawn)
    assert np.isneginf(log10(sample - sample).compute(drawn)).all()


@pytest.mark.parametrize(
    "function",
    [math.log10, np.log10, np.abs, np.sum, np.exp],
    ids=["math", "log10", "abs", "sum", "exp"],
)
def test_functions_of_others_are_refused_in_the_same_words(function):
    with pytest.raises(ClaimError, match=r"has no single value for .*pytest_claims.log10"):
        function(Measure()(power))


def test_log10_of_a_number_is_left_to_math():
    with pytest.raises(ClaimError, match=r"use math.log10"):
        log10(2.0)


def test_numbers_of_numpy_are_computed_with_from_the_left():
    sample = Measure()(power, n=1)
    two = np.float64(2)
    for made, expected in (
        (two * sample, [2, 6]),
        (two + sample, [3, 5]),
        (two - sample, [1, -1]),
        (two / sample, [2, 2 / 3]),
    ):
        assert made.compute(drawn) == pytest.approx(expected)
    assert (two < sample).text == "power(n=1) > 2"
    assert (two >= sample).text == "power(n=1) <= 2"
