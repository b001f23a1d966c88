"""What came home since the ledger was written: a line a case, beside the ledger's file.

The ledger is written when a run begins and when it ends. Between them each case is appended here,
so that the cost of a case does not grow with their number, and a run that is killed leaves every
verdict that was reached. A journal belongs to the ledger whose digest its name bears.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.files import append_line
from pytest_claims.plain import digest
from pytest_claims.recording.ledger_shape import CASE
from pytest_claims.recording.rows import worst
from pytest_claims.recording.shapes import insane

Row = dict[str, Any]


def beside(ledger: Path, seal: str) -> Path:
    """Where the journal of the ledger with this digest is."""
    return ledger.with_name(f".{ledger.name}.{seal[:16]}.journal")


def append(ledger: Path, seal: str, id: str, case: Row) -> None:
    """Add a case of a claim; ``NotWritten`` where the disk does not allow it."""
    said = {"claim": id, "case": case}
    append_line(beside(ledger, seal), said | {"digest": digest(said)})


def remove(ledger: Path, seal: str) -> None:
    """What the journal says stands in the ledger now."""
    with suppress(OSError):
        beside(ledger, seal).unlink(missing_ok=True)


def replayed(document: Row, ledger: Path) -> Row:
    """The ledger with what its journal adds; a line that is damaged or unfinished adds nothing."""
    claims = {claim["id"]: claim for claim in document["claims"]}
    for id, case in _lines(beside(ledger, str(document.get("digest", "")))):
        if id in claims:
            cases = {known["case"]: known for known in claims[id]["cases"]}
            settle(claims[id], cases | {case["case"]: case})
            claims[id]["earlier"] = False
    return document


def settle(claim: Row, cases: Mapping[str, Row]) -> None:
    """Set what a claim's row says by its cases."""
    declared = Verdict(claim["declared"].upper())
    claim["cases"] = list(cases.values())
    if cases:
        claim["verdict"] = worst([case["verdict"] for case in cases.values()], declared).value
    claim["as_declared"] = claim["verdict"] == declared.value


def _lines(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        with suppress(ValueError, RecursionError, KeyError, TypeError, AttributeError):
            said = json.loads(line)
            if said.pop("digest") == digest(said) and not _misfit(said):
                yield said["claim"], said["case"]


def _misfit(said: Row) -> str | None:
    return insane(said) or next(CASE(said["case"], "the case"), None)
