"""The table of what each subject made of each sentence."""

import pytest

from pytest_claims.recording.compliance import render, sign, why

A, B = "LSTM=torch.nn:LSTM", "LSTM=mine.py:My_LSTM"


def row(id="03_lstm/keeps", declared="holds", cases=(), sentence="It keeps | lets go"):
    return {
        "id": id,
        "note": "notes/03_lstm.md",
        "sentence": sentence,
        "declared": declared,
        "cases": [{"tried": tried} for tried in cases],
    }


def one(subject, verdict, **more):
    return {"subject": subject, "verdict": verdict, **more}


def ledger(*rows, understood=None):
    run = {
        "started": "2026-01-02T03:04:05Z",
        "options": ["--claims-subject", A],
        "understood": understood or {},
        "environment": {"git": "abc123"},
    }
    return {"run": run, "claims": list(rows)}


@pytest.mark.parametrize(
    ("declared", "verdict", "expected"),
    [
        ("holds", "HOLDS", "✓"),
        ("refuted", "REFUTED", "✓"),
        ("refuted", "HOLDS", "✗"),
        ("holds", "REFUTED", "✗"),
        ("holds", "ERROR", "✗"),
        ("holds", "VACUOUS", "✗"),
        ("holds", "INCONCLUSIVE", "✗"),
        ("holds", "NOT TESTED HERE", "–"),
        ("holds", "not reached", "–"),
    ],
)
def test_a_check_is_what_came_out_as_declared(declared, verdict, expected):
    assert sign(row(declared=declared, cases=[[one(A, verdict)]]), A) == expected


def test_a_claim_is_as_good_as_its_worst_case():
    found = row(cases=[[one(A, "HOLDS")], [one(A, "REFUTED", reason="0 wins")]])

    assert sign(found, A) == "✗"
    assert why(found, A) == "✗ 03_lstm/keeps REFUTED: 0 wins"


def test_what_measures_no_subject_or_was_carried_over_is_left_out():
    other = row("03_lstm/b", cases=[[one(A, "HOLDS", concerned=False)]], sentence="Of an RNN")
    carried = row("03_lstm/c", cases=[[one(A, "HOLDS")]], sentence="Of before")
    carried["cases"][0]["earlier"] = True
    table = render(ledger(other, carried, row(cases=[[one(A, "HOLDS")]])))

    assert "| It keeps \\| lets go | ✓ |" in table
    assert "Of an RNN" not in table
    assert "Of before" not in table


def test_a_table_says_on_what_by_what_and_why_there_is_no_check():
    tried = [
        one(A, "HOLDS"),
        one(B, "REFUTED", reason="error < 1: 3 wins", expected="an old start"),
    ]
    understood = {A: "batch first", B: "time first"}
    lines = render(ledger(row(cases=[tried]), understood=understood)).splitlines()

    assert (
        lines[2]
        == "`pytest claims/ --claims-subject LSTM=torch.nn:LSTM` at commit abc123, 2026-01-02."
    )
    assert lines[3:5] == [
        "- LSTM=torch.nn:LSTM: batch first",
        "- LSTM=mine.py:My\\_LSTM: time first",
    ]
    assert "| sentence | LSTM=torch.nn:LSTM | LSTM=mine.py:My\\_LSTM |" in lines
    assert "| It keeps \\| lets go | ✓ | ✗ |" in lines
    assert "- ✗ 03\\_lstm/keeps REFUTED: error \\< 1: 3 wins (expected: an old start)" in lines
    assert (
        lines[-1] == "LSTM=torch.nn:LSTM: 1 of 1 sentence; LSTM=mine.py:My\\_LSTM: 0 of 1 sentence"
    )
