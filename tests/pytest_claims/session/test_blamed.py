"""The subject that failed is told before all else."""

import pytest

from pytest_claims.session import explained
from pytest_claims.session.blamed import accusation, names, others

MINE, TWIN, RAISES = (f"High=dir/mine.py:{name}" for name in ("Mine", "Twin", "Raises"))


def one(subject, verdict, **more):
    return {"subject": subject, "verdict": verdict, "concerned": True} | more


def case(*tried, **more):
    return {"case": "", "verdict": "REFUTED", "tried": list(tried)} | more


FAILED = one(MINE, "REFUTED", reason="score(Mine) > 0: 0 wins")
BROKE = one(RAISES, "ERROR", reason=f"--claims-subject {RAISES}: cannot be imported")


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ([FAILED, one(TWIN, "HOLDS")], f"{MINE}: REFUTED. Mend it, or say in a file for"),
        ([FAILED, BROKE], f"{MINE}: REFUTED. {RAISES}: ERROR. Mend it"),
        ([BROKE], f"{RAISES}: ERROR."),
        ([one(MINE, "REFUTED", expected="it clips")], ""),
        ([one(MINE, "REFUTED", concerned=False)], ""),
        ([one(MINE, "NOT TESTED HERE")], ""),
    ],
)
def test_first_is_who_failed_and_what_to_do(tried, said):
    found = accusation(case(*tried), "holds")
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_a_false_belief_that_holds_of_a_subject_is_told_of_it():
    assert accusation(case(one(MINE, "HOLDS")), "refuted").startswith(f"{MINE}: HOLDS.")


def test_numbers_are_shown_of_one_and_reasons_of_the_others():
    assert list(others(case(FAILED, BROKE, subject=MINE), "holds")) == [
        f"{RAISES}: cannot be imported"
    ]


def test_a_claims_line_begins_with_the_short_names_of_those_that_failed_it():
    row = {"declared": "holds", "cases": [case(FAILED), case(FAILED, BROKE)]}
    assert names(row, [MINE, RAISES]) == "High=mine.py:Mine, High=mine.py:Raises: "
    assert names(row | {"cases": [case(one(TWIN, "HOLDS"))]}, [TWIN]) == ""


def test_an_explanation_begins_with_the_subject_and_says_of_whom_its_numbers_are():
    claim = {"declared": "holds", "note": "n.md", "line": 1, "sentence": "So.", "source": []}
    claim |= {"test": "t.py::a", "statement": "So."}
    shown = case(FAILED, BROKE, subject=MINE, comparisons=[], controls=[])
    lines = explained.explain(claim, shown, "pytest t.py::a").splitlines()
    assert lines[0].startswith(f"{MINE}: REFUTED. {RAISES}: ERROR. Mend it")
    assert f"t.py::a measured REFUTED for {MINE}:" in lines
    assert lines[-2:] == [f"  {RAISES}: cannot be imported", "  pytest t.py::a"]
