"""Both sides of a comparison in numbers: what is printed is what was asked, and is true."""

import pytest

from pytest_claims.recording.lineups import why
from pytest_claims.recording.sides import against, is_number, relation
from pytest_claims.recording.tally import tally


def compared(text, left, right, **more):
    sides = {
        side: {"text": said, "median": median}
        for side, (said, median) in (("left", left), ("right", right))
    }
    return {"text": text, "class": "sampled", "wins": 96, "replicas": 96} | sides | more


ERROR, BOUND = ("error", 0.0352), ("0.15", 0.15)
HITS = {"class": "checked", "wins": 0, "replicas": 1, "verdict": "REFUTED"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            compared("share(error < 0.15) >= 0.9", ERROR, BOUND),
            "share 1 >= 0.9 (0.035 against 0.15)",
        ),
        (
            compared("share(x > 0) <= 0.3", ("x", -3.1), ("0", 0), wins=0),
            "share 0 <= 0.3 (−3.1 against 0)",
        ),
        (compared("error < 0.15", ERROR, BOUND), "0.035 < 0.15"),
        (compared("every(error < 0.15)", ERROR, BOUND, **{"class": "checked"}), "< 0.15"),
        (compared("exact(hits == 40)", ("hits", 62), ("40", 40), **HITS), "62 == 40"),
        (compared("f(by=' >= ') < 2", ("f(by=' >= ')", 1), ("2", 2)), "1 < 2"),
    ],
)
def test_what_compares_the_medians_is_what_the_claim_asks(row, said):
    assert relation(row) == said


def test_a_share_of_no_replicas_is_none_of_them():
    row = compared("share(error < 0.15) >= 0.9", ERROR, BOUND, wins=0, replicas=0)

    assert relation(row) == "share 0 >= 0.9 (0.035 against 0.15)"


def test_medians_that_differ_are_not_printed_alike():
    assert against(compared("a > b", ("a", 0.12345), ("b", 0.12346))) == "0.12345 against 0.12346"
    assert against(compared("a > b", ("a", "inf"), ("b", "inf"))) == "∞ against ∞"


def test_without_both_sides_there_is_nothing_to_say():
    assert relation({"text": "share((a > b) & (c > d)) >= 0.9"}) == against({"text": "x"}) == ""


def test_what_was_computed_is_told_beside_false():
    row = compared("exact(hits == 40)", ("hits", 62), ("40", 40), **HITS)

    assert tally(row) == "false, 62 against 40"
    assert tally({**HITS, "wins": 1}) == "true"
    assert why({"verdict": "REFUTED", "comparisons": [row]}) == (
        "exact(hits == 40): false, 62 against 40"
    )


def test_what_decided_against_a_subject_is_told_with_its_medians():
    row = compared("error < 0.01", ERROR, ("0.01", 0.01), wins=0, verdict="REFUTED")

    assert why({"verdict": "REFUTED", "comparisons": [row]}) == (
        "error < 0.01: 0 wins, 96 losses in 96 replicas, medians 0.0352 against 0.01"
    )


@pytest.mark.parametrize(("text", "number"), [("−3.1", True), ("inf", True), ("lstm", False)])
def test_a_side_is_a_number_by_its_text(text, number):
    assert is_number(text) is number
