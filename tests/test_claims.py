"""A claim file is read beside its note: its tests stand where their sentences do."""

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
