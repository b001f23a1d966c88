"""Notes and claim files, read and held against each other; nothing is imported or measured."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes
from pytest_claims.notes.rules import Rules
from pytest_claims.session.disagreements import Disagreements
from pytest_claims.settings import Settings, marks_of


def held(config: pytest.Config, settings: Settings) -> Disagreements:
    """The project's notes and claims, and where they disagree."""
    rules = Rules(tuple(settings.sections), tuple(settings.derivations), settings.paired)
    notes, unreadable = read_notes(settings.root, settings.notes, settings.claims, rules)
    files, misread = read_claim_files(settings.root, settings.claims, marks_of(config))
    faults = [*unreadable, *misread, *check(notes, files, settings.root)]
    return Disagreements(notes, files, faults)


def stems_at(found: Disagreements, places: Collection[str]) -> set[str]:
    """Of the notes and claim files at or below these paths from the root, the stems; of a note
    also those of the files that it links to.
    """
    notes = [note for note in found.notes if _within(note.path, places)]
    files = {file.stem for file in found.files if _within(file.path, places)}
    return files | {n.stem for n in notes} | {c.stem for n in notes for c in n.claims}


def _within(path: str, places: Collection[str]) -> bool:
    return any(place in (".", path) or path.startswith(f"{place}/") for place in places)
