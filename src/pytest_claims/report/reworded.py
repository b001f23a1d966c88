"""Verdicts belong to the sentences that were audited, and not to what was written since."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pytest_claims.notes.note import read_note
from pytest_claims.recording.standings import Row, test_path


def as_on_disk(ledger: Mapping[str, Any], root: Path) -> tuple[dict[str, Any], int]:
    """The ledger with no verdict for a sentence that its note says no longer, and their number."""
    rows: list[Row] = ledger.get("claims") or []
    said = {key for place in {_places(row) for row in rows} for key in _said(root, *place)}
    kept = [row if _key(row) in said else _unreached(row) for row in rows]
    changed = sum(new is not old for new, old in zip(kept, rows, strict=True))
    return {**ledger, "claims": kept}, changed


def _key(row: Row) -> tuple[str, str, str]:
    return str(row["id"]), str(row["sentence"]), str(row.get("declared", "holds"))


def _places(row: Row) -> tuple[str, str]:
    """The note, and the folder of its test."""
    test = str(row.get("test") or test_path(row)).partition("::")[0]
    return str(row["note"]), str(PurePosixPath(test).parent)


def _said(root: Path, note: str, claims: str) -> set[tuple[str, str, str]]:
    read, _ = read_note(root / note, root, claims)
    return {(claim.id, claim.sentence, claim.declared) for claim in read.claims}


def _unreached(row: Row) -> Row:
    return row | {"verdict": "not reached", "as_declared": False, "earlier": False, "cases": []}
