"""One claim at one place of a grid: by itself, and what goes wrong there."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from pytest_claims.deciding.trial import Case
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.instrument import NotTested
from pytest_claims.session import regime
from pytest_claims.session.regime import Axis, Regimes

ITEM = SimpleNamespace(nodeid="test_a", module=SimpleNamespace(LONG=64))


@pytest.fixture
def run():
    """A run whose worker confines nothing."""
    made = object.__new__(Regimes)
    confinement = SimpleNamespace(claim=lambda nodeid: nullcontext())
    instrument = SimpleNamespace(isolated=nullcontext)
    made.worker = SimpleNamespace(
        confinement=confinement, instrument=instrument, implementations="implementations"
    )
    return made


def test_what_cannot_be_measured_at_a_place_is_not_tested_and_what_is_wrong_says_where(
    run, monkeypatch
):
    def attempt(problem):
        raise problem

    monkeypatch.setattr(regime, "attempt", attempt)

    assert run.verdict(ITEM, NotTested("no gates"), {}) is Verdict.NOT_TESTED
    with pytest.raises(ClaimError, match="at lag=8, kind='deep': it has no sides"):
        run.verdict(ITEM, ClaimError("it has no sides"), {"lag": 8, "kind": "deep"})


def test_a_claim_is_tried_without_its_controls_and_in_the_words_of_its_file(run):
    more = {"controls": ["a"], "mutants": {"A": ["B"]}, "correct": {"A = b": "B"}}
    run.worker.prepared = lambda item, subject: Case(None, None, 0.001, **more)
    run.axes = lambda case, names: iter([names["LONG"]])
    case, axes = run.declared(ITEM)

    assert (case.controls, case.mutants, case.correct) == ((), {}, {})
    assert axes == [64]


def test_each_place_of_the_one_claim_is_needed_and_none_of_what_cannot_be_tried(run, monkeypatch):
    def declared(item):
        if not item:
            raise ClaimError("it sets no lag")
        return item, [Axis("lag", (8, 16), (True, False))]

    monkeypatch.setattr(regime, "at", lambda case, point: (case, point))
    monkeypatch.setattr(regime, "need_of", lambda case: case)
    run.declared = declared

    def needs(*items):
        run.worker.claims_of = lambda session: list(items)
        return run.needed(None).needs

    assert needs("a", "b") == [("a", {"lag": 8}), ("a", {"lag": 16})]
    assert needs("") == needs() == []
