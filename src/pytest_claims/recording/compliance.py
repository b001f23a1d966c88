"""What each subject made of each sentence, as a table for its README."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.rows import worst
from pytest_claims.recording.standings import Row, count, standing, statement, stem
from pytest_claims.recording.verdicts_file import escaped, table_line

PASS, FAIL, NONE = "✓", "✗", "–"
LEGEND = (
    f"{PASS} it came out as the note declares, {FAIL} it did not, {NONE} it was not tested here."
)


def render(ledger: Mapping[str, Any], part: str = "") -> str:
    """A table per note of the claims that measure a subject, and below it why where there is no
    check. ``part`` is the command of a run that left cases or claims out.
    """
    run = ledger["run"]
    rows = [row for row in ledger["claims"] if any(map(concerned, tried(row)))]
    names = list(dict.fromkeys(one["subject"] for row in rows for one in tried(row)))
    lines = ["# Compliance", "", *_head(run, names), "", LEGEND]
    if part:
        lines += ["", f"**A part of the audit:** `{part}`. What it left out may say otherwise."]
    for note in dict.fromkeys(row["note"] for row in rows):
        lines += ["", *_note([row for row in rows if row["note"] == note], names)]
    return "\n".join(lines) + "\n"


def _head(run: Row, names: Sequence[str]) -> Iterator[str]:
    options = shlex.join(run.get("options") or ())
    git = (run.get("environment") or {}).get("git")
    commit = f" at commit {git}" if git else ""
    yield f"`pytest claims/ {options}`{commit}, {str(run.get('started', ''))[:10]}."
    for name in names:
        parts = [f"{p}: {run.get('understood', {}).get(p, '')}" for p in name.split(", ")]
        yield f"- {escaped('; '.join(part.removesuffix(': ') for part in parts))}"


def _note(rows: Sequence[Row], names: Sequence[str]) -> Iterator[str]:
    yield f"## {stem(rows[0])}"
    yield ""
    yield table_line(["sentence", *map(escaped, names)])
    yield table_line(["---", *([":-:"] * len(names))])
    for row in rows:
        yield table_line([escaped(statement(row)), *(sign(row, name) for name in names)])
    for name in names:
        said = [f"- {escaped(w)}" for row in rows if (w := why(row, name))]
        if said:
            yield from ("", f"{escaped(name)}:", "", *said)
    yield ""
    yield "; ".join(f"{escaped(name)}: {_counted(rows, name)}" for name in names)


def _counted(rows: Sequence[Row], name: str) -> str:
    """How many sentences came out as declared, of those that were tested."""
    signs = [sign(row, name) for row in rows if verdict(row, name)]
    tested = [s for s in signs if s != NONE]
    untested = f", {n} not tested here" if (n := len(signs) - len(tested)) else ""
    return f"{tested.count(PASS)} of {count(len(tested), 'sentence')}{untested}"


def tried(row: Row) -> list[Row]:
    """What this run's subjects made of the cases of a claim."""
    cases = [case for case in row["cases"] if not case.get("earlier")]
    return [one for case in cases for one in case.get("tried", ())]


def concerned(one: Row) -> bool:
    """Whether a subject was measured in a case, as far as is known."""
    return bool(one.get("concerned", True))


def verdict(row: Row, name: str) -> str:
    """The worst of what a subject made of the cases of a claim; empty where it met none."""
    found = [one["verdict"] for one in tried(row) if one["subject"] == name and concerned(one)]
    return worst(found, Verdict(row["declared"].upper())).value if found else ""


def sign(row: Row, name: str) -> str:
    """A check, a cross or a dash."""
    found = verdict(row, name)
    if found in ("", Verdict.NOT_TESTED, Verdict.NOT_REACHED):
        return NONE
    return PASS if standing(found, row["declared"]).supported else FAIL


def why(row: Row, name: str) -> str:
    """Why there is no check: the claim, the verdict, what decided it, and whether that was
    expected."""
    found = verdict(row, name)
    if sign(row, name) == PASS or not found:
        return ""
    ones = [one for one in tried(row) if one["subject"] == name and one["verdict"] == found]
    reason = next((one["reason"] for one in ones if one.get("reason")), "")
    expected = next((f" (expected: {one['expected']})" for one in ones if "expected" in one), "")
    told = f": {reason}" if reason else ""
    return f"{sign(row, name)} {row['id']} {standing(found, row['declared']).word}{told}{expected}"
