"""Correct implementations from elsewhere: a claim that one of them turns is accused."""

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"
OTHER = """
import numpy as np
from toy import High

class Twin(High):
    pass

class Lower(High):
    shift = 3.0

class Silent(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise LookupError("Silent does not show its score")

class Broken(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise ValueError("no shape")

class Foreign:
    pass
"""
HOOKS = """
def pytest_claims_adapt(target, architecture):
    if not issubclass(target, architecture):
        raise TypeError(f"{{target.__name__}} has no gain, no shift")
    return target

def pytest_claims_not_exposed(problem):
    return str(problem) if isinstance(problem, LookupError) else None

def pytest_claims_correct():
    return {correct}
"""


@pytest.fixture
def audited(project):
    """The project with these correct implementations, audited; ``b`` holds of ours by a hair."""

    def audit(*targets, flags=("--claims-mutants",), correct=None):
        project.claim(TRUE, how="@control(High, Flat)")
        project.claim("assert measure(score, High) > 4", name="b", how="@control(High, Flat)")
        project.claim("assert measure(score, Low) < 9", name="c")
        root = project.write()
        (root / "other.py").write_text(OTHER)
        named = {"High": list(targets)} if correct is None else correct
        conftest = (root / "conftest.py").read_text()
        (root / "conftest.py").write_text(conftest + HOOKS.format(correct=named))
        return project.again(*flags)

    return audit


def tried(project, name):
    (case,) = project.ledger()[name]["cases"]
    return {c["name"]: c["verdict"] for c in case.get("correct", [])}


def test_one_that_does_as_ours_is_told_and_the_audit_is_green(audited, project):
    result = audited("other:Twin")

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["correct High = other:Twin: 2 claims as with ours, 0 accused, 0 not tested here"]
    )
    assert tried(project, "a") == {"High = other:Twin": "HOLDS"}
    assert tried(project, "c") == {}


def test_a_claim_that_it_turns_is_accused_and_the_audit_is_not_green(audited, project):
    result = audited("other:Lower", "other:Twin")

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "correct High = other:Lower: 1 claim as with ours, 1 accused (01_toy/b), "
            "0 not tested here",
            "correct High = other:Twin: 2 claims as with ours, 0 accused, 0 not tested here",
        ]
    )
    assert tried(project, "b") == {"High = other:Lower": "REFUTED", "High = other:Twin": "HOLDS"}
    assert project.ledger()["b"]["verdict"] == "HOLDS"


def test_an_accusation_counts_also_where_one_claim_is_audited(audited, project):
    result = audited("other:Lower", flags=("claims/test_01_toy.py::test_b", "--claims-mutants"))

    assert result.ret == 1


def test_what_it_does_not_show_is_not_tested_and_no_accusation(audited, project):
    result = audited("other:Silent")

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["correct High = other:Silent: 0 claims as with ours, 0 accused, 2 not tested here"]
    )
    (case,) = project.ledger()["a"]["cases"]
    assert case["correct"][0]["reason"] == "Silent does not show its score"


def test_one_on_which_the_probe_breaks_is_an_error_and_the_audit_is_not_green(audited, project):
    result = audited("other:Broken")

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        ["*High = other:Broken: 0 claims*, 2 in error (01_toy/a, 01_toy/b)"]
    )
    (case,) = project.ledger()["a"]["cases"]
    assert case["correct"][0]["reason"] == "ValueError: no shape"


def test_they_are_tried_with_the_mutants_only(audited, project):
    result = audited("other:Lower", flags=())

    assert result.ret == 0
    assert "correct High" not in result.stdout.str()
    assert tried(project, "b") == {}


def test_one_that_no_claim_measures_is_told(audited):
    result = audited("other:Twin", flags=("claims/test_01_toy.py::test_c", "--claims-mutants"))

    result.stdout.fnmatch_lines(["correct High = other:Twin: 0 claims as with ours, *"])


def test_it_is_tried_also_where_a_subject_stands_in(audited, project):
    audited("other:Lower", flags=("--claims-mutants", "--claims-subject=High=other:Twin"))

    assert tried(project, "b") == {"High = other:Lower": "REFUTED"}


def test_the_page_has_a_column_for_each(audited, project):
    audited("other:Lower", flags=("--claims-mutants", "--claims-report=out"))
    page = (project.pytester.path / "out" / "index.html").read_text()

    assert "<h2>Claims against correct implementations</h2>" in page
    assert '<td class="refuted" title="High = other:Lower: refuted">' in page


MISNAMED = {
    "no module": ({"High": ["nowhere:Twin"]}, ["*pytest_claims_correct names", "*nowhere:Twin*"]),
    "no class": ({"High": ["other:Nobody"]}, ["*pytest_claims_correct names", "*other:Nobody*"]),
    "no architecture": (
        {"Middle": ["other:Twin"]},
        ["*pytest_claims_correct names Middle, and * names High, Low: correct the names."],
    ),
    "no interface": (
        {"High": ["other:Foreign"]},
        ["*pytest_claims_correct names High=other:Foreign: Foreign has no gain, no shift"],
    ),
}


@pytest.mark.parametrize("kind", MISNAMED)
def test_names_that_lead_nowhere_are_refused(audited, kind):
    correct, says = MISNAMED[kind]
    result = audited(correct=correct)

    assert result.ret == 4
    result.stderr.fnmatch_lines(says)
