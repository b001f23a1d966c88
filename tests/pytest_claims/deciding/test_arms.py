"""What is compared under a control: arms that none changes, sides that it makes one."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import Instrument, a, b, c, case, d, wins

from pytest_claims import largest, over
from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.replicas import LOOKS

ALL, NONE, HOLDS = wins(192), wins(0), Verdict.HOLDS


class Winner:
    def __init__(self, *, seeds):
        pass


class Loser(Winner):
    pass


class Third(Winner):
    pass


class Broken(Winner):
    pass


def of_model(build, *, seeds, good=True):
    """A probe of a model."""


class ByModel(Instrument):
    """1 of a winner, 0 of the others and of what is not good."""

    def draw(self, measurement, look):
        good = measurement.probe_conditions.get("good", True)
        won = measurement.architecture is Winner and good
        return np.full(LOOKS[look], float(won))


def arms(measure):
    assert measure(of_model, Winner, good=True) > measure(of_model, Loser)


@pytest.mark.parametrize(
    ("controls", "untouched"),
    [
        ([Substitution({Winner: Broken})], ["of_model(Loser)"]),
        ([Substitution({Loser: Winner, Winner: Broken})], []),
        ([], []),
    ],
)
def test_an_arm_that_no_control_changes_is_told(controls, untouched):
    tried = replace(case(arms, {}, controls=controls), instrument=ByModel({}))
    outcome = attempt(tried)

    assert outcome.verdict is HOLDS
    assert outcome.untouched == untouched


def test_one_architecture_alone_has_no_other_arm():
    def alone(measure):
        assert measure(of_model, Winner, good=True) > 0
        assert measure(of_model, Winner) > 0

    controls = [Substitution(conditions={"good": False})]
    tried = replace(case(alone, {}, controls=controls), instrument=ByModel({}))

    assert attempt(tried).untouched == []


def test_of_three_architectures_each_that_no_control_changes_is_told():
    def three_arms(measure):
        assert measure(of_model, Winner) > measure(of_model, Loser)
        assert measure(of_model, Winner) > measure(of_model, Third)

    controls = [Substitution({Loser: Broken})]
    tried = replace(case(three_arms, {}, controls=controls), instrument=ByModel({}))

    assert attempt(tried).untouched == ["of_model(Winner)", "of_model(Third)"]


def both_sides(measure):
    assert measure(a) > measure(b)


def three(measure):
    assert measure(a) + measure(c) > measure(b)


def test_a_control_under_which_both_sides_are_one_measurement_is_refused():
    with pytest.raises(ClaimError, match=r"so nothing is compared.*one side, or write @no_con"):
        attempt(case(both_sides, {a: ALL, b: NONE}, controls=[Substitution({a: b})]))


def test_a_control_that_makes_one_of_two_measurements_is_refused():
    with pytest.raises(ClaimError, match="leave apart what differs"):
        attempt(case(three, {a: ALL, b: NONE, c: ALL}, controls=[Substitution({c: a})]))


def at_width(*, seeds, width):
    """A probe of one condition."""


def curve_and_two(measure):
    assert largest(measure(at_width, width=over(1, 2, 3))) > measure(a)
    assert measure(b) > measure(c)


def test_a_control_may_leave_out_points_of_a_curve_and_still_merges_nothing():
    table = {at_width: ALL, a: NONE, b: ALL, c: NONE, d: ALL}
    fewer = Substitution({a: d}, {"width": 1})
    assert attempt(case(curve_and_two, table, controls=[fewer])).controls[0].pairings
    merged = Substitution({a: c}, {"width": 1})
    with pytest.raises(ClaimError, match="leave apart what differs"):
        attempt(case(curve_and_two, table, controls=[merged]))


def of_one_model(measure):
    assert measure(of_model, Winner) > measure(of_model, Winner, good=False)


def test_a_control_that_names_the_default_of_the_other_side_is_refused():
    tried = case(of_one_model, {}, controls=[Substitution(conditions={"good": True})])
    with pytest.raises(ClaimError, match=r"both sides are of_model.*, so nothing is compared"):
        attempt(replace(tried, instrument=ByModel({})))
