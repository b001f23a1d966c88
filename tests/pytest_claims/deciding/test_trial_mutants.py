"""Mutants of what a case measures."""

from drawn import ERROR, Instrument, late, wins

from pytest_claims.deciding.controls import Control
from pytest_claims.deciding.trial import Case, attempt, mutants_of
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.recording.rows import case_row

ALL, NONE = wins(192), wins(0)
HOLDS, REFUTED, OPEN = Verdict.HOLDS, Verdict.REFUTED, Verdict.INCONCLUSIVE


class Model:
    def __init__(self, *, seeds):
        """A model."""


class Ablated(Model):
    """Its ablation."""


class Broken(Model):
    """Another."""


def modelled(build, *, seeds):
    """A probe of a model."""


def modelled_late(build, *, seeds):
    """Another."""


class ByModel(Instrument):
    """Answers by the architecture, and cannot measure the broken one."""

    def draw(self, measurement, look):
        if measurement.architecture is Broken:
            raise RuntimeError("shapes (2,) and (3,) differ")
        numbers = NONE if measurement.architecture is Ablated else ALL
        return numbers[: LOOKS[look]]


def test_a_mutant_that_cannot_be_measured_is_neither_turned_nor_silent():
    def body(measure):
        assert measure(modelled, Model) > 0

    mutants = {Model: [Ablated, Broken], Ablated: [Broken]}
    tried = Case(body, ByModel({}), ERROR, mutants=mutants)
    outcome = attempt(tried)
    turned, broken = case_row(outcome, tried.instrument)["mutants"]

    assert [t.result for t in outcome.mutants] == [Control.TURNED, Control.VOID]
    assert (turned["name"], turned["result"]) == ("Model → Ablated", "turned")
    assert "reason" not in turned
    assert broken == {
        "name": "Model → Broken",
        "result": "void",
        "wins": 0,
        "replicas": 0,
        "assertions": [None],
        "reason": "RuntimeError: shapes (2,) and (3,) differ",
    }
    assert outcome.verdict is HOLDS


class Slow(Instrument):
    """An ablation loses in one probe at once, and in the other after the first look."""

    def draw(self, measurement, look):
        ablated = late(wins(17, 24), NONE) if measurement.probe is modelled_late else NONE
        numbers = ablated if measurement.architecture is Ablated else ALL
        return numbers[: LOOKS[look]]


def test_a_mutant_is_looked_at_until_it_turns_one_assertion():
    def body(measure):
        assert measure(modelled, Model) > 0
        assert measure(modelled_late, Model) > 0

    (tried,) = attempt(Case(body, Slow({}), ERROR, mutants={Model: [Ablated]})).mutants

    assert [pairing.replicas for pairing in tried.pairings.values()] == [24, 24]


def test_an_architecture_that_is_measured_twice_has_its_mutants_once():
    def body(measure):
        assert measure(modelled, Model) > 0
        assert measure(modelled, Model) > -1

    tried = Case(body, ByModel({}), ERROR, mutants={Model: [Ablated, Broken]})

    assert [m.text for m in mutants_of(tried, attempt(tried).body)] == [
        "Model → Ablated",
        "Model → Broken",
    ]
