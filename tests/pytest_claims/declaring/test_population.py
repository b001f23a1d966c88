"""What a sentence leaves open: one value for each replica, or all values for every one."""

from dataclasses import dataclass

import pytest

from pytest_claims import across, largest, over, slope, smallest
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.population import labels, points
from pytest_claims.declaring.words import every
from pytest_claims.faults import ClaimError


@dataclass(frozen=True)
class Task:
    length: int
    noise: float = 0.0


def score(*, seeds, width=1, rate=0.1, task=None):
    """A probe."""


def other(*, seeds, width=1):
    """Another."""


@pytest.mark.parametrize("varying", [across, over])
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), "Write the value itself"),
        ((1,), "Write the value itself"),
        ((1, 1), "Write each value"),
        ((1, 2, 1.0), "Write each value"),
        ((True, 1), "Write each value"),
        ((Task(1), Task(1)), "Write each value"),
        ((1, across(2, 3)), "Let each condition vary in one way"),
        ((over(2, 3), 1), "Let each condition vary in one way"),
        (([1, object()], 2), "Use numbers"),
    ],
)
def test_values_that_vary_in_no_way_or_in_two_are_refused(varying, values, said):
    with pytest.raises(ClaimError, match=said):
        varying(*values)


def test_across_stays_one_measurement_and_over_becomes_one_for_each_value():
    measure = Measure()
    measure(score, width=across(1, 2))
    measure(score, width=across(1, 2), rate=over(0.1, 0.2, 0.3))

    texts = [m.text for m in measure.body.measurements]
    assert texts == [
        "score(width=across(1, 2))",
        "score(width=across(1, 2), rate=0.1)",
        "score(width=across(1, 2), rate=0.2)",
        "score(width=across(1, 2), rate=0.3)",
    ]


def test_two_conditions_that_are_swept_are_crossed():
    found = points({"a": over(1, 2), "b": over(3, 4), "c": 5})

    assert found == [{"a": a, "b": b, "c": 5} for a in (1, 2) for b in (3, 4)]


def test_arms_that_vary_a_condition_have_as_many_values_of_it():
    measure = Measure()
    measure(score, width=across(1, 2))
    measure(other, width=across(8, 16))  # sizes at equal weights, say
    with pytest.raises(ClaimError, match=r"Give width as many values .*=across\(1, 2, 3\)"):
        measure(other, width=across(1, 2, 3))


def test_a_condition_that_no_probe_takes_is_refused_however_it_varies():
    with pytest.raises(ClaimError, match="no parameter takes the condition depth"):
        Measure()(score, depth=across(1, 2))
    with pytest.raises(ClaimError, match="no parameter takes the condition depth"):
        Measure()(score, depth=over(1, 2))


def test_a_common_condition_goes_to_every_architecture():
    class Model:
        def __init__(self, *, seeds, width=1):
            pass

    def probe(build, *, seeds):
        pass

    measure = Measure(common=("weights",))
    measure(probe, Model, weights=across(100, 200))
    (made,) = measure.body.measurements

    assert made.architecture_conditions == {"weights": across(100, 200)}
    with pytest.raises(ClaimError, match="no parameter takes the condition weights"):
        measure(score, weights=100)


@pytest.mark.parametrize(
    "use",
    {
        "more": lambda curve: curve > 1,
        "itself": lambda curve: curve <= curve,
        "equal": lambda curve: curve == 1,
        "asserted": bool,
        "every": lambda curve: every(curve > 1),
    }.values(),
    ids=["more", "itself", "equal", "asserted", "every"],
)
def test_a_bare_curve_is_neither_compared_nor_asserted(use):
    curve = Measure()(score, rate=over(0.1, 0.2))
    with pytest.raises(ClaimError, match="Turn the curve into a sample with largest"):
        use(curve)


def test_a_sample_does_not_meet_a_bare_curve():
    measure = Measure()
    sample, curve = measure(score), measure(score, rate=over(0.1, 0.2))
    with pytest.raises(ClaimError, match="Turn the curve into a sample"):
        sample < curve  # noqa: B015


@pytest.mark.parametrize("function", [largest, smallest, slope])
def test_only_a_curve_is_turned_into_a_sample(function):
    with pytest.raises(ClaimError, match=f"{function.__name__}.* takes a curve, as measure"):
        function(Measure()(score))


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ({"width": over(1, 2)}, "at least 3 positive numbers"),
        ({"width": over(0, 1, 2)}, "at least 3 positive numbers"),
        ({"width": over(1.0, 2.0, float("inf"))}, "at least 3 positive numbers"),
        ({"width": over(1.0, 2.0, float("nan"))}, "at least 3 positive numbers"),
        ({"width": over(True, 2, 3)}, "at least 3 positive numbers"),
        ({"task": over(Task(1), Task(2, noise=1.0), Task(3))}, "at least 3 positive numbers"),
        ({"width": over(1, 2, 3), "rate": over(0.1, 0.2)}, "Sweep one condition for a slope"),
    ],
)
def test_a_slope_needs_one_condition_with_three_positive_numbers(conditions, said):
    with pytest.raises(ClaimError, match=said):
        slope(Measure()(score, **conditions))


def test_curves_are_computed_with_where_they_sweep_the_same():
    measure = Measure()
    one = measure(score, width=over(1, 2))
    with pytest.raises(ClaimError, match="Sweep both curves over the same values"):
        one / measure(score, width=over(1, 3))


@pytest.mark.parametrize("rates", [over(1e-6, 1e-7), 1e-6])
def test_a_control_may_sweep_other_values_or_give_one(rates):
    measure = Measure(Substitution(conditions={"rate": rates}))
    best = smallest(measure(score, rate=over(0.1, 0.2)))
    asked = [m.conditions["rate"] for m in best.measurements]
    assert asked == list(getattr(rates, "values", [rates]))


def test_a_control_does_not_give_each_replica_another_value_of_what_is_swept():
    measure = Measure(Substitution(conditions={"rate": across(1e-6, 1e-7)}))
    with pytest.raises(ClaimError, match="Let the control sweep rate too"):
        measure(score, rate=over(0.1, 0.2))


def test_no_slope_is_left_of_one_value():
    measure = Measure(Substitution(conditions={"rate": 1e-6}))
    with pytest.raises(ClaimError, match="Give a slope at least 3 positive numbers"):
        slope(measure(score, rate=over(0.1, 0.2, 0.4)))


def test_values_are_told_apart_by_the_fields_in_which_they_differ():
    assert labels((Task(3), Task(5))) == ["length=3", "length=5"]
    assert labels((Task(3), Task(5, noise=1.0))) == [
        "length=3, noise=0.0",
        "length=5, noise=1.0",
    ]
    assert labels((1, 2.5, "x")) == ["1", "2.5", "'x'"]
    assert labels((Task(3), 4)) == [repr(Task(3)), "4"]
