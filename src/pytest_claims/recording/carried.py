"""Verdicts that need not be reached again: all that they rest on is as it was.

A case is carried where its claim came out as declared and where the same holds as then: the test,
but for its docstring, every other source, what is installed, the settings of the run, and the
evidence with the data that it was measured with. Whatever else happened is decided anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pytest_claims.plain import digest
from pytest_claims.recording.dependencies import SourceTree

Row = dict[str, Any]
OF_ITS_RUN = {"grounds", "lines", "depends", "earlier", "unreadable", "not kept", "not repeated"}
"""What a case's row says of the run that reached its verdict."""


def signature(claim: Row, sources: SourceTree, grounds: str) -> Row:
    """What the rows of a claim's cases rest on beside evidence, and where its lines were; nothing
    where the grounds of a run are not all known.
    """
    test = claim["test"]
    if not grounds or test not in sources.places:
        return {}
    place = sources.places[test]
    of_claim = [claim["id"], claim["declared"], test, sources.tests[test]]
    return {
        "grounds": digest([grounds, of_claim, [n - place.body[0] for n in place.body]]),
        "lines": {"file": place.file, "body": list(place.body)},
    }


def carried(
    claims: Iterable[Row],
    earlier: Row,
    sources: SourceTree,
    grounds: str,
    is_kept: Callable[[str], bool],
) -> dict[str, list[Row]]:
    """By test, the rows of its cases in pytest's order, where all of them are carried.

    ``earlier`` is the ledger of the last run, ``claims`` are the rows of this one before anything
    is tried; ``is_kept`` says whether the evidence of this name is there to use.
    """
    known = {claim["id"]: claim["cases"] for claim in earlier.get("claims", ())}
    found: dict[str, list[Row]] = {}
    for claim in claims:
        signed = signature(claim, sources, grounds)
        cases = sorted(known.get(claim["id"], ()), key=lambda case: case.get("place", []))
        if signed and _are_all(cases) and all(_stands(c, claim, signed, is_kept) for c in cases):
            rows = [_again(case, claim["test"], signed["lines"]) for case in cases]
            found |= {claim["test"]: rows} if all(rows) else {}
    return found


def _are_all(cases: Sequence[Row]) -> bool:
    places = [case.get("place") for case in cases]
    return bool(cases) and places == [[i, len(cases)] for i in range(len(cases))]


def _stands(case: Row, claim: Row, signed: Row, is_kept: Callable[[str], bool]) -> bool:
    as_declared = case["verdict"] == claim["declared"].upper()
    if not as_declared or case.get("grounds") != signed["grounds"]:
        return False
    return bool(case.get("records")) and all(map(is_kept, case["records"]))


def _again(case: Row, test: str, lines: Row) -> Row:
    """The row as this run writes it; empty where a place in it can no longer be told."""
    row = {name: value for name, value in case.items() if name not in OF_ITS_RUN}
    measurements = [_moved(m, test, case.get("lines", {}), lines) for m in row["measurements"]]
    if not all(measurements):
        return {}
    return row | {"cached": True, "measurements": measurements}


def _moved(measurement: Row, test: str, before: Mapping[str, Any], now: Row) -> Row:
    """A measurement with the line where it is asked for now; empty where that is not known."""
    file, _, line = measurement.get("asked_at", "").rpartition(":")
    if file != test.partition("::")[0] or before.get("file") == now["file"]:
        return measurement
    if not line.isdecimal() or int(line) not in before.get("body", ()):
        return {}
    moved = now["body"][before["body"].index(int(line))]
    return measurement | {"asked_at": f"{file}:{moved}"}
