"""What happens in a replica, how often it must, and what a claim, a probe or a control replaces."""

import itertools
from dataclasses import dataclass

import numpy as np
import pytest

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.words import every, share
from pytest_claims.faults import ClaimError

LEFT = np.array([1.0, 2.0, 3.0])
RIGHT = np.array([2.0, 2.0, 2.0])
VALUES = {"left": LEFT, "right": RIGHT}


def left(*, seeds, dtype=None, device=None, gain=1.0):
    """A probe."""


def right(*, seeds):
    """Another."""


def draw(measurement):
    return VALUES[measurement.probe.__name__]


@pytest.fixture
def measure():
    return Measure()


COMPARISONS = {
    ">": (lambda a, b: a > b, [0, 0, 1]),
    "<": (lambda a, b: a < b, [1, 0, 0]),
    ">=": (lambda a, b: a >= b, [0, 1, 1]),
    "<=": (lambda a, b: a <= b, [1, 1, 0]),
}


@pytest.mark.parametrize("symbol", COMPARISONS)
def test_a_tie_loses_strict_comparisons_and_wins_weak_ones(measure, symbol):
    compare, expected = COMPARISONS[symbol]
    event = compare(measure(left), measure(right))
    won, tied = event.outcomes(draw)

    assert event.text == f"left() {symbol} right()"
    assert won.tolist() == list(map(bool, expected))
    assert tied.tolist() == [False, True, False]


@pytest.mark.parametrize(("first", "second"), [*itertools.product(COMPARISONS, repeat=2)])
def test_a_conjunction_wins_where_both_win_and_ties_where_either_ties(measure, first, second):
    events = [
        COMPARISONS[first][0](measure(left), measure(right)),
        COMPARISONS[second][0](measure(left), 3),
    ]
    won, tied = (events[0] & events[1]).outcomes(draw)
    (one, _), (other, _) = (event.outcomes(draw) for event in events)

    assert won.tolist() == [a and b for a, b in zip(one, other, strict=True)]
    assert tied.tolist() == [False, True, True]


def test_a_conjunction_uses_what_it_joins(measure):
    both = (measure(left) > 0) & (measure(right) > 0)
    assert every(both)

    measure.body.check()


def test_a_conjunction_joins_comparisons_only(measure):
    with pytest.raises(ClaimError, match="& joins two comparisons"):
        (measure(left) > 0) & True
    with pytest.raises(ClaimError, match=r"asserted inside every\(...\) or share\(...\)"):
        bool((measure(left) > 0) & (measure(right) > 0))


SHARES = {
    ">": lambda s, x: s > x,
    ">=": lambda s, x: s >= x,
    "<": lambda s, x: s < x,
    "<=": lambda s, x: s <= x,
}


@pytest.mark.parametrize("symbol", SHARES)
def test_a_share_is_claimed_in_the_direction_that_is_written(measure, symbol):
    assertion = SHARES[symbol](share(measure(left) > 0), 0.25)

    assert (assertion.kind, assertion.symbol, assertion.threshold) == ("share", symbol, 0.25)
    assert assertion.upward is (symbol in (">", ">="))
    assert assertion.text == f"share(left() > 0) {symbol} 0.25"


@pytest.mark.parametrize("symbol", SHARES)
@pytest.mark.parametrize("threshold", [0, 1, -0.1, 1.1, 0.0, 1.0])
def test_a_share_lies_strictly_between_0_and_1(measure, symbol, threshold):
    with pytest.raises(ClaimError, match="strictly between 0 and 1"):
        SHARES[symbol](share(measure(left) > 0), threshold)


def test_every_is_claimed_of_all(measure):
    assertion = every(measure(left) > 0)

    assert (assertion.kind, assertion.threshold, assertion.upward) == ("every", 1.0, True)
    assert assertion.text == "every(left() > 0)"


def test_an_assertion_is_of_the_typical_replica_unless_it_says_otherwise(measure):
    assert measure(left) < 5
    (assertion,) = measure.body.assertions

    assert (assertion.kind, assertion.threshold, assertion.upward) == ("typical", 0.5, True)


@pytest.mark.parametrize("wrong", [True, 1.0, None])
@pytest.mark.parametrize("claimed", [every, share])
def test_every_and_share_take_comparisons(claimed, wrong):
    with pytest.raises(ClaimError, match="takes a comparison of samples"):
        claimed(wrong)


def test_a_share_is_a_number_and_no_truth(measure):
    with pytest.raises(ClaimError, match="compare it"):
        bool(share(measure(left) > 0))


@pytest.mark.parametrize("undefined", [1, 3])
def test_arithmetic_that_is_undefined_in_some_replicas_names_the_side(undefined):
    values = np.array([1.0, 2.0, 3.0])
    values[:undefined] = np.inf
    found = Measure()
    event = found(left) - found(right) > 0

    with (
        pytest.raises(ClaimError, match=rf"left\(\) - right\(\) is NaN in {undefined} of 3"),
        np.errstate(invalid="ignore"),
    ):
        event.outcomes(lambda measurement: values)


def test_a_comparison_that_is_not_asserted_is_refused(measure):
    assert measure(left) > 0
    measure(right) > 0  # noqa: B015

    with pytest.raises(ClaimError, match=r"never asserted: right\(\) > 0"):
        measure.body.check()


def test_a_body_without_an_assertion_is_refused(measure):
    measure(left)

    with pytest.raises(ClaimError, match="asserts no comparison"):
        measure.body.check()


def test_a_control_may_replace_the_probe():
    swap = Substitution({left: right})
    measure = Measure(swap)
    found = measure(left)

    assert found.text == "right()"
    assert found.compute(draw).tolist() == RIGHT.tolist()
    assert not measure.unmet(swap)
    assert measure.unmet(Substitution({right: left})) == ["right"]


def test_a_control_replaces_a_condition_only_where_it_is_passed():
    swap = Substitution(conditions={"gain": 2.0})
    unpassed, passed = Measure(swap), Measure(swap)

    assert unpassed(left).text == "left()"
    assert unpassed.unmet(swap) == ["gain"]
    assert passed(left, gain=1.0).text == "left(gain=2.0)"
    assert not passed.unmet(swap)


@pytest.mark.parametrize("reserved", ["seeds", "dtype", "device"])
def test_a_claim_does_not_set_what_the_audit_gives(measure, reserved):
    with pytest.raises(ClaimError, match=f"no parameter takes the condition {reserved}="):
        measure(left, **{reserved: 1})


@dataclass(frozen=True)
class Task:
    channels: int = 4
    length: int = 20


@dataclass(frozen=True)
class OtherTask:
    channels: int = 4
    length: int = 20


@dataclass
class Loose:
    channels: int = 4


def test_tasks_are_told_apart_by_class_and_by_every_field():
    values = [Task(), Task(channels=5), Task(length=21), OtherTask()]
    found = [str(plain(value)) for value in values]

    assert len(set(found)) == len(found)
    assert plain(Task()) == plain(Task(channels=4))


def test_a_task_that_can_be_changed_is_no_condition():
    with pytest.raises(ClaimError, match="is not frozen"):
        plain(Loose())
