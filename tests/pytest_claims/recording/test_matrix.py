"""Claims against mutants, against correct implementations, and against implementations."""

import itertools

import pytest

from pytest_claims.deciding.controls import Control
from pytest_claims.recording.matrix import (
    accused,
    correct,
    implementations,
    mutants,
    numbers_apart,
    survivors,
    told_apart,
    unmeasured,
)

ABLATIONS = {"LSTM": ["toy:NoGate", "toy:Flat"], "RNN": ["toy:Linear"]}


def claim(id, *cases, declared="holds"):
    """A row whose cases tried these mutants, by name, with these results."""
    tried = [{"mutants": [{"name": n, "result": r} for n, r in case.items()]} for case in cases]
    return {"id": id, "declared": declared, "cases": tried}


NO_GATE, FLAT, LINEAR = "LSTM → NoGate", "LSTM → Flat", "RNN → Linear"


def test_each_mutant_has_a_row_with_what_it_did_to_each_claim():
    rows = [claim("a", {NO_GATE: "turned", FLAT: "same"}), claim("b", {NO_GATE: "open"})]

    assert mutants(rows, ABLATIONS) == {
        NO_GATE: {"a": "turned", "b": "open"},
        FLAT: {"a": "same"},
        LINEAR: {},
    }


WORST_FIRST = [Control.VOID, Control.OPEN, Control.SAME, Control.WEAKENED, Control.TURNED]


@pytest.mark.parametrize(
    ("worse", "better"), [*itertools.combinations_with_replacement(WORST_FIRST, 2)]
)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_mutant_turns_a_claim_only_where_it_turns_each_of_its_cases(worse, better, swapped):
    results = (better, worse) if swapped else (worse, better)
    row = claim("a", *({NO_GATE: result.value} for result in results))

    assert mutants([row], {})[NO_GATE] == {"a": worse.value}


@pytest.mark.parametrize(
    ("results", "survives", "broken"),
    [
        (["turned"], False, False),
        (["turned", "same"], False, False),
        (["turned", "void"], False, False),
        (["same"], True, False),
        (["open"], True, False),
        (["same", "void"], True, False),
        (["void"], True, True),
        (["void", "void"], True, True),
        ([], True, False),
    ],
)
def test_a_mutant_that_cannot_be_measured_is_not_killed_and_is_told_as_such(
    results, survives, broken
):
    found = {"mutant": dict(enumerate(results))}

    assert bool(survivors(found)) is survives
    assert bool(unmeasured(found)) is broken


def compared(id, *cases, declared="holds"):
    return {"id": id, "declared": declared, "cases": [{"implementations": c} for c in cases]}


def test_a_claim_has_the_worst_verdict_of_its_cases_on_each_implementation():
    rows = [
        compared("a", {"ours": "HOLDS", "theirs": "HOLDS"}, {"ours": "HOLDS", "theirs": "REFUTED"}),
        compared("b", {"ours": "HOLDS", "theirs": "REFUTED"}, declared="refuted"),
        {"id": "c", "declared": "holds", "cases": [{"verdict": "HOLDS"}]},
    ]

    assert implementations(rows) == {
        "a": {"ours": "HOLDS", "theirs": "REFUTED"},
        "b": {"ours": "HOLDS", "theirs": "REFUTED"},
    }


@pytest.mark.parametrize(
    ("verdicts", "apart"),
    [
        (["HOLDS", "HOLDS"], False),
        (["HOLDS", "REFUTED"], True),
        (["HOLDS", "NOT TESTED HERE"], False),
        (["NOT TESTED HERE", "NOT TESTED HERE"], False),
        (["HOLDS", "NOT TESTED HERE", "REFUTED"], True),
        (["HOLDS", "INCONCLUSIVE"], True),
    ],
)
def test_a_claim_tells_implementations_apart_that_it_could_measure(verdicts, apart):
    assert told_apart({"a": dict(enumerate(verdicts))}) == (["a"] if apart else [])


TORCH = "LSTM = torch.nn:LSTM"


def asked(id, *verdicts, declared="holds"):
    """A row whose cases were tried on torch's, with these verdicts."""
    cases = [{"correct": [{"name": TORCH, "verdict": verdict}]} for verdict in verdicts]
    return {"id": id, "declared": declared, "cases": cases}


def test_each_correct_implementation_has_a_row_with_the_worst_verdict_of_each_claim():
    rows = [asked("a", "HOLDS", "REFUTED"), asked("b", "HOLDS"), asked("c")]

    assert correct(rows, {"LSTM": ["torch.nn:LSTM"], "GRU": ["torch.nn:GRU"]}) == {
        TORCH: {"a": "REFUTED", "b": "HOLDS"},
        "GRU = torch.nn:GRU": {},
    }


@pytest.mark.parametrize("declared", ["holds", "refuted"])
@pytest.mark.parametrize(
    "verdict", ["HOLDS", "REFUTED", "INCONCLUSIVE", "NOT TESTED HERE", "ERROR"]
)
def test_the_opposite_verdict_and_an_error_accuse_and_nothing_else(verdict, declared):
    rows = [asked("a", verdict, declared=declared)]
    opposite = {"holds": "REFUTED", "refuted": "HOLDS"}[declared]

    found = accused(correct(rows, {}), rows)

    assert found == {TORCH: {"a": verdict} if verdict in (opposite, "ERROR") else {}}


def test_numbers_apart_are_listed_by_claim_over_all_cases():
    rows = [
        {"id": "01/a", "cases": [{"apart": [{"text": "x"}]}, {"apart": [{"text": "y"}]}]},
        {"id": "01/b", "cases": [{}]},
    ]

    assert numbers_apart(rows) == {"01/a": [{"text": "x"}, {"text": "y"}]}
