"""What the terminal says of the notes' words: what they rest on, and what they overstate."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.notes.accounting import overstatements
from pytest_claims.notes.wording import leaning, overclaims
from pytest_claims.recording import values
from pytest_claims.recording.ledger import Ledger


def premises(ledger: Ledger, *, supported: bool | None) -> list[str]:
    """Sentences that rest on a claim which did not come out as declared, or (``None``) which
    could not be tested here."""
    kind = "an untested" if supported is None else "an unsupported"
    return [
        f"{note.path}:{citation.line} rests on {kind} premise, {citation.claim} "
        f"({row['verdict']}): {textwrap.shorten(citation.sentence, 90, placeholder='…')}"
        for note in ledger.notes
        for citation in note.citations
        if ledger.supported(citation.claim) is supported
        if (row := ledger.rows.get(citation.claim)) and row["verdict"] != Verdict.NOT_REACHED
    ]


def numbers(tr: pytest.TerminalReporter, found: Sequence[values.Finding]) -> None:
    """Numbers of the notes that are not what was measured, or more than is known of it."""
    for finding in found:
        if finding.fault:
            colour = "red" if finding.kind in values.FAULTS else "yellow"
            tr.write_line(str(finding.fault), **{colour: True})
    for line in values.unmeasured(found):
        tr.write_line(line, yellow=True)


def wording(ledger: Ledger) -> list[str]:
    """Sentences that say more than their evidence, or than argument can, and statements that do
    not stand alone."""
    argued = [f"wording: {fault}" for note in ledger.notes for fault in overstatements(note)]
    rows = ledger.rows.values()
    return [*argued, *(f"wording: {line}" for line in (*overclaims(rows), *leaning(rows)))]
