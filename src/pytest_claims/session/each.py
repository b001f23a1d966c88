"""What each implementation under test came to, in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.compliance import PASS, concerned, sign, tried, verdict
from pytest_claims.recording.ledger import Row
from pytest_claims.recording.standings import count, standing

NOTHING = (Verdict.NOT_TESTED, Verdict.NOT_REACHED)
NONE, UNMET = "no claim could be tested", "no claim that ran measures it"


def each(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """A line for each subject, and whether it failed where that was not expected, or nothing of it
    was tested.

    Counted are the claims that measure it and could be tested; what did not come out as declared
    is named.
    """
    names = list(dict.fromkeys(one["subject"] for row in rows for one in tried(row)))
    known = shortened(names)
    for name in names:
        met = [row for row in rows if verdict(row, name)]
        untested = sum(verdict(row, name) in NOTHING for row in met)
        passed = [row["id"] for row in met if sign(row, name) == PASS]
        against = failures(met, name)
        counted = f"{len(passed)} of {count(len(met) - untested, 'claim')} as declared"
        parts = [counted if len(met) > untested else NONE if met else UNMET]
        parts += [f"{untested} not tested here"] if untested else []
        parts += controls_elsewhere(met, name)
        parts += [f"{word}{named(ids)}" for word, ids in against.items()]
        failed = len(met) == untested or any(not word.endswith("expected") for word in against)
        if cause := only_cause(met, name):
            parts = [f"ERROR in all {count(len(met), 'claim')} that measure it: {cause}"]
        yield f"{known[name]}: {'; '.join(parts)}", failed


def idle(rows: Sequence[Row]) -> Iterator[str]:
    """The subjects of which no claim was tested."""
    for name in dict.fromkeys(one["subject"] for row in rows for one in tried(row)):
        if all(verdict(row, name) in ("", *NOTHING) for row in rows):
            yield name


def controls_elsewhere(rows: Sequence[Row], name: str) -> list[str]:
    """Of how many claims a control was measured on what the subject stands in for."""
    on = {
        row["id"]: one["controls on"]
        for row in rows
        for one in tried(row)
        if one["subject"] == name and "controls on" in one
    }
    counted = Counter(on.values())
    return [f"a control of {count(n, 'claim')} was measured on {o}" for o, n in counted.items()]


def named(ids: Sequence[str]) -> str:
    """`` in 01_toy: a, b``, note by note."""
    notes: dict[str, list[str]] = {}
    for id in ids:
        note, _, claim = id.rpartition("/")
        notes.setdefault(note, []).append(claim)
    return "".join(f" in {note}: {', '.join(claims)}" for note, claims in notes.items())


def only_cause(rows: Sequence[Row], name: str) -> str:
    """The one error that every claim meets, such as that the subject cannot be had."""
    ones = [one for row in rows for one in tried(row) if one["subject"] == name and concerned(one)]
    causes = {one.get("reason", "") if one["verdict"] == Verdict.ERROR else "" for one in ones}
    return unnamed(causes.pop(), name) if len(causes) == 1 else ""


def unnamed(reason: str, name: str) -> str:
    """The reason without the option that it begins with."""
    return reason.removeprefix(f"--claims-subject {name}: ")


def failures(rows: Sequence[Row], name: str) -> dict[str, list[str]]:
    """The claims that did not come out as declared for a subject, by what they came to."""
    found: dict[str, list[str]] = {}
    for row in rows:
        came_to = verdict(row, name)
        if came_to in NOTHING or sign(row, name) == PASS:
            continue
        ones = [o for o in tried(row) if o["subject"] == name and o["verdict"] == came_to]
        excused = ", expected" if all("expected" in one for one in ones) else ""
        found.setdefault(standing(came_to, row["declared"]).word + excused, []).append(row["id"])
    return found


def shortened(names: Sequence[str]) -> Mapping[str, str]:
    """Each name without the folders of its files, where that still tells it from the others."""
    short = {name: ", ".join(map(_without_folders, name.split(", "))) for name in names}
    told = list(short.values())
    return {name: s if told.count(s) == 1 else name for name, s in short.items()}


def _without_folders(subject: str) -> str:
    name, _, target = subject.partition("=")
    return f"{name}={Path(target).name}"
