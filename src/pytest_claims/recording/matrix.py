"""Claims against mutants, against correct implementations, and against implementations."""

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


def correct(rows: Sequence[Row], named: Mapping[str, Sequence[str]]) -> Matrix:
    """For every correct implementation, by claim, its verdict: the worst of the claim's cases.

    One that no claim measures has an empty row.
    """
    found: Matrix = {f"{name} = {target}": {} for name, ts in named.items() for target in ts}
    for row in rows:
        tried: dict[str, list[str]] = {}
        for case in row["cases"]:
            for one in case.get("correct", []):
                tried.setdefault(one["name"], []).append(one["verdict"])
        for name, verdicts in tried.items():
            verdict = worst(verdicts, Verdict(row["declared"].upper()))
            found.setdefault(name, {})[row["id"]] = verdict.value
    return found


def accused(matrix: Matrix, rows: Sequence[Row]) -> Matrix:
    """Of the verdicts on correct implementations those that speak against a claim: the opposite
    of what the note declares, or an error."""
    declared = {row["id"]: Verdict(row["declared"].upper()) for row in rows}
    against = {id: {_opposite(verdict), Verdict.ERROR} for id, verdict in declared.items()}
    return {
        name: {id: v for id, v in verdicts.items() if Verdict(v) in against[id]}
        for name, verdicts in matrix.items()
    }


def _opposite(declared: Verdict) -> Verdict:
    return Verdict.REFUTED if declared is Verdict.HOLDS else Verdict.HOLDS


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


def numbers_apart(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """For every claim of which two implementations gave different numbers, what was measured."""
    found = {row["id"]: [one for c in row["cases"] for one in c.get("apart", ())] for row in rows}
    return {id: apart for id, apart in found.items() if apart}


def told_apart(matrix: Matrix) -> list[str]:
    """Claims whose verdict differs between implementations that they could measure."""
    return [
        claim
        for claim, verdicts in matrix.items()
        if len({v for v in verdicts.values() if v != Verdict.NOT_TESTED}) > 1
    ]
