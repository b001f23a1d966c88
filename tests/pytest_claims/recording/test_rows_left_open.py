"""What a row says beside its verdict only where there is something to say."""

from types import SimpleNamespace

import numpy as np
import pytest

from pytest_claims.deciding.controls import Pairing
from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.strata import Stratum
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.recording.rows import (
    beside,
    checked,
    decided_row,
    population,
    sampled,
    worst_row,
)

RULE = Rule("typical", 0.5, True, 0.001)


@pytest.mark.parametrize("left", ["weakened", "untouched", "reason"])
def test_what_controls_leave_open_is_told_where_there_is_any(left):
    said = {"verdict": Verdict.HOLDS, "decided": [], "controls": []}
    said |= {"weakened": [], "untouched": [], "reason": ""}
    bare = decided_row(SimpleNamespace(**said), None)

    assert bare == {"verdict": "HOLDS", "comparisons": [], "controls": []}
    assert decided_row(SimpleNamespace(**said | {left: ["a > 0"]}), None) == bare | {
        left: ["a > 0"]
    }


@pytest.mark.parametrize(("infinite", "told"), [(0, {}), (3, {"infinite": 3})])
def test_it_is_told_in_how_many_replicas_infinity_met_itself_under_a_control(infinite, told):
    pairing = Pairing(RULE, Verdict.HOLDS, Verdict.REFUTED, 1, 24, 23, 0, infinite)

    assert beside(pairing) == {"result": "turned", "wins": 1, "replicas": 24} | told


def test_strata_that_do_not_go_along_are_not_settled_by_more_replicas_of_all():
    won, few, halves = np.arange(192) < 120, np.arange(192) < 20, np.arange(192) % 2 == 0
    rows = [
        sampled(
            Decided(
                None, RULE, won=won, strata=[Stratum("width", "1", of), Stratum("width", "2", ~of)]
            )
        )
        for of in (halves, few)
    ]

    assert rows[0]["error"] == rows[1]["error"] == 0.001
    assert ["settle" in row for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("kind", "losses", "excluded"), [("every", 0, True), ("every", 1, False), ("exact", 0, False)]
)
def test_a_loss_rate_is_excluded_by_replicas_without_a_loss(kind, losses, excluded):
    found = checked(Decided(None, Rule(kind, 1.0, True, 0.001), won=np.arange(192) >= losses))

    assert found["error"] == 0.0
    assert ("excluded" in found) is excluded


def test_a_failure_that_is_expected_is_shown_where_every_implementation_fails_so():
    known = {"verdict": "REFUTED", "subject": "known", "expected": "it is deaf"}
    others = [
        {"verdict": v, "subject": v} for v in ("HOLDS", "INCONCLUSIVE", "ERROR", "NOT TESTED HERE")
    ]
    for other in others:
        for rows in ([known, other], [other, known]):
            assert worst_row(rows, Verdict.HOLDS)["subject"] == other["subject"]
    assert worst_row([known, known], Verdict.HOLDS)["subject"] == "known"


def test_three_conditions_have_no_map_of_two():
    half = np.arange(24) < 12
    strata = [Stratum(name, "1", half) for name in ("width", "rate", "lag")]
    decided = Decided(None, RULE, won=half, strata=strata)

    assert "map" not in population(decided)
    decided.strata = strata[:2]
    assert "map" in population(decided)
