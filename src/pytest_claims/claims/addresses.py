"""Addresses outside that lead to a test which is here."""

import posixpath
from collections.abc import Iterator, Sequence

from pytest_claims.claims.grammar import ClaimFile
from pytest_claims.faults import Fault, quote
from pytest_claims.notes.note import Note


def address_faults(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Links by which a sentence would be tested, were they written as a path from the note."""
    for note in notes:
        for link in note.links:
            target, _, fragment = link.href.partition("#")
            here = next((file.path for file in files if target.endswith(f"/{file.path}")), None)
            if link.path is None and here and fragment.startswith("test"):
                problem = f"{quote(link.text)} leads to {link.href}, and so is not tested"
                path = posixpath.relpath(here, posixpath.dirname(note.path) or ".")
                yield Fault(note.path, link.line, problem, f"Write {path}#{fragment}")
