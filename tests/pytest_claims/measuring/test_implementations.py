"""Mutants, and implementations other than the project's own."""

import json

import pytest

TRUE = "assert measure(score, High) > measure(score, Low)"

OTHER = """
import numpy as np
from toy import High

class Twin(High):
    pass

class Broken(High):
    shift = -5.0

class Silent(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise LookupError("Silent does not show its score")

class Foreign:
    pass
"""

HOOKS = """
def pytest_claims_adapt(target, architecture):
    if not issubclass(target, architecture):
        raise TypeError(f"{target.__name__} has no gain, no shift")
    return target

def pytest_claims_not_exposed(problem):
    return str(problem) if isinstance(problem, LookupError) else None
"""


@pytest.fixture
def others(project):
    project.claim(TRUE, how="@control(High, Flat)")
    project.claim("assert measure(score, Low) < 9", name="b")
    written(project)
    return project


def written(project):
    root = project.write()
    (root / "other.py").write_text(OTHER)
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + HOOKS)
    return root


def verdict(project, name="a"):
    return project.ledger()[name]["verdict"]


def test_subject_is_audited_in_place_of_the_named_architecture(others):
    result = others.again("--claims-subject=High=other:Broken")

    assert result.ret == 1
    assert verdict(others) == "REFUTED"
    assert verdict(others, "b") == "HOLDS"
    result.stdout.fnmatch_lines(
        [
            "under test:",
            "  High is other:Broken",
            "High=other:Broken: REFUTED. Mend it*",
            "*--claims-subject High=other:Broken",
        ]
    )


def test_subject_may_live_in_a_file(others):
    assert others.again("--claims-subject=High=other.py:Twin", "-n2").ret == 0


def test_what_a_subject_does_not_show_is_not_tested_with_the_reason(others):
    result = others.again("--claims-subject=High=other:Silent")

    assert result.ret == 5
    assert verdict(others) == "NOT TESTED HERE"
    result.stdout.fnmatch_lines(
        [
            "01_toy            1 claims: 1 NOT TESTED HERE; 1 more measure no subject of this run",
            "*Silent does not show its score*",
            "High=other:Silent: no claim could be tested; 1 not tested here",
        ]
    )


def test_several_subjects_are_compared(others):
    flags = [f"--claims-subject=High=other:{name}" for name in ("Twin", "Broken", "Silent")]
    result = others.again(*flags)

    assert result.ret == 1
    (case,) = others.ledger()["a"]["cases"]
    assert case["implementations"] == {
        "High=other:Twin": "HOLDS",
        "High=other:Broken": "REFUTED",
        "High=other:Silent": "NOT TESTED HERE",
    }
    result.stdout.fnmatch_lines(
        ["≠ 01_toy/a: HOLDS for High=other:Twin; REFUTED for High=other:Broken*"]
    )


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("Middle=other:Twin", "no subject is called Middle; there are High, Low"),
        ("High=nowhere:Twin", "No module named 'nowhere'"),
        ("High=nowhere.py:Twin", "there is no file nowhere.py"),
        ("High=other:Nobody", "other has no Nobody"),
        ("High", "write NAME=module:attribute"),
        ("High=other:Foreign", "Foreign has no gain, no shift"),
    ],
)
def test_unknown_subject_ends_with_status_4_and_says_what_there_is(others, subject, says):
    result = others.again(f"--claims-subject={subject}")

    assert result.ret == 4
    assert says in result.stderr.str()


def test_mutant_that_a_claim_turns_for_is_listed(others):
    result = others.again("--claims-mutants", "-n2")

    assert result.ret == 0
    result.stdout.fnmatch_lines(["mutant High → Flat turns 1 of 1 claims: 01_toy/a"])
    assert others.ledger()["a"]["cases"][0]["mutants"][0]["result"] == "turned"


def test_mutant_that_survives_every_claim_fails_the_audit(others):
    conftest = others.pytester.path / "conftest.py"
    text = conftest.read_text().replace(
        '["toy:Flat"]', '["toy:Flat", "other:Twin", "other:Silent"]'
    )
    conftest.write_text(text)
    result = others.again("--claims-mutants")

    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "mutant High → Twin survives all 1 claims that measure it",
            "mutant High → Silent could not be measured by any of 1 claims",
        ]
    )
    results = {m["name"]: m["result"] for m in others.ledger()["a"]["cases"][0]["mutants"]}
    assert results["High → Silent"] == "void"


def test_mutants_change_no_outcome(others):
    others.again("--claims-ledger=plain.json")
    others.again("--claims-mutants", "--claims-ledger=mutants.json")
    root = others.pytester.path
    plain, tried = (
        json.loads((root / f).read_text())["claims"] for f in ("plain.json", "mutants.json")
    )

    assert [row["verdict"] for row in plain] == [row["verdict"] for row in tried]


@pytest.mark.parametrize(
    ("flags", "told", "supported"),
    [((), 1, False), (("--claims-subject=High=other:Silent",), 0, None)],
)
def test_what_rests_on_a_premise_is_told_of_notes_and_kept_of_a_subject(
    project, flags, told, supported
):
    project.claim("assert measure(score, High) < 0")
    root = written(project)
    note = root / "notes" / "01_toy.md"
    note.write_text(
        note.read_text().replace("## What Failed\n", "## What Failed\n\nSo [it][a] fails.\n")
    )
    result = project.again(*flags)

    lines = [
        line for line in result.outlines if "rests on an unsupported premise, 01_toy/a" in line
    ]
    assert len(lines) == told
    assert all(line.endswith("(REFUTED): So it fails.") for line in lines)
    ledger = json.loads((root / ".claims" / "audit.json").read_text())
    assert ledger["notes"][0]["citations"][0]["supported"] is supported


def test_sampled_evidence_does_not_carry_always(project):
    project.claim("assert measure(score, High) > 0", sentence="High always wins")
    project.claim("assert every(measure(score, High) > 0)", name="b", sentence="High never loses")
    result = project.run()

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["wording: *01_toy/a says “always”*consider “in the typical replica”"]
    )
    result.stdout.no_fnmatch_line("*01_toy/b says*")
