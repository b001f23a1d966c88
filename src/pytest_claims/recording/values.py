"""Numbers in the prose against what their claims measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from pytest_claims.faults import Fault, quote
from pytest_claims.notes.note import Note
from pytest_claims.notes.number import PART, Number, read_number
from pytest_claims.notes.value import NoteValue
from pytest_claims.recording.standings import count, figure

Kind = Literal["agrees", "stale", "beside", "too fine", "no number", "unmeasured"]
FAULTS = ("stale", "no number")
FEW = 3
CARRY = "or run pytest-claims reword --values --write"


@dataclass(frozen=True)
class Finding:
    """A number of a note, and how it stands to its claim.

    ``stale`` and ``no number`` are faults; ``too fine`` and ``beside``, within the interval and
    not the median, are warnings. ``new`` is what to print in its place.
    """

    value: NoteValue
    kind: Kind
    fault: Fault | None = None
    new: str = ""


def findings(notes: Sequence[Note], rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Every number of the notes, compared with the medians of these claims."""
    known = {str(row["id"]): row for row in rows}
    return [compare(value, known.get(value.claim, {})) for note in notes for value in note.values]


def compare(value: NoteValue, row: Mapping[str, Any]) -> Finding:
    """One number against the claim's row."""
    cases = [case for case in row.get("cases") or () if case.get("values") is not None]
    if not cases:
        return Finding(value, "unmeasured")
    case = _case(value, cases)
    if isinstance(case, Fault):
        return Finding(value, "no number", case)
    measured, number = case["values"].get(value.variable), read_number(value.text)
    if measured is None or not isfinite(float(measured["median"])):
        return Finding(value, "no number", _no_number(value, case["values"]))
    return _compared(value, number, measured) if number else Finding(value, "unmeasured")


def _case(value: NoteValue, cases: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | Fault:
    named = [case for case in cases if not value.case or case["case"] == value.case]
    if len(named) == 1:
        return named[0]
    names = ", ".join(f"{value.test}[{case['case']}]" for case in cases if case["case"])
    what = "no such case" if value.case else "no case"
    cure = f"Link to one of {names}" if names else f"Link to {value.test}"
    return _fault(value, f"{quote(value.text)} names {what} of {value.claim}", cure)


def _no_number(value: NoteValue, values: Mapping[str, Mapping[str, Any]]) -> Fault:
    of = f"{quote(value.text)} is linked to {value.variable} of {value.claim}"
    if value.variable in values:
        median = values[value.variable]["median"]
        return _fault(value, f"{of}, whose median is {median}", "Say it in words")
    names = ", ".join(values)
    cure = f"Its samples are: {names}" if names else "Name what the test measures"
    return _fault(value, f"{of}, which is no sample of that claim", cure)


def _compared(value: NoteValue, number: Number, measured: Mapping[str, Any]) -> Finding:
    kind: Kind
    median, low, high = (float(measured[key]) for key in ("median", "low", "high"))
    between = f"between {figure(low)} and {figure(high)} in {measured['replicas']} replicas"
    if not number.within(low, high):
        kind, problem = "stale", f"is stale: the median is {figure(median)}, {between}"
    elif number.is_too_fine(low, high):
        fine = f"and the last digit is finer than a {PART}th of that"
        kind, problem = (
            "too fine",
            f"has more digits than are known: the median is {between}, {fine}",
        )
    elif number.is_beside(median, low, high):
        last = f"is not the median to its last digit, which is {figure(median)}"
        kind, problem = "beside", f"{last}, {between}"
    else:
        return Finding(value, "agrees")
    new = number.printed(median, low, high)
    said = f"{quote(value.text)}, the value {value.variable} of {value.claim}, {problem}"
    return Finding(value, kind, _fault(value, said, f"Write {new}, {CARRY}"), new)


def _fault(value: NoteValue, problem: str, cure: str) -> Fault:
    return Fault(value.path, value.line, problem, cure)


def unmeasured(found: Iterable[Finding]) -> Iterator[str]:
    """A line on the numbers that were not compared, since their claims were not measured."""
    left = [finding.value for finding in found if finding.kind == "unmeasured"]
    if left:
        claims = list(dict.fromkeys(value.claim for value in left))
        named = ", ".join(claims) if len(claims) <= FEW else count(len(claims), "claim")
        yield f"{count(len(left), 'number')} of the notes not compared: {named} not measured here"
