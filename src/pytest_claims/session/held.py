"""Notes and claim files, read and held against each other; nothing is imported or measured."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pytest

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import ClaimFile, read_claim_files
from pytest_claims.faults import Fault
from pytest_claims.notes.note import Note, read_notes
from pytest_claims.notes.rules import Rules
from pytest_claims.settings import Settings, marks_of


@dataclass(frozen=True)
class Held:
    """Notes and claims as they are written, and the faults of each and between them."""

    notes: list[Note]
    files: list[ClaimFile]
    faults: list[Fault]

    def faults_of(self, stems: set[str] | None) -> list[Fault]:
        """Those of claim files with these stems and of the notes that link to them; None: all."""
        if stems is not None:
            stems = stems | {n.stem for n in self.notes if any(c.stem in stems for c in n.claims)}
        return sorted({f for f in self.faults if stems is None or f.stem in stems})

    def stems_at(self, places: Collection[str]) -> set[str]:
        """Of the notes and claim files at or below these paths from the root, the stems; of a
        note also those of the files that it links to.
        """
        notes = [note for note in self.notes if _within(note.path, places)]
        files = {file.stem for file in self.files if _within(file.path, places)}
        return files | {n.stem for n in notes} | {c.stem for n in notes for c in n.claims}


def _within(path: str, places: Collection[str]) -> bool:
    return any(place in (".", path) or path.startswith(f"{place}/") for place in places)


def held(config: pytest.Config, settings: Settings) -> Held:
    """The project's notes and claims."""
    rules = Rules(tuple(settings.sections), tuple(settings.derivations), settings.paired)
    notes, unreadable = read_notes(settings.root, settings.notes, settings.claims, rules)
    files, misread = read_claim_files(settings.root, settings.claims, marks_of(config))
    return Held(notes, files, [*unreadable, *misread, *check(notes, files, settings.root)])
