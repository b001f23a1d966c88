"""A run measures what was edited since the last one, and keeps the rest."""

import json
import os
import platform
import textwrap
from importlib import metadata
from pathlib import Path

import pytest

import pytest_claims.session.publish
import pytest_claims.session.worker  # noqa: F401  imported once, not for each run

LEVELS = """
import numpy as np

def level(*, seeds):
    import shared
    return np.full(len(seeds), shared.LEVEL)
"""
HOOKS = """
import hooked

def pytest_claims_adapt(target, architecture):
    import adapting
    return adapting.adapt(target, architecture)

def pytest_claims_ablations():
    import ablating
"""
ADAPTING = """
def adapt(target, architecture):
    return type(target.__name__, (architecture,), {"target": target, "shift": target.shift})
"""


@pytest.fixture
def edited(project):
    """Three claims: of High, of Low, and of a module's constant. What a run measures, after edits.

    Runs are made in this process, which is quicker.
    """
    project.claim("assert measure(score, High) > 0", name="high")
    project.claim("assert measure(score, Low) < 9", name="low")
    project.claim("assert measure(levels.level) > 0", name="level")
    root = project.write()
    claims = root / "claims" / "test_01_toy.py"
    claims.write_text("import levels\n" + claims.read_text())
    (root / "conftest.py").write_text((root / "conftest.py").read_text() + HOOKS)
    (root / "levels.py").write_text(LEVELS)
    (root / "shared.py").write_text("LEVEL = 5.0\n")
    (root / "adapting.py").write_text(textwrap.dedent(ADAPTING))
    for name in ("hooked", "ablating", "stranger"):
        (root / f"{name}.py").write_text("")

    def run(*arguments, edit="", text="\nedited = 1\n"):
        if edit:
            path = root / edit
            path.write_text((path.read_text() if path.exists() else "") + text)
        project.inside("-n0", "-p", "no:cacheprovider", *arguments)
        rows = project.ledger()
        reasons = [
            case["reason"] for row in rows.values() for case in row["cases"] if "reason" in case
        ]
        assert not reasons, reasons
        return {name for name, row in rows.items() for case in row["cases"] if not case["cached"]}

    assert run() == {"high", "low", "level"}
    return run


ALL = {"high", "low", "level"}


def test_a_run_measures_exactly_what_depends_on_the_edit(edited):
    found = {
        file: edited(edit=file)
        for file in ("shared.py", "toy/__init__.py", "hooked.py", "conftest.py")
    }

    assert found == {
        "shared.py": {"level"},
        "toy/__init__.py": {"high", "low"},
        "hooked.py": ALL,
        "conftest.py": ALL,
    }


def test_a_conftest_of_the_claims_counts_from_when_there_is_one(edited):
    assert edited(edit="claims/conftest.py", text="import stranger\n") == ALL
    assert edited(edit="stranger.py") == ALL


def test_a_plugin_that_builds_models_counts(edited, pytester):
    built = pytester.path / "conftest.py"
    (pytester.path / "builder.py").write_text(built.read_text())
    built.write_text("")

    assert edited("-p", "builder") == ALL
    assert edited("-p", "builder", edit="builder.py") == ALL


def test_what_nothing_depends_on_measures_nothing(edited):
    for file in ("stranger.py", "ablating.py", "adapting.py"):
        Path(file).write_text("edited = 1\n")

    assert edited(edit="claims/test_01_toy.py", text="\n# a remark\n") == set()


def test_the_ledger_names_python_and_the_distributions_that_claims_import(edited, pytester):
    ledger = json.loads((pytester.path / ".claims" / "audit.json").read_text())
    environment = ledger["run"]["environment"]

    assert environment["python"] == platform.python_version()
    assert environment["numpy"] == metadata.version("numpy")
    assert environment["pytest"] == metadata.version("pytest")
    assert "jinja2" not in environment


def test_a_variable_counts_that_the_ini_names(edited, monkeypatch):
    monkeypatch.setenv("TOY_LEVEL", "5")
    assert edited(edit="pytest.ini", text="claims_environment = TOY_LEVEL\n") == ALL
    monkeypatch.setenv("TOY_LEVEL", "6")
    assert edited() == ALL


SUBJECT = "class Mine:\n    shift = 7.0\n"


def test_a_subject_shares_no_evidence_and_is_measured_again_with_its_adapter(edited):
    for folder in ("one", "two"):
        os.makedirs(folder)
    subjects = [f"--claims-subject=High={folder}/mine.py:Mine" for folder in ("one", "two")]

    assert edited(subjects[0], edit="one/mine.py", text=SUBJECT) == {"high"}
    assert edited(subjects[0]) == set()
    assert edited(subjects[1], edit="two/mine.py", text=SUBJECT.replace("7", "-7")) == {"high"}
    assert edited(*subjects, edit="adapting.py") == {"high"}
    assert edited(subjects[0], edit="two/mine.py") == set()
    assert edited(subjects[0], edit="one/mine.py") == {"high"}
