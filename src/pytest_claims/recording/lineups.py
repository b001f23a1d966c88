"""One case with each of the implementations under test: what each made of it, and where two of
them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pytest_claims.deciding.apart import Difference, differences, drawn
from pytest_claims.deciding.outcome import Outcome
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.recording.medians import rounded
from pytest_claims.recording.rows import worst_row
from pytest_claims.recording.sides import against, is_exact
from pytest_claims.recording.tally import tally

Row = dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """The row of one implementation, and the outcome behind it where one was reached."""

    row: Row
    outcome: Outcome | None = None


def side_by_side(
    attempts: Sequence[Attempt], declared: Verdict, instrument: Instrument, error: float
) -> Row:
    """The row of the case: that of the worst, with what each made of it.

    Where there is no difference between any two of them, one is told with at most this
    probability.
    """
    row = worst_row([attempt.row for attempt in attempts], declared)
    if not any(attempt.row.get("subject") for attempt in attempts):
        return row
    row = row | {"tried": [tried_row(attempt.row) for attempt in attempts]}
    reached = {
        attempt.row["subject"]: drawn(instrument, attempt.outcome)
        for attempt in attempts
        if attempt.outcome is not None and len(attempts) > 1
    }
    pairs = list(combinations(reached, 2))
    apart = [
        difference_row(one, other, difference)
        for one, other in pairs
        for difference in differences(reached[one], reached[other], error / len(pairs))
    ]
    return row | ({"apart": apart} if apart else {})


def meets(outcome: Outcome, subject: Substitution) -> bool:
    """Whether the case measures one of these implementations at all."""
    theirs = list(subject.objects.values())
    return any(m.architecture is one for m in outcome.body.measurements for one in theirs)


def tried_row(row: Row) -> Row:
    """What one implementation made of the case, and why."""
    kept = {key: row[key] for key in ("subject", "verdict", "concerned", "expected") if key in row}
    said, on = why(row), [c["on"] for c in row.get("controls", ()) if "on" in c]
    return kept | ({"reason": said} if said else {}) | ({"controls on": on[0]} if on else {})


def why(row: Row) -> str:
    """The comparison that decided against it, or why there is none; empty where all went well."""
    for compared in row.get("comparisons", ()):
        if compared["verdict"] == row["verdict"] and row["verdict"] != Verdict.HOLDS:
            return f"{compared['text']}: {tally(compared)}{medians(compared)}"
    return str(row.get("reason", "")).partition("\n")[0]


def medians(compared: Row) -> str:
    """Those of both sides, where they are known and the tally does not tell them."""
    found = "" if is_exact(compared) else against(compared)
    return f", medians {found}" if found else ""


def difference_row(first: str, second: str, difference: Difference) -> Row:
    """Two implementations, and the measurement of which they give different numbers."""
    return {
        "subjects": [first, second],
        "text": difference.text,
        "medians": [rounded(difference.first), rounded(difference.second)],
        "more": difference.more,
        "less": difference.less,
        "replicas": difference.replicas,
    }
