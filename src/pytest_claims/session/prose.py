"""What the terminal says of the notes' words: what they rest on, and what they overstate."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.notes.accounting import accounted, overstatements
from pytest_claims.notes.note import Note
from pytest_claims.notes.wording import asides, leaning, overclaims, overreaching, unheld_numbers
from pytest_claims.recording import values
from pytest_claims.recording.ledger import Ledger
from pytest_claims.recording.standings import count
from pytest_claims.settings import Settings


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


def thin(notes: Iterable[Note], settings: Settings) -> list[str]:
    """A line for each note that accounts for fewer of its sentences than the ini asks, its share
    rounded down: it is never told as what was asked."""
    sections, asked = settings.accounted_sections, settings.accounted_for
    where = f" in {' and '.join(sections)}" if sections else ""
    return [
        f"{note.path}: only {int(100 * share)}% of the sentences{where} are tested, derived or "
        f"cited; claims_accounted_for asks {asked:.0%}"
        for note in notes
        if note.claims and (share := accounted(note, sections)) < asked
    ]


def wording(ledger: Ledger, sections: Sequence[str]) -> list[str]:
    """Sentences that say more than their evidence, or than argument can, and statements that do
    not stand alone."""
    argued = [f"wording: {f}" for note in ledger.notes for f in overstatements(note, sections)]
    rows = ledger.rows.values()
    told = [
        *overclaims(rows),
        *leaning(rows),
        *unheld_numbers(rows),
        *asides(ledger.notes, ledger.rows),
        *overreaching(ledger.notes, ledger.rows),
    ]
    return [*argued, *(f"wording: {line}" for line in told)]


def citing(notes: Iterable[Note]) -> list[str]:
    """How many sentences rest on claims in words that nothing measured."""
    citing = sum(len(note.citing) for note in notes)
    counted = f"{count(citing, 'sentence')} {'cites' if citing == 1 else 'cite'} claims"
    where = "pytest-claims check --citations shows what each claim says"
    return [f"{counted} in words of their own, which nothing tests: {where}"][: bool(citing)]
