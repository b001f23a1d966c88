"""The samples that a body names, as its source spells them."""

import cProfile
import sys

import pytest

from pytest_claims.declaring.measure import Measure
from pytest_claims.session.named import run_named

BODY = """
high = measure(score, High)
low, bound = measure(score, Low), 3
gap = high - low
high_again = high
assert gap > bound
twice = 2 * high
"""


def probe(*, seeds):
    """A number."""


def test_the_samples_that_a_body_ends_with_are_found_by_name():
    def body(measure):
        first = measure(probe)
        second, bound = 2 * first, 3
        assert second > bound
        first = measure(probe) + 1

    measure = Measure()

    found = run_named(body, {"measure": measure})

    assert {name: sample.text for name, sample in found.items()} == {
        "first": "probe() + 1",
        "second": "2 * probe()",
    }
    assert all(sample.body is measure.body for sample in found.values())


def test_the_samples_of_a_function_that_the_body_calls_are_not_its_own():
    def helper(measure):
        inner = measure(probe)
        return inner > 0

    def body(measure):
        assert helper(measure)

    assert run_named(body, {"measure": Measure()}) == {}


def test_another_profiler_is_put_back_whatever_the_body_does():
    def body():
        raise KeyError("gone")

    def profiler(frame, event, argument):
        """Somebody else's."""

    sys.setprofile(profiler)
    try:
        with pytest.raises(KeyError):
            run_named(body, {})
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)


def test_a_profiler_that_is_no_function_goes_on():
    def counted():
        """Called after the body."""

    profiler = cProfile.Profile()
    profiler.enable()
    try:
        run_named(lambda: None, {})
        counted()
    finally:
        profiler.disable()

    assert "counted" in {getattr(each.code, "co_name", "") for each in profiler.getstats()}


def test_the_ledger_has_the_median_of_every_sample_that_a_claim_names(project):
    project.claim(BODY, how="@control(High, Flat)").audit()

    (case,) = project.ledger()["a"]["cases"]
    values = case["values"]

    assert list(values) == ["gap", "high", "high_again", "low", "twice"]
    assert values["high"] == values["high_again"]
    assert values["twice"]["median"] == pytest.approx(2 * values["high"]["median"], rel=1e-4)
    for value in values.values():
        assert value["low"] <= value["median"] <= value["high"]
        assert value["replicas"] == 24


def test_values_are_of_the_claim_and_not_of_its_control(project):
    body = "high = measure(score, High)\nassert high > 2"
    project.claim(body, how="@control(High, Flat)").audit()

    assert project.ledger()["a"]["cases"][0]["values"]["high"]["median"] > 3


def test_values_stay_with_a_verdict_that_is_carried_over(project):
    body = "high = measure(score, High)\nassert high > measure(score, Low)"
    project.claim(body, name="a").claim(body, name="b").audit()
    before = project.ledger()["a"]["cases"][0]["values"]

    project.inside("-k", "test_b")

    (case,) = project.ledger()["a"]["cases"]
    assert case["earlier"]
    assert case["values"] == before
