"""Do notes and claims say the same? The faults between files."""

from collections.abc import Sequence
from pathlib import Path

from claimcheck.faults import Fault
from claimcheck.grammar import ClaimFile
from claimcheck.notes import Note


def check(notes: Sequence[Note], files: Sequence[ClaimFile], root: Path) -> list[Fault]:
    """Every fault between notes, claim files and derivations, sorted."""
    raise NotImplementedError
