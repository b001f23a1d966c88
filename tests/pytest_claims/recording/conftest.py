"""A small project whose ledger is written as a run would, without running it."""

from copy import deepcopy

import pytest
from audit_rows import ledger
from strict_notes import STRICT

from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes
from pytest_claims.recording import dependencies
from pytest_claims.recording.ledger import Ledger

NOTE = """# Toy

## Context

[{a}][a]
[{b}][b]

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

[a]: ../claims/test_01_toy.py#test_a
[b]: ../claims/test_01_toy.py#test_b{title}
"""
CLAIMS = '''
from pytest_claims import no_control
LIMIT = {limit}

@no_control("a toy")
def test_a(measure):
    """{a}"""
    assert measure(score) > {above}

{mark}
@no_control("{why}")
def test_b(measure):
    """{b}{stated}"""
    assert measure(score) > {below}
'''
AS_IT_IS = {
    "a": "First.",
    "b": "Second.",
    "stated": "",
    "title": "",
    "limit": 1,
    "above": 0,
    "below": 0,
    "mark": "",
    "why": "a toy",
    "probe": "score = 1",
    "data": "1, 2",
    "run": {},
}
RUN = {
    "seed": 0,
    "options": [],
    "error_per_claim": 0.001,
    "every": 192,
    "subjects": {"High": "toy:High"},
    "environment": {"python": "3.11", "torch": "2.13", "git": "abc"},
}


@pytest.fixture
def audit(tmp_path):
    """The ledger of a run over the project as it is, or edited."""

    def start(**edits):
        said = AS_IT_IS | edits
        for folder in ("notes", "claims", "toy", "math"):
            (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "notes" / "01_toy.md").write_text(NOTE.format(**said))
        (tmp_path / "claims" / "test_01_toy.py").write_text(CLAIMS.format(**said))
        (tmp_path / "toy" / "__init__.py").write_text(said["probe"])
        (tmp_path / "toy" / "data.csv").write_text(said["data"])
        notes, _ = read_notes(tmp_path, ["notes"], rules=STRICT)
        claims, _ = read_claim_files(tmp_path, "claims")
        path = tmp_path / ".claims" / "audit.json"
        sources = dependencies.read(tmp_path, "claims", path)
        return Ledger(path, RUN | said["run"], notes, claims, sources)

    return start


@pytest.fixture
def audits():
    """An audit and its copy, for a test to edit."""
    old = ledger()
    return old, deepcopy(old)
