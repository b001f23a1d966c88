"""One case with several implementations: what each made of it, and which two differ."""

import numpy as np
import pytest
from drawn import ERROR, a, b, c, case

from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.lineups import Attempt, side_by_side, why
from pytest_claims.recording.rows import case_row


def apart(numbers):
    """The pairs that are told apart, of implementations that were measured to give these."""
    table = dict(zip((a, b, c), numbers, strict=False))
    attempts = []
    for probe in table:

        def body(measure, probe=probe):
            assert measure(probe) > 0

        tried = case(body, table)
        outcome = attempt(tried)
        row = case_row(outcome, tried.instrument) | {"subject": probe.__name__}
        attempts.append(Attempt(row, outcome))
    row = side_by_side(attempts, Verdict.HOLDS, tried.instrument, ERROR)
    return [found["subjects"] for found in row.get("apart", [])]


def raised(replicas):
    """Numbers of which the first ones are more than one."""
    return 1.0 + (np.arange(24) < replicas)


@pytest.mark.parametrize(
    ("replicas", "of_two", "of_three"),
    [
        (10, [], []),  # 2⁻⁹ is above the error, 2⁻¹⁰ below it, and only 2⁻¹² below a third of it
        (11, [["a", "b"]], []),
        (12, [["a", "b"]], []),
        (13, [["a", "b"]], [["a", "b"], ["a", "c"]]),
    ],
)
def test_the_error_of_a_case_is_shared_by_all_pairs(replicas, of_two, of_three):
    assert apart([raised(0), raised(replicas)]) == of_two
    assert apart([raised(0), raised(replicas), raised(replicas)]) == of_three


def compared(verdict, **more):
    sides = {"left": {"text": "a()", "median": 2.0}, "right": {"text": "1", "median": 1.0}}
    row = {"text": "a() < 1", "class": "sampled", "wins": 0, "replicas": 24, **sides}
    return row | {"verdict": verdict} | more


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"verdict": "HOLDS", "comparisons": [compared("HOLDS", wins=24)]}, ""),
        (
            {"verdict": "REFUTED", "comparisons": [compared("HOLDS"), compared("REFUTED")]},
            "a() < 1: 0 wins, 24 losses in 24 replicas, medians 2 against 1",
        ),
        (
            {
                "verdict": "REFUTED",
                "comparisons": [compared("REFUTED", replicas=1, **{"class": "checked"})],
            },
            "a() < 1: false, 2 against 1",
        ),
        ({"verdict": "ERROR", "reason": "ValueError: a shape\nin line 3"}, "ValueError: a shape"),
    ],
    ids=["holds", "refuted", "computed once", "broken"],
)
def test_what_decided_against_an_implementation_is_told_once_and_in_a_line(row, said):
    assert why(row) == said
