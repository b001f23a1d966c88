"""VERDICTS.md: every statement with its verdict, so that its diff is the scientific changelog.

Statements and verdicts are the same on every machine; the last digit of a median may not be, since
kernels round differently and training amplifies it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pytest_claims.recording.sides import relation
from pytest_claims.recording.standings import (
    Row,
    count,
    standing_of,
    statement,
    test_name,
    test_path,
)

HEAD = """# Verdicts

Written by `pytest claims/ --claims-write-verdicts`; edit the notes or the claims instead.
"""
COLUMNS = ("statement", "verdict", "evidence", "replicas")


def render(ledger: Mapping[str, Any]) -> str:
    """The ledger as a table per note."""
    notes: dict[str, list[Row]] = {}
    for row in ledger["claims"]:
        notes.setdefault(str(row["note"]), []).append(row)
    return "\n".join([HEAD, *(_note(path, rows) for path, rows in notes.items())])


def changes(text: str, ledger: Mapping[str, Any]) -> list[str]:
    """Where a VERDICTS.md and this ledger differ in a statement or in its verdict."""
    before, now = _said(text), _said(render(ledger))
    pairs = {s: (before.get(s, "absent"), now.get(s, "absent")) for s in before | now}
    return [f"{s}: {was} in the file, {is_} now" for s, (was, is_) in pairs.items() if was != is_]


def _said(text: str) -> dict[str, str]:
    """The first two cells of each row that is about a claim."""
    rows = (re.split(r"(?<!\\)\|", line) for line in text.splitlines() if line.startswith("| ["))
    return {cells[1].strip(): cells[2].strip() for cells in rows}


def _note(path: str, rows: Sequence[Row]) -> str:
    good = sum(standing_of(row).supported for row in rows)
    lines = [
        f"## [{PurePosixPath(path).stem}]({path})",
        "",
        f"{good} of {count(len(rows), 'claim')} came out as declared.",
        "",
        table_line(COLUMNS),
        table_line(["---"] * len(COLUMNS)),
        *map(table_line, map(_cells, rows)),
    ]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> list[str]:
    path, _, name = str(row.get("test") or f"{test_path(row)}::{test_name(row)}").partition("::")
    said = f"[{escaped(statement(row))}]({path}#{name})"
    return [said, standing_of(row).word, "; ".join(_evidence(row)), _replicas(row)]


def _evidence(row: Row) -> Iterator[str]:
    for case in row["cases"]:
        parts = [_comparison(c) for c in case.get("comparisons") or ()]
        if weakened := case.get("weakened"):
            parts.append(escaped(f"only weakened by its controls: {'; '.join(weakened)}"))
        if parts:
            name = case.get("case")
            yield (f"{escaped(name)}: " if name else "") + ", ".join(parts)


def _comparison(c: Mapping[str, Any]) -> str:
    return escaped(relation(c) or c.get("text", ""))


def _replicas(row: Row) -> str:
    """Wins of replicas, one pair where all cases agree, and by stratum where there are strata."""
    pairs = [
        f"{c.get('wins')}/{c.get('replicas')}{_by_stratum(c)}"
        for case in row["cases"]
        for c in case.get("comparisons") or ()
    ]
    return ", ".join(dict.fromkeys(pairs)) or "–"


def _by_stratum(c: Mapping[str, Any]) -> str:
    """`` (hidden 16–128: 48 48 48 48)``."""
    strata = c.get("strata") or ()
    parts = []
    for name in dict.fromkeys(s["condition"] for s in strata):
        of_name = [s for s in strata if s["condition"] == name]
        wins = " ".join(str(s["wins"]) for s in of_name)
        parts.append(f"{name} {_range([str(s['value']) for s in of_name])}: {wins}")
    return f" ({escaped('; '.join(parts))})" if parts else ""


def _range(values: Sequence[str]) -> str:
    """The first and the last of numbers that grow; all of other values."""
    try:
        numbers = [float(value) for value in values]
    except ValueError:
        return ", ".join(values)
    grows = len(numbers) > 2 and numbers == sorted(numbers)
    return f"{values[0]}–{values[-1]}" if grows else ", ".join(values)


def table_line(cells: Sequence[str]) -> str:
    """A line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def escaped(text: object) -> str:
    """Text that is neither a table's border nor Markdown."""
    escaped = "".join(f"\\{c}" if c in r"\`*_[]<>|" else c for c in str(text))
    return " ".join(escaped.split())
