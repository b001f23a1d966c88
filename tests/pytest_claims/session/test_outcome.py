"""pytest's outcome of a case follows from its verdict alone."""

from types import SimpleNamespace

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.session.outcome import set_outcome


def outcome(verdict, declared="HOLDS", **row):
    report = SimpleNamespace(
        outcome="odd", longrepr=row.pop("longrepr", None), wasxfail="x", location=("f.py", 4, "a")
    )
    set_outcome(report, {"verdict": verdict, **row}, Verdict(declared))
    assert not hasattr(report, "wasxfail")
    return report.outcome, report.longrepr


@pytest.mark.parametrize("declared", ["HOLDS", "REFUTED"])
@pytest.mark.parametrize("verdict", ["HOLDS", "REFUTED"])
def test_only_what_came_out_as_declared_passes(verdict, declared):
    expected = ("passed", None) if verdict == declared else ("failed", verdict)

    assert outcome(verdict, declared, longrepr="a trace") == expected


@pytest.mark.parametrize("verdict", ["INCONCLUSIVE", "NOT TESTED HERE"])
def test_what_is_open_is_skipped_at_its_line_and_says_why(verdict):
    assert outcome(verdict) == ("skipped", ("f.py", 5, verdict))
    assert outcome(verdict, reason="no gate") == ("skipped", ("f.py", 5, "no gate"))


def test_an_error_keeps_the_best_word_that_there_is():
    assert outcome("ERROR") == ("failed", "ERROR")
    assert outcome("ERROR", reason="it broke") == ("failed", "it broke")
    assert outcome("ERROR", reason="it broke", longrepr="a trace") == ("failed", "a trace")


@pytest.mark.parametrize("verdict", ["VACUOUS", "not reached"])
def test_all_else_fails(verdict):
    assert outcome(verdict, reason="x") == ("failed", verdict)


@pytest.mark.parametrize(
    ("verdict", "declared"), [("REFUTED", "HOLDS"), ("HOLDS", "REFUTED"), ("VACUOUS", "HOLDS")]
)
def test_a_failure_that_is_expected_is_skipped_at_its_line_and_a_pass_is_none(verdict, declared):
    why = ("f.py", 5, f"{verdict}, expected: it is known")

    assert outcome(verdict, declared, expected="it is known") == ("skipped", why)
    assert outcome(declared, declared, expected="it is known") == ("passed", None)
