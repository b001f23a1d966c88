"""VERDICTS.md: every statement with its verdict, so that its diff is the scientific changelog.

Statements and verdicts are the same on every machine; the last digit of a median may not be, since
kernels round differently and training amplifies it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pytest_claims.recording.standings import (
    Row,
    count,
    figure,
    standing_of,
    statement,
    stem,
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
    for row in ledger.get("claims") or ():
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
        f"## [{stem(rows[0])}]({path})",
        "",
        f"{good} of {count(len(rows), 'claim')} came out as declared.",
        "",
        _line(COLUMNS),
        _line(["---"] * len(COLUMNS)),
        *map(_line, map(_cells, rows)),
    ]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> list[str]:
    path, _, name = str(row.get("test") or f"{test_path(row)}::{test_name(row)}").partition("::")
    said = f"[{_plain(statement(row))}]({path}#{name})"
    return [said, standing_of(row).word, "; ".join(_evidence(row)), _replicas(row)]


def _evidence(row: Row) -> Iterator[str]:
    for case in row.get("cases") or ():
        parts = [_comparison(c) for c in case.get("comparisons") or ()]
        if parts:
            name = case.get("case")
            yield (f"{_plain(name)}: " if name else "") + ", ".join(parts)


def _comparison(c: Mapping[str, Any]) -> str:
    left, right = c.get("left"), c.get("right")
    if not left or not right:
        return _plain(c.get("text", ""))
    symbol = next(
        (s for s in (" >= ", " <= ", " > ", " < ") if s in str(c.get("text"))), " against "
    )
    measured, against = (figure(float(side["median"]), 2) for side in (left, right))
    if c.get("class") == "checked":  # a rounding error is the machine's, not the model's
        measured, symbol = "", symbol.lstrip()
    return _plain(f"{measured}{symbol}{against}")


def _replicas(row: Row) -> str:
    """Wins of replicas, one pair where all cases agree."""
    pairs = [
        f"{c.get('wins')}/{c.get('replicas')}"
        for case in row.get("cases") or ()
        for c in case.get("comparisons") or ()
    ]
    return ", ".join(dict.fromkeys(pairs)) or "–"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: object) -> str:
    """Text that is neither a table's border nor Markdown."""
    escaped = "".join(f"\\{c}" if c in r"\`*_[]<>|" else c for c in str(text))
    return " ".join(escaped.split())
