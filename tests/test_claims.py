"""A claim file is read beside its note: its tests stand where their sentences do."""

import ast
from pathlib import Path

import pytest

from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.leaning import leans
from pytest_claims.notes.note import read_notes

ROOT = Path(__file__).parents[1]
NOTES, _ = read_notes(ROOT, ["notes"])
FILES, _ = read_claim_files(ROOT, "claims")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_claims_stand_in_the_order_of_their_note(file):
    (note,) = (note for note in NOTES if note.stem == file.stem)
    assert [test.id for test in file.tests] == [claim.id for claim in note.claims]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_statement_is_understood_by_who_reads_nothing_else(file):
    leaning = {test.name: word for test in file.tests if (word := leans(test.statement))}
    assert leaning == {}


@pytest.mark.parametrize("stem", [file.stem for file in FILES if "implementation" not in file.stem])
def test_every_note_of_the_argument_prints_what_was_measured(stem):
    (note,) = (note for note in NOTES if note.stem == stem)
    assert len(note.values) >= 3


def speak_of_a_population(path):
    """For each claim about trained networks, whether it is decided at several conditions."""
    several, found = {"across"}, {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", [])]
        says = several & {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        if isinstance(node, ast.Assign) and says:
            several |= {each.id for each in ast.walk(node.targets[0]) if isinstance(each, ast.Name)}
        elif isinstance(node, ast.FunctionDef) and "pytest.mark.trained" in marks:
            body = {n.id for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name)}
            found[node.name] = bool(several & body) or any("parametrize" in mark for mark in marks)
    return found


def test_two_thirds_of_what_is_said_of_trained_networks_speaks_of_several_conditions():
    by_file = map(speak_of_a_population, (ROOT / "claims").glob("test_*.py"))
    said = [wide for found in by_file for wide in found.values()]
    assert len(said) > 90
    assert sum(said) >= len(said) * 2 / 3
