"""Each example is green by itself, without torch, and each has the parts that make an argument."""

import ast
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES, PAGES, PACKAGE = (
    ROOT / "examples",
    ROOT / "docs" / "pages",
    ROOT / "packages/pytest-claims",
)
DISTRIBUTIONS = {"sklearn": "scikit-learn", "pytest_claims": "pytest-claims"}
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/pyproject.toml"))
each = pytest.mark.parametrize("name", NAMES)


def test_four_fields_are_shown():
    assert NAMES == ["learning", "numerics", "reading", "sorting"]


@each
def test_an_example_is_green_where_torch_cannot_be_imported(audited, name):
    example = audited(name)

    assert "passed" in example.output
    assert "warning" not in example.output.lower()
    assert "not the median" not in example.output


@each
def test_an_example_refutes_a_belief_and_confirms_more(audited, name):
    declared = Counter(row["declared"] for row in _ledger(audited(name)))

    assert declared["holds"] > declared["refuted"] >= 1


@each
def test_every_assertion_of_an_example_has_a_control_that_turns_it(audited, name):
    sources = [file.read_text() for file in (EXAMPLES / name / "claims").glob("test_*.py")]

    assert not any("no_control" in source for source in sources)
    assert "only weakened" not in audited(name).output


@each
def test_an_example_is_read_in_three_minutes(name):
    notes = [file.read_text() for file in (EXAMPLES / name / "notes").glob("*.md")]
    prose = [re.sub(r"^\[.*$", "", note, flags=re.MULTILINE) for note in notes]

    assert sum(len(text.split()) for text in prose) < 3 * 150


@each
def test_an_example_stands_alone(name):
    here = {path.name for path in (EXAMPLES / name).iterdir()}

    assert {"notes", "claims", "probes", "conftest.py", "pyproject.toml"} <= here


@each
def test_one_command_installs_what_an_example_needs(name):
    project = tomllib.loads((EXAMPLES / name / "pyproject.toml").read_text())
    needed = {re.match(r"[\w-]+", line)[0] for line in project["project"]["dependencies"]}
    sources = [*(EXAMPLES / name).glob("*.py"), *(EXAMPLES / name).glob("*/*.py")]
    imported = {top for file in sources for top in _imported(file)}

    assert {"numpy", "pytest_claims"} <= imported
    assert {DISTRIBUTIONS.get(top, top) for top in imported} <= needed
    assert "pytest-claims[parallel]" in project["project"]["dependencies"]
    assert project["tool"]["setuptools"] == {"packages": []}  # else pip finds several, and stops


@pytest.mark.parametrize("page", [EXAMPLES / "README.md", PAGES / "index.md"])
def test_the_command_that_installs_an_example_is_said_where_examples_are(page):
    command = "pip install './packages/pytest-claims[parallel,report]' ./examples/sorting"

    assert command in page.read_text()
    extras = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]
    assert {"parallel", "report"} <= extras["optional-dependencies"].keys()


def _imported(file):
    """The distributions' modules that a source of an example imports."""
    here = {path.stem for path in file.parents[len(file.relative_to(EXAMPLES).parts) - 2].iterdir()}
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            tops = {name.partition(".")[0] for name in names}
            yield from tops - here - sys.stdlib_module_names


def _ledger(example):
    return json.loads((example.root / ".claims" / "audit.json").read_text())["claims"]
