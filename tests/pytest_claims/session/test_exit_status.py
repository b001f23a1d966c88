"""The exit status as a table: every verdict, declared either way, asked for in whole or in part."""

import itertools

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.session.exit_status import Run, exit_status, part_of_this_run, untested

NEUTRAL = {"INCONCLUSIVE": 6, "NOT TESTED HERE": 1, "not reached": 1}
ALONE = {"INCONCLUSIVE": 6, "NOT TESTED HERE": 5, "not reached": 5}


def claim(verdict, declared="holds", id="01/a", **case):
    cases = [{"case": "", "verdict": verdict, **case}] if verdict else []
    return {"id": id, "note": "n.md", "line": 3, "declared": declared, "cases": cases}


def as_declared(verdict, declared):
    return verdict == declared.upper()


@pytest.mark.parametrize("asked", [(), ("01/a",)])
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("declared", ["holds", "refuted"])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_one_claim_by_itself(verdict, declared, whole, asked):
    expected = 0 if as_declared(verdict, declared) else ALONE.get(verdict, 1)

    assert exit_status(Run([claim(verdict, declared)], asked, whole=whole)) == expected


@pytest.mark.parametrize("declared", ["holds", "refuted"])
@pytest.mark.parametrize("verdict", ["HOLDS", "REFUTED", "VACUOUS", "INCONCLUSIVE", "ERROR"])
def test_a_failure_that_is_expected_is_green_and_another_is_not(verdict, declared):
    known = claim(verdict, declared, expected="it is known")

    assert exit_status(Run([known], ("01/a",))) == 0
    assert exit_status(Run([known, claim("REFUTED")], ("01/a",))) == 1
    assert exit_status(Run([known], ("01/a",), status=2)) == 2


def test_a_pass_that_is_not_expected_is_no_green():
    assert exit_status(Run([claim("HOLDS")], ("01/a",), unexpected=True)) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_a_stale_number_is_no_green(whole):
    rows = [claim("HOLDS")]

    assert exit_status(Run(rows, ("01/a",), whole=whole)) == 0
    assert exit_status(Run(rows, ("01/a",), whole=whole, stale=True)) == 1
    assert exit_status(Run(rows, ("01/a",), status=2, stale=True)) == 2


@pytest.mark.parametrize("declared", ["holds", "refuted"])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_one_claim_beside_one_that_holds(verdict, declared):
    expected = 0 if as_declared(verdict, declared) else NEUTRAL.get(verdict, 1)
    rows = [claim("HOLDS", id="01/b"), claim(verdict, declared)]

    assert exit_status(Run(rows, ("01/a", "01/b"), whole=True)) == expected


@pytest.mark.parametrize(("one", "other"), list(itertools.product(Verdict, repeat=2)))
def test_a_claim_is_as_good_as_its_worst_case(one, other):
    both = claim(one)
    both["cases"].append({"case": "2", "verdict": other})
    apart = [claim(one), claim(other, id="01/b")]

    assert exit_status(Run([both])) == exit_status(Run(apart))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_an_earlier_run_found_counts_for_nothing(verdict):
    rows = [claim("HOLDS"), claim(verdict, id="01/b", earlier=True)]

    assert exit_status(Run(rows, ("01/a",))) == 0
    assert exit_status(Run(rows, ("01/a", "01/b"))) == 1


@pytest.mark.parametrize("status", [2, 3, 4, 99])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_an_interruption_or_usage_error_of_pytest_stands(verdict, status):
    assert exit_status(Run([claim(verdict)], status=status)) == status


@pytest.mark.parametrize(("status", "expected"), [(0, 0), (1, 1), (5, 5), (6, 6)])
def test_pytest_can_make_the_status_worse(status, expected):
    assert exit_status(Run([claim("HOLDS")], status=status)) == expected


@pytest.mark.parametrize("status", [0, 5, 6])
@pytest.mark.parametrize("verdict", ["REFUTED", "VACUOUS", "ERROR"])
def test_pytest_can_not_make_the_status_better(verdict, status):
    assert exit_status(Run([claim(verdict)], status=status)) == 1


def test_broken_machinery_is_worse_than_a_refuted_claim():
    assert exit_status(Run([claim("REFUTED")], status=1, broken=True)) == 3
    assert exit_status(Run([claim("HOLDS")], broken=True)) == 3


def test_a_test_that_left_no_row_is_internal_unless_something_failed():
    assert exit_status(Run([claim("HOLDS")], unreported=True)) == 3
    assert exit_status(Run([claim("HOLDS")], status=1, unreported=True)) == 1


def test_a_stated_limit_of_a_subject_is_green_beside_what_is_tested():
    rows = [claim("HOLDS"), claim("NOT TESTED HERE", id="01/b")]

    assert exit_status(Run(rows, ("01/a", "01/b"), whole=True, stands_in=True)) == 0
    assert exit_status(Run(rows[1:], ("01/b",), stands_in=True)) == 5


@pytest.mark.parametrize(("verdict", "status"), [("HOLDS", 5), ("INCONCLUSIVE", 5), ("REFUTED", 1)])
def test_a_run_in_which_nothing_of_a_subject_was_tested_is_not_green(verdict, status):
    assert exit_status(Run([claim(verdict)], stands_in=True, idle=True)) == status


def test_a_claim_that_was_asked_for_and_not_collected_is_named():
    run = Run([claim("HOLDS"), claim(None, id="01/b")], ("01/a", "01/b"))

    assert exit_status(run) == 1
    (line,) = untested(run)
    assert line.startswith("n.md:3 01/b is not tested: it was not collected")


def test_a_claim_that_the_user_left_out_is_no_fault():
    run = Run([claim("HOLDS"), claim(None, id="01/b")], ())

    assert exit_status(run) == 0
    assert untested(run) == []


def test_nothing_asked_and_nothing_tried_leaves_pytest_its_status():
    assert [exit_status(Run([claim(None)], status=s)) for s in (0, 1, 5)] == [0, 1, 5]


def test_everything_asked_and_nothing_tried_is_status_5():
    assert exit_status(Run([claim(None)], ("01/a",))) == 5


@pytest.mark.parametrize("fault", ["thin", "survivors", "outdated"])
def test_faults_of_the_whole_count_for_the_whole_only(fault):
    rows = [claim("HOLDS"), claim("INCONCLUSIVE", id="01/b")]

    assert exit_status(Run(rows, whole=True, **{fault: True})) == 1
    assert exit_status(Run(rows[:1], whole=True, **{fault: True})) == 1
    assert exit_status(Run(rows[:1], whole=False, **{fault: True})) == 0


def test_what_could_not_be_published_is_not_green():
    def status(verdict):
        return exit_status(Run([claim(verdict)], unwritten=True))

    assert [status(v) for v in ("HOLDS", "REFUTED", "INCONCLUSIVE")] == [1, 1, 6]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("verdict", ["HOLDS", "INCONCLUSIVE"])
def test_a_correct_implementation_that_speaks_against_a_claim_is_never_green(verdict, whole):
    assert exit_status(Run([claim(verdict)], accused=True, whole=whole)) == 1


def test_of_a_row_the_cases_that_an_earlier_run_tried_are_left_out():
    row = claim("HOLDS")
    row["cases"].append({"case": "2", "verdict": "HOLDS", "earlier": True})

    assert part_of_this_run(row) == claim("HOLDS")
