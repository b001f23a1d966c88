"""Rows of the ledger, field by field."""

from math import inf
from types import SimpleNamespace

import numpy as np
import pytest
from drawn import Instrument, a, b, case, wins

from pytest_claims.deciding.contest import Tried
from pytest_claims.deciding.controls import Control, Pairing
from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.outcome import Correct
from pytest_claims.deciding.strata import Stratum
from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.declaring.words import every, share
from pytest_claims.recording import lineups
from pytest_claims.recording.rows import (
    case_row,
    correct_row,
    measurement_row,
    median_interval,
    population,
    side_row,
    tried_row,
    unmeasured_row,
    whole,
    worst,
    worst_row,
)

RULE = Rule("typical", 0.5, True, 0.001)


def test_a_mutant_that_could_not_be_measured_says_why():
    assert tried_row(Tried("a → b", reason="ValueError: a shape"), 2) == {
        "name": "a → b",
        "result": "void",
        "wins": 0,
        "replicas": 0,
        "assertions": [None, None],
        "reason": "ValueError: a shape",
    }


@pytest.mark.parametrize(
    ("wins", "moved", "back", "result", "needed"),
    [(115, 25, 11, "open", 210), (96, 5, 5, "open", "inf"), (192, 0, 0, "same", None)],
)
def test_a_control_is_told_with_its_counts_and_what_would_settle_it(
    wins, moved, back, result, needed
):
    against = RULE.decide(wins, 192)
    pairing = Pairing(RULE, Verdict.HOLDS, against, wins, 192, moved, back)
    found = tried_row(Tried("x", {1: pairing}, because="the gate", on="GRU"), 2)

    assert found.pop("replicas_needed", None) == (
        needed if needed in (None, "inf") else int(pairing.replicas_needed)
    )
    said = {"result": result, "wins": wins, "replicas": 192}
    assert found == {
        "name": "x",
        **said,
        "assertions": [None, said],
        "because": "the gate",
        "on": "GRU",
    }


def test_a_mutant_has_its_row_beside_the_controls():
    def body(measure):
        assert measure(a) > 0
        assert measure(a) < 2

    outcome = attempt(case(body, {a: wins(192)}))
    bare = case_row(outcome, Instrument({a: wins(192)}))
    outcome.controls = [Tried("x")]
    outcome.mutants = [Tried("y"), Tried("z")]
    outcome.correct = [Correct("A = b:B", Verdict.HOLDS)]
    found = case_row(outcome, Instrument({a: wins(192)}))

    assert [row["name"] for row in found["controls"]] == ["x"]
    assert [row["name"] for row in found["mutants"]] == ["y", "z"]
    assert Control(found["mutants"][0]["result"]) is Control.VOID
    assert [len(row["assertions"]) for row in found["controls"] + found["mutants"]] == [2] * 3
    assert found["correct"] == [{"name": "A = b:B", "verdict": "HOLDS"}]
    assert (bare["controls"], bare["mutants"], "correct" in bare) == ([], [], False)


def comparisons(body, table):
    tried = case(body, table)
    return case_row(attempt(tried), tried.instrument)["comparisons"]


def test_a_comparison_says_what_was_asserted_and_how_it_is_decided():
    def body(measure):
        assert every(measure(a) >= 0.5)
        assert share(measure(b) < 1) >= 0.25

    checked, sampled = comparisons(body, {a: wins(192), b: wins(0)})
    for row, text, kind, threshold, replicas in (
        (checked, "every(a() >= 0.5)", "checked", 1.0, 192),
        (sampled, "share(b() < 1) >= 0.25", "sampled", 0.25, 24),
    ):
        assert row["text"] == text
        assert (row["class"], row["verdict"]) == (kind, "HOLDS")
        assert (row["wins"], row["replicas"], row["threshold"]) == (replicas, replicas, threshold)
        assert (row["ties"], row["ties_won"]) == (0, 0)
    assert checked["excluded"] == {"loss_rate": 0.035338, "at_error": 0.001}
    assert checked["left"]["text"] == "a()"
    assert checked["right"] == {
        "text": "0.5",
        "median": 0.5,
        "low": 0.5,
        "high": 0.5,
        "values": [0.5] * 192,
    }


def test_a_side_is_told_to_six_digits_with_its_median_and_the_bounds_of_it():
    values = np.arange(24.0)[::-1] / 3
    low, high = median_interval(values)
    found = side_row(SimpleNamespace(text="a()"), values)

    assert found["values"] == [float(f"{value:.6g}") for value in values]
    assert found["median"] == 3.83333
    assert (found["low"], found["high"]) == (float(f"{low:.6g}"), float(f"{high:.6g}"))
    assert (low, high) == (6 / 3, 17 / 3)  # the 7th and the 18th


def test_infinity_is_a_value_of_a_side():
    found = side_row(SimpleNamespace(text="a()"), np.array([-inf, inf, inf]))

    assert found["values"] == ["-inf", "inf", "inf"]
    assert (found["low"], found["median"], found["high"]) == ("-inf", "inf", "inf")


@pytest.mark.parametrize(("value", "told"), [(inf, "inf"), (1200.0, 1200), (210.7, 210)])
def test_a_count_is_whole_or_infinite(value, told):
    assert whole(value) == told
    assert type(whole(value)) is type(told)


def test_a_measurement_is_told_with_its_conditions_and_where_it_was_asked_for():
    def told(*, seeds, lag):
        """A number.

        Of a kind.
        """

    def bare(*, seeds): ...

    asked = Measurement(told, None, {"lag": 4}, {}, "claims/test_01_toy.py:3")
    instrument = SimpleNamespace(
        identity=lambda m: {"probe sources": "p", "architecture sources": "q"},
        seconds=lambda m: 0.12345 if m is asked else None,
        settings=lambda m: {"lag": 4},
    )

    assert measurement_row(asked, instrument) == {
        "text": "told(lag=4)",
        "asked_at": "claims/test_01_toy.py:3",
        "doc": "A number.\n\n        Of a kind.",
        "conditions": {"lag": 4},
        "settings": {"lag": 4},
        "evidence": {"probe": "p", "architecture": "q"},
        "seconds": 0.123,
    }
    other = measurement_row(Measurement(bare, None, {}, {}), instrument)
    assert other["doc"] == ""
    assert "seconds" not in other


def test_nothing_is_known_of_what_was_not_measured():
    assert unmeasured_row(Verdict.ERROR, "it broke") == {
        "verdict": "ERROR",
        "reason": "it broke",
        "cached": False,
        "comparisons": [],
        "controls": [],
        "mutants": [],
        "measurements": [],
    }


def test_without_a_verdict_nothing_speaks_against_a_claim():
    assert worst([], Verdict.REFUTED) is Verdict.REFUTED


def test_of_several_implementations_that_agree_the_first_is_shown():
    rows = [{"verdict": "HOLDS", "subject": name, "x": name} for name in ("ours", "theirs")]

    assert worst_row(rows, Verdict.HOLDS)["x"] == "ours"
    assert "implementations" not in worst_row(rows[1:], Verdict.HOLDS)


WON = np.array([1, 1, 1, 0, 1, 0, 0, 0], bool)
HALVES, ALTERNATE = np.arange(8) < 4, np.arange(8) % 2 == 0


def strata(**members):
    """Two strata of each condition: these replicas, and all others."""
    return [
        Stratum(name, value, of)
        for name, first in members.items()
        for value, of in (("1", first), ("2", ~first))
    ]


def test_wins_are_told_by_stratum_and_by_pairs_of_values():
    row = population(Decided(None, RULE, won=WON, strata=strata(width=HALVES, rate=ALTERNATE)))

    told = [(s["condition"], s["value"], s["wins"], s["replicas"]) for s in row["strata"]]
    assert told == [
        ("width", "1", 3, 4),
        ("width", "2", 1, 4),
        ("rate", "1", 3, 4),
        ("rate", "2", 1, 4),
    ]
    assert row["map"] == [[[2, 2], [1, 2]], [[1, 2], [0, 2]]]
    assert row["behind"] == ["width=1", "width=2", "rate=1", "rate=2"]


def test_one_condition_has_no_map_and_an_every_has_nothing_behind():
    rule = Rule("every", 1.0, True, 0.001)
    row = population(Decided(None, rule, won=WON, strata=strata(width=HALVES)))

    assert row.keys() == {"strata"}
    assert population(Decided(None, RULE, won=WON)) == {}


def test_a_correct_implementation_has_a_reason_only_where_nothing_was_decided():
    decided, broken = (
        Correct("A = b:B", Verdict.HOLDS),
        Correct("A = b:C", Verdict.ERROR, "it broke"),
    )

    assert correct_row(decided) == {"name": "A = b:B", "verdict": "HOLDS"}
    assert correct_row(broken) == {"name": "A = b:C", "verdict": "ERROR", "reason": "it broke"}


def test_what_a_subject_made_of_a_case_says_on_what_its_control_was_measured():
    row = {"subject": "A=toy:A", "verdict": "HOLDS", "controls": [{"name": "x"}]}
    elsewhere = {"name": "y", "on": "A"}

    assert lineups.tried_row(row) == {"subject": "A=toy:A", "verdict": "HOLDS"}
    found = lineups.tried_row(row | {"controls": [*row["controls"], elsewhere]})
    assert found == {"subject": "A=toy:A", "verdict": "HOLDS", "controls on": "A"}
