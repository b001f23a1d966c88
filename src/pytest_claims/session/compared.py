"""What the terminal shows of several implementations beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pytest_claims.recording import matrix
from pytest_claims.recording.compliance import concerned, tried
from pytest_claims.recording.ledger import Row
from pytest_claims.recording.standings import count, statement
from pytest_claims.recording.tally import difference
from pytest_claims.session.each import shortened, unnamed

SHOWN = 2
"""Differences in numbers that are shown of a claim; the page shows all."""


def compared(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each claim that tells two implementations apart, by a verdict or else by a number,
    and then what does."""
    found = matrix.implementations(rows)
    verdicts, numbers = set(matrix.told_apart(found)), matrix.numbers_apart(rows)
    told: set[str] = set()
    for row in rows:
        if row["id"] not in found or row["id"] not in verdicts | set(numbers):
            continue
        known = shortened(list(found[row["id"]]))
        yield f"≠ {row['id']}: {by_verdict(found[row['id']], known)}"
        yield f"    {statement(row)}"
        reasons = [line for line in why(row, known) if line not in told]
        told.update(reasons)
        yield from (f"    {line}" for line in reasons)
        apart = [] if row["id"] in verdicts else numbers[row["id"]]
        yield from (f"    {difference(_renamed(one, known))}" for one in apart[:SHOWN])
        if more := apart[SHOWN:]:
            yield f"    {count(len(more), 'more difference')} in numbers"


def by_verdict(said: Mapping[str, str], known: Mapping[str, str]) -> str:
    """``HOLDS for a, b; REFUTED for c``, in the order of the subjects."""
    names: dict[str, list[str]] = {}
    for name, verdict in said.items():
        names.setdefault(verdict, []).append(known[name])
    return "; ".join(f"{verdict} for {', '.join(those)}" for verdict, those in names.items())


def why(row: Row, known: Mapping[str, str]) -> Iterator[str]:
    """For each implementation of which the claim does not hold, what decided it; the same reason
    is said once."""
    seen: dict[str, str] = {}
    for one in filter(concerned, tried(row)):
        if one["verdict"] != "HOLDS" and one.get("reason"):
            seen.setdefault(one["subject"], unnamed(one["reason"], one["subject"]))
    for reason in dict.fromkeys(seen.values()):
        yield f"{', '.join(known[n] for n, said in seen.items() if said == reason)}: {reason}"


def _renamed(apart: Row, known: Mapping[str, str]) -> Row:
    return apart | {"subjects": [known[name] for name in apart["subjects"]]}


def unlike_declared(row: Row) -> str:
    """The verdict of a claim that did not come out as declared, and whether that was expected."""
    declared = ", declared refuted" if row["declared"] == "refuted" else ""
    return f"{row['verdict']}{declared}" + (f", expected: {e}" if (e := excuse(row)) else "")


def excuse(row: Row) -> str:
    """Why all failures of a claim are expected; empty where one is not."""
    failed = [c for c in row["cases"] if c.get("verdict") != row["declared"].upper()]
    reasons = [case.get("expected", "") for case in failed if not case.get("earlier")]
    return "; ".join(dict.fromkeys(reasons)) if reasons and all(reasons) else ""
