"""What the terminal shows of several implementations beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_claims.recording import matrix
from pytest_claims.recording.ledger import Row
from pytest_claims.recording.tally import difference


def compared(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each claim that several were put to, ``≠`` where a verdict or a number tells two
    of them apart, and then what does."""
    found = matrix.implementations(rows)
    verdicts, numbers = set(matrix.told_apart(found)), matrix.numbers_apart(rows)
    for row in rows:
        if (said := found.get(row["id"])) is None:
            continue
        mark = "≠" if row["id"] in verdicts or row["id"] in numbers else " "
        yield f"{mark} {row['id']}: {'; '.join(f'{name}: {v}' for name, v in said.items())}"
        yield from (f"    {line}" for line in why(row, set(said.values()) - {"HOLDS"}))
        yield from (f"    {difference(one)}" for one in numbers.get(row["id"], ()))


def why(row: Row, wanted: set[str]) -> Iterator[str]:
    """For each implementation whose verdict is one of these, what decided it."""
    tried = [one for case in row["cases"] for one in case.get("tried", ())]
    seen: set[str] = set()
    for one in tried:
        if one["verdict"] in wanted and one.get("reason") and one["subject"] not in seen:
            seen.add(one["subject"])
            yield f"{one['subject']}: {one['reason']}"


def unlike_declared(row: Row) -> str:
    """The verdict of a claim that did not come out as declared, and whether that was expected."""
    declared = ", declared refuted" if row["declared"] == "refuted" else ""
    return f"{row['verdict']}{declared}" + (f", expected: {e}" if (e := excuse(row)) else "")


def excuse(row: Row) -> str:
    """Why all failures of a claim are expected; empty where one is not."""
    failed = [c for c in row["cases"] if c.get("verdict") != row["declared"].upper()]
    reasons = [case.get("expected", "") for case in failed if not case.get("earlier")]
    return "; ".join(dict.fromkeys(reasons)) if reasons and all(reasons) else ""
