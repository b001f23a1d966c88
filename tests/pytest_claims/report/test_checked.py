"""What the page says of ``every``, of losses and ties, and of mutants that were not measured."""

import pytest
from audit_notes import write_notes
from audit_rows import claims, ledger
from seen_page import Seen, read

from pytest_claims.report import front
from pytest_claims.report.evidence import evidence

CHECKED = "01_rnn/future-sees-past-only-through-state"


@pytest.fixture
def rows():
    return {row["id"]: row for row in claims()}


def words(row):
    return evidence(row, {}).cases[0].comparisons[0].words


def comparison(row):
    return row["cases"][0]["comparisons"][0]


def test_a_checked_comparison_says_which_loss_rate_is_not_excluded(rows):
    assert words(rows[CHECKED]) == (
        "24 wins, no loss in 24 replicas; "
        "a loss rate below 25 % is not excluded, at an error of 0.001"
    )


def test_a_checked_comparison_has_neither_interval_nor_threshold(rows):
    bar = evidence(rows[CHECKED], {}).cases[0].comparisons[0].bar

    assert (bar.interval, bar.threshold) == (None, None)


def test_a_checked_comparison_that_lost_says_that_one_was_enough(rows):
    lost = comparison(rows[CHECKED])
    lost |= {"wins": 23, "verdict": "REFUTED"}

    assert words(rows[CHECKED]) == "23 wins, 1 loss in 24 replicas; one loss refutes it"


def test_a_sampled_comparison_tells_its_losses_and_ties_apart(rows):
    row = rows["01_rnn/norm-bounds-the-jacobian"]
    found = comparison(row)
    found |= {"wins": 22, "ties": 1, "ties_won": 0, "interval": [0.5, 1]}

    assert words(row) == (
        "22 wins, 2 losses (1 by a tie) in 24 replicas; probability 0.5 to 1 against 0.5"
    )


@pytest.mark.parametrize("whole", [None, 0.015])
def test_the_stated_error_leaves_every_aside(whole):
    said = front.budget({"error_per_claim": 0.001, "error_of_audit": whole}, claims())

    assert "at most 0.001" in said
    assert ("0.015" in said) is bool(whole)
    assert "What is claimed of every replica is outside these errors" in said


def test_a_ledger_without_an_error_says_so():
    assert front.budget({}, []) == "The ledger names no error budget."


def test_a_mutant_that_cannot_be_measured_is_neither_caught_nor_alive(tmp_path, rows):
    write_notes(tmp_path, claims())
    for row in rows.values():
        for case in row["cases"]:
            case["mutants"] = [
                {"name": "LSTM → Broken", "result": "void"},
                {"name": "LSTM → Alive", "result": "same"},
            ]

    audit = ledger(list(rows.values()))
    text = Seen(read(tmp_path, audit)).text

    assert "No claim catches LSTM → Alive." in text
    assert "No claim could measure LSTM → Broken." in text
    assert "LSTM → Broken: not measured" in text
