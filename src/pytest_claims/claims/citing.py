"""Sentences that cite claims in words of their own, beside what the claims say."""

from collections.abc import Iterator, Sequence

from pytest_claims.claims.grammar import ClaimFile
from pytest_claims.faults import quote
from pytest_claims.notes.note import Note


def cited(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[str]:
    """A few lines for each such sentence, in the order of the notes."""
    statements = {test.id: test.statement for file in files for test in file.tests}
    refuted = {c.id for note in notes for c in note.claims if c.declared == "refuted"}
    for note in notes:
        for (line, sentence), ids in note.citing.items():
            yield f"{note.path}:{line}: cites, and is not tested: {quote(sentence)}"
            for id in ids:
                false = ", declared refuted" if id in refuted else ""
                yield f"  {id}{false}: {quote(statements.get(id, ''))}"
