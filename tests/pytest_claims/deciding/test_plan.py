"""What would be measured, and why it could not be decided, told without a draw."""

import pytest
from drawn import a, b, c, case, d

from pytest_claims.deciding.plan import plan
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.population import across
from pytest_claims.declaring.words import every, share
from pytest_claims.faults import ClaimError


class Model:
    def __init__(self, *, seeds):
        """A model."""


class Ablated(Model):
    """Its ablation."""


def modelled(build, *, seeds):
    """A probe of a model."""


def varied(*, seeds, width=1, rate=1.0):
    """A probe with conditions."""


def pair(measure):
    assert measure(a) > 0
    assert measure(b) > 0


def each(measure):
    assert every(measure(a) > 0)


def planned(body, **more):
    """The plan of a claim whose instrument can measure nothing."""
    return plan(case(body, {}, **more))


def texts(found):
    return [m.text for m in found.measurements]


def test_measurements_of_the_body_come_first_and_then_those_under_each_control():
    controls = [Substitution({a: c}), Substitution({b: d})]
    found = planned(pair, controls=controls)

    assert texts(found) == ["a()", "b()", "c()", "b()", "a()", "d()"]
    assert found.undecidable == []


def test_a_subject_stands_in_for_what_is_named():
    assert texts(planned(each, subject=Substitution({a: b}))) == ["b()"]


def test_mutants_of_what_is_measured_are_measured_too():
    def body(measure):
        assert measure(modelled, Model) > 0

    found = planned(body, mutants={Model: [Ablated]})
    assert texts(found) == ["modelled(Model)", "modelled(Ablated)"]


def test_correct_implementations_of_what_is_measured_are_measured_too():
    def body(measure):
        assert measure(modelled, Model) > 0

    class Other(Model):
        """From elsewhere."""

    correct = {"one": Substitution({Model: Other}), "none of it": Substitution({Ablated: Other})}
    assert texts(planned(body, correct=correct)) == ["modelled(Model)", "modelled(Other)"]


def test_a_mutant_under_which_nothing_is_compared_measures_nothing():
    def body(measure):
        assert measure(modelled, Model) > measure(modelled, Ablated)

    found = planned(body, mutants={Model: [Ablated]})
    assert texts(found) == ["modelled(Model)", "modelled(Ablated)"]
    assert found.undecidable == []


@pytest.mark.parametrize(("body", "replicas"), [(each, 48), (pair, 192)])
def test_only_an_every_alone_is_done_before_the_last_look(body, replicas):
    assert planned(body, until=48).replicas == replicas


def test_one_sampled_assertion_beside_an_every_may_take_all_looks():
    def body(measure):
        assert every(measure(a) > 0)
        assert measure(b) > 0

    assert planned(body, until=48).replicas == 192


def test_a_body_that_asserts_nothing_is_refused():
    with pytest.raises(ClaimError, match="asserts no comparison"):
        planned(lambda measure: measure(a))


def test_a_control_that_replaces_nothing_is_told_and_the_others_are_planned():
    found = planned(pair, controls=[Substitution({c: d}), Substitution({a: c, b: d})])

    (told,) = found.undecidable
    assert told.startswith("while trying the control c → d: the control c → d replaces nothing")
    assert texts(found) == ["a()", "b()", "c()", "d()"]


def test_an_assertion_that_no_control_touches_is_told():
    assert planned(pair, controls=[Substitution({a: c})]).undecidable == [
        "b() > 0: no control replaces anything that it rests on, so that none could turn it. "
        "Add a control that does."
    ]


def test_without_controls_no_assertion_is_said_to_be_untouched():
    assert planned(pair).undecidable == []


def test_a_share_that_no_outcome_could_establish_is_told():
    def body(measure):
        assert share(measure(a) > 0) >= 0.99

    (told,) = planned(body).undecidable
    assert told.startswith("share(a() > 0) >= 0.99: a share of 0.99 needs ")


def test_strata_leave_the_whole_half_of_the_error():
    """0.9542 can be established with the whole error of 0.001, and not with the half of it."""

    def over_one(measure):
        assert share(measure(varied, width=1) > 0) >= 0.9542

    def over_two(measure):
        assert share(measure(varied, width=across(1, 2)) > 0) >= 0.9542

    assert planned(over_one).undecidable == []
    (told,) = planned(over_two).undecidable
    assert "needs" in told


def test_values_that_do_not_divide_the_replicas_are_told():
    def body(measure):
        assert measure(varied, width=across(1, 2, 3, 4, 5)) > 0

    (told,) = planned(body).undecidable
    assert told.startswith("Give width one of 2, 3, 4, 6, 8, 12, 24 values")


def crossed(values):
    """A claim over so many widths, and over two rates."""

    def body(measure):
        assert measure(varied, width=across(*range(values)), rate=across(0.5, 1.0)) > 0

    return body


@pytest.mark.parametrize(("values", "size"), [(12, 16), (24, 8)])
def test_strata_of_which_nothing_could_be_said_are_told(values, size):
    (told,) = planned(crossed(values)).undecidable

    assert told.startswith("varied(width=across(0, 1, ")
    assert told.endswith(
        f"rate=across(0.5, 1.0)) > 0: at the last look each value of width has {size} replicas, "
        "and no outcome of so few could refute or hold it. Give width fewer values."
    )


def test_strata_of_which_something_could_be_said_are_not_told():
    assert planned(crossed(8)).undecidable == []


def test_an_every_has_no_stratum_that_is_too_small():
    def body(measure):
        assert every(measure(varied, width=across(*range(24))) > 0)

    assert planned(body).undecidable == []
