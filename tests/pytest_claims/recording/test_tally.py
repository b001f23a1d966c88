"""Wins, losses and ties in words, and what an ``every`` leaves open."""

import pytest

from pytest_claims.recording.tally import certainty, tally


@pytest.mark.parametrize(
    ("wins", "ties", "ties_won", "words"),
    [
        (24, 0, 0, "24 wins, no loss in 24 replicas"),
        (23, 0, 0, "23 wins, 1 loss in 24 replicas"),
        (1, 0, 0, "1 win, 23 losses in 24 replicas"),
        (0, 0, 0, "0 wins, 24 losses in 24 replicas"),
        (23, 1, 0, "23 wins, 1 loss (1 by a tie) in 24 replicas"),
        (23, 1, 1, "23 wins (1 by a tie), 1 loss in 24 replicas"),
        (20, 5, 2, "20 wins (2 by a tie), 4 losses (3 by a tie) in 24 replicas"),
        (24, 24, 24, "24 wins (24 by a tie), no loss in 24 replicas"),
        (23, 1, None, "23 wins, 1 loss in 24 replicas, 1 tie"),
    ],
)
def test_ties_are_counted_where_the_comparison_counts_them(wins, ties, ties_won, words):
    row = {"wins": wins, "replicas": 24, "ties": ties, "ties_won": ties_won}

    assert tally(row) == words


def test_a_control_has_no_ties():
    assert tally({"wins": 1, "replicas": 1}) == "1 win, no loss in 1 replica"


EXCLUDED = {"loss_rate": 0.0353, "at_error": 0.001}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"verdict": "HOLDS", "excluded": EXCLUDED},
            "a loss rate below 3.5 % is not excluded, at an error of 0.001",
        ),
        (
            {"verdict": "INCONCLUSIVE", "excluded": EXCLUDED},
            "undecided so far: a loss rate below 3.5 % is not excluded, at an error of 0.001",
        ),
        (
            {"verdict": "HOLDS", "excluded": {"loss_rate": 0.000352, "at_error": 0.000125}},
            "a loss rate below 0.035 % is not excluded, at an error of 0.00013",
        ),
        ({"verdict": "REFUTED"}, "one loss refutes it"),
        ({"verdict": "REFUTED", "excluded": EXCLUDED}, "one loss refutes it"),
        ({"verdict": "HOLDS"}, "checked, not inferred"),
    ],
)
def test_a_checked_comparison_says_what_it_does_not_exclude(row, words):
    assert certainty(row) == words
