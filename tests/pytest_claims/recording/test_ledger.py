"""The rows of the ledger: their standing, and what tells one test from another."""

import json

import pytest
from audit_rows import ledger as made_up
from recorded import A, B, both_hold, row

from pytest_claims.recording import ledger_file
from pytest_claims.recording.carried import signature


@pytest.mark.parametrize(
    ("verdict", "title", "supported"),
    [
        ("HOLDS", "", True),
        ("REFUTED", "", False),
        ("REFUTED", ' "refuted"', True),
        ("HOLDS", ' "refuted"', False),
        ("VACUOUS", "", False),
        ("ERROR", "", False),
        ("INCONCLUSIVE", "", False),
        ("NOT TESTED HERE", "", None),
    ],
)
def test_a_sentence_may_rest_on_what_came_out_as_declared(audit, verdict, title, supported):
    ledger = audit(title=title)
    ledger.select([(B, "")])
    ledger.record(B, row(verdict))

    assert ledger.supported(B) is supported
    assert ledger.rows[B]["as_declared"] is bool(supported)
    assert ledger.supported(A) is None
    assert ledger.supported("01_toy/nowhere") is None


def test_the_ledger_that_is_written_is_one_that_can_be_read(audit):
    ledger = both_hold(audit)

    assert ledger_file.read(ledger.path).document == ledger_file.seal(ledger.document())
    assert made_up()["schema"] == ledger.document()["schema"]


def test_the_digest_of_a_test_covers_controls_cases_and_marks(audit):
    digests = {
        json.dumps(edits): audit(**edits).rows[B]["test_digest"]
        for edits in (
            {},
            {"below": 1},
            {"mark": "@pytest.mark.trained"},
            {"mark": '@pytest.mark.parametrize("x", [1])'},
            {"mark": "@control(gain=1.0)"},
            {"mark": "@control(gain=2.0)"},
        )
    }

    assert len(set(digests.values())) == len(digests)
    assert audit(b="Said otherwise.").rows[B]["test_digest"] == digests["{}"]


def test_mutants_are_told_only_where_this_run_tried_them(audit):
    ablations = {"High": ["toy:Flat"]}

    assert audit().mutants() == {}
    assert audit(run={"mutants": None}).mutants() == {}
    assert audit(run={"mutants": ablations}).mutants() == {"High → Flat": {}}


def test_correct_implementations_are_told_only_where_this_run_tried_them(audit):
    named = {"High": ["toy:Other"]}

    assert audit().correct() == {}
    assert audit(run={"correct": None}).correct() == {}
    assert audit(run={"correct": named}).correct() == {"High = toy:Other": {}}


def test_what_this_run_found_is_signed_and_not_what_it_kept(audit):
    both_hold(audit).write()
    ledger = audit(run={"grounds": "all known"})
    ledger.select([(A, "")])
    ledger.record(A, row())
    ledger.sign()
    (found,), (kept,) = (ledger.rows[id]["cases"] for id in (A, B))

    assert found.items() >= signature(ledger.rows[A], ledger.sources, "all known").items()
    assert found["grounds"]
    assert kept["earlier"]
    assert "grounds" not in kept


def test_notes_are_counted_by_kind_of_sentence_and_carry_their_citations(audit):
    ledger = both_hold(audit)
    (note,) = ledger.document()["notes"]

    assert note["path"] == "notes/01_toy.md"
    assert note["sentences"] == {"tested": 2, "derived": 0, "cited": 0, "argued": 0}
    assert note["citations"] == []
