"""Each example is green by itself, without torch, and each has the parts that make an argument."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
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


def _ledger(example):
    return json.loads((example.root / ".claims" / "audit.json").read_text())["claims"]
