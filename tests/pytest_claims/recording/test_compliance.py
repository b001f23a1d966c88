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


BOTH = f"{A}, GRU=torch.nn:GRU"


def test_each_part_of_a_lineup_is_told_with_how_it_was_understood():
    found = ledger(row(cases=[[one(BOTH, "HOLDS")]]), understood={A: "batch first"})

    assert f"- {A}: batch first; GRU=torch.nn:GRU" in render(found).splitlines()


def test_a_run_without_a_commit_tells_none():
    found = ledger(row(cases=[[one(A, "HOLDS")]]))
    del found["run"]["environment"]["git"]

    assert render(found).splitlines()[2] == f"`pytest claims/ --claims-subject {A}`, 2026-01-02."


def test_a_part_of_an_audit_says_by_which_command_it_ran():
    found = ledger(row(cases=[[one(A, "HOLDS")]]))

    assert "**A part of the audit:** `pytest -k keeps`." in render(found, "pytest -k keeps")
    assert "A part of the audit" not in render(found)


def test_each_note_has_a_table_of_its_own_sentences():
    other = row("04_attention/finds", cases=[[one(A, "HOLDS")]], sentence="It finds")
    other["note"] = "notes/04_attention.md"
    table = render(ledger(row(cases=[[one(A, "HOLDS")]]), other))
    first, second = table.partition("## 03_lstm")[2].split("## 04_attention")

    assert ("It keeps" in first, "It finds" in first) == (True, False)
    assert ("It keeps" in second, "It finds" in second) == (False, True)


def test_what_could_not_be_tested_is_counted_apart_and_what_was_not_met_not_at_all():
    rows = [
        row("03_lstm/a", cases=[[one(A, "HOLDS")]]),
        row("03_lstm/b", cases=[[one(A, "NOT TESTED HERE", reason="no gate"), one(B, "HOLDS")]]),
        row("03_lstm/c", cases=[[one(A, "HOLDS", concerned=False), one(B, "REFUTED")]]),
    ]
    lines = render(ledger(*rows)).splitlines()

    assert lines[-1].startswith(f"{A}: 1 of 1 sentence, 1 not tested here; ")
    assert lines[-1].endswith(": 1 of 2 sentences")
    assert [line for line in lines if line.startswith(("- –", "- ✗"))] == [
        "- – 03\\_lstm/b NOT TESTED HERE: no gate",
        "- ✗ 03\\_lstm/c REFUTED",
    ]


def test_a_case_in_which_a_subject_was_not_measured_says_nothing_of_it():
    found = row(cases=[[one(A, "HOLDS")], [one(A, "REFUTED", concerned=False)]])

    assert sign(found, A) == "✓"


def test_the_reason_is_that_of_the_worst_verdict_in_the_first_case_that_has_one():
    told = [one(A, "REFUTED", reason=f"{wins} wins") for wins in (0, 1)]
    cases = [one(A, "INCONCLUSIVE", reason="12 wins"), one(A, "REFUTED"), *told]
    found = row(cases=[[case] for case in cases])

    assert why(found, A) == "✗ 03_lstm/keeps REFUTED: 0 wins"
