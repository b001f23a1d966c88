"""Claims against mutants, and claims against implementations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pytest_claims.deciding.controls import TELLING, Control
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.rows import worst

Row = dict[str, Any]
Matrix = dict[str, dict[str, str]]

BEST_LAST = [Control.VOID, Control.OPEN, Control.SAME, Control.WEAKENED, Control.TURNED]


def mutants(rows: Sequence[Row], ablations: Mapping[str, Sequence[str]]) -> Matrix:
    """For every mutant, by claim, what it did: turned where it turned each of the claim's cases.

    Mutants that no claim measures have an empty row.
    """
    named = [f"{name} → {m.rpartition(':')[2]}" for name, ms in ablations.items() for m in ms]
    found: Matrix = {mutant: {} for mutant in named}
    for row in rows:
        for case in row["cases"]:
            for tried in case.get("mutants", []):
                known = found.setdefault(tried["name"], {})
                results = [Control(tried["result"]), Control(known.get(row["id"], Control.TURNED))]
                known[row["id"]] = min(results, key=BEST_LAST.index).value
    return found


def survivors(matrix: Matrix) -> list[str]:
    """Mutants that no claim turns for, or is weakened by."""
    return [mutant for mutant, results in matrix.items() if not {*results.values()} & {*TELLING}]


def unmeasured(matrix: Matrix) -> list[str]:
    """Mutants that every claim failed to measure: they were neither caught nor did they survive."""
    return [m for m, results in matrix.items() if set(results.values()) == {Control.VOID}]


def implementations(rows: Sequence[Row]) -> Matrix:
    """For every claim that was tried on several implementations, its verdict on each."""
    found: Matrix = {}
    for row in rows:
        declared = Verdict(row["declared"].upper())
        tried = [case["implementations"] for case in row["cases"] if "implementations" in case]
        if tried:
            found[row["id"]] = {
                name: worst([case[name] for case in tried], declared).value for name in tried[0]
            }
    return found


def told_apart(matrix: Matrix) -> list[str]:
    """Claims whose verdict differs between implementations that they could measure."""
    return [
        claim
        for claim, verdicts in matrix.items()
        if len({v for v in verdicts.values() if v != Verdict.NOT_TESTED}) > 1
    ]
