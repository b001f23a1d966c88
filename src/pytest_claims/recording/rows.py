"""Outcomes as the plain data that reports carry home and the ledger keeps."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.contest import Tried
from pytest_claims.deciding.controls import Control, Pairing
from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.outcome import Correct, Outcome
from pytest_claims.deciding.strata import Stratum
from pytest_claims.deciding.verdict import Rule, Verdict, excluded_loss_rate
from pytest_claims.declaring.event import Comparison, Operand, Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.identity import plain_conditions
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.plain import finite
from pytest_claims.recording.medians import median_interval, rounded

WORST_FIRST = [
    Verdict.ERROR,
    Verdict.VACUOUS,
    Verdict.REFUTED,
    Verdict.HOLDS,
    Verdict.INCONCLUSIVE,
    Verdict.NOT_REACHED,
    Verdict.NOT_TESTED,
]


def worst(verdicts: Sequence[str], declared: Verdict) -> Verdict:
    """A claim is as good as its worst case, relative to what the note declares."""
    found = {Verdict(v) for v in verdicts}
    return next((v for v in WORST_FIRST if v in found and v is not declared), declared)


def worst_row(rows: Sequence[dict[str, Any]], declared: Verdict) -> dict[str, Any]:
    """Of one case with several implementations, the row of the worst, and the verdict of each."""
    if len(rows) == 1:
        return rows[0]
    row = min(rows, key=lambda row: worst_first(row, declared))
    verdicts = {each["subject"]: each["verdict"] for each in rows}
    return row | {"implementations": verdicts}


def worst_first(row: dict[str, Any], declared: Verdict) -> int:
    """The place of a row among others; a failure that was expected is as good as none."""
    verdict = Verdict(row["verdict"])
    if verdict is declared:
        return len(WORST_FIRST)
    return len(WORST_FIRST) + 1 if "expected" in row else WORST_FIRST.index(verdict)


def unmeasured_row(verdict: Verdict, reason: str) -> dict[str, Any]:
    """A case of which there is nothing to report but why."""
    return {
        "verdict": verdict.value,
        "reason": reason,
        "cached": False,
        "comparisons": [],
        "controls": [],
        "mutants": [],
        "measurements": [],
    }


def case_row(outcome: Outcome, instrument: Instrument) -> dict[str, Any]:
    """What one case measured, and what was made of it."""
    measurements = outcome.body.measurements
    row = decided_row(outcome, instrument) | {
        "cached": not instrument.measured & {m.text for m in measurements},
        "mutants": [tried_row(tried, len(outcome.decided)) for tried in outcome.mutants],
        "measurements": [measurement_row(m, instrument) for m in measurements],
    }
    if outcome.correct:
        row["correct"] = [correct_row(correct) for correct in outcome.correct]
    return row


def decided_row(outcome: Outcome, draws: Draws) -> dict[str, Any]:
    """The verdict of one case, its comparisons and its controls."""
    row: dict[str, Any] = {
        "verdict": outcome.verdict.value,
        "comparisons": [comparison_row(d, draws) for d in outcome.decided],
        "controls": [tried_row(tried, len(outcome.decided)) for tried in outcome.controls],
    }
    row |= {name: told for name in ("weakened", "untouched") if (told := getattr(outcome, name))}
    return row | ({"reason": outcome.reason} if outcome.reason else {})


def tried_row(tried: Tried, assertions: int) -> dict[str, Any]:
    """A control or a mutant, what it did to each assertion, and what would settle an open one.

    One that could not be measured says why.
    """
    pairing = tried.pairing
    row: dict[str, Any] = {
        "name": tried.name,
        "result": tried.result.value,
        "wins": pairing.wins if pairing else 0,
        "replicas": pairing.replicas if pairing else 0,
        "assertions": [beside(tried.pairings.get(i)) for i in range(assertions)],
    }
    if tried.because:
        row["because"] = tried.because
    if tried.on:
        row["on"] = tried.on
    if tried.reason:
        row["reason"] = tried.reason
    if pairing and tried.result is Control.OPEN:
        row["replicas_needed"] = whole(pairing.replicas_needed)
    return row


def correct_row(correct: Correct) -> dict[str, Any]:
    """The verdict of a correct implementation, and why there is none where there is none."""
    row = {"name": correct.name, "verdict": correct.verdict.value}
    return row | ({"reason": correct.reason} if correct.reason else {})


def beside(pairing: Pairing | None) -> dict[str, Any] | None:
    """What a control did to one assertion, and how often that was won under it."""
    if pairing is None:
        return None
    row = {"result": pairing.result.value, "wins": pairing.wins, "replicas": pairing.replicas}
    return row | ({"infinite": pairing.infinite} if pairing.infinite else {})


def comparison_row(decided: Decided, draws: Draws) -> dict[str, Any]:
    """One assertion: its count, how sure that is, and both sides where it has two."""
    event, rule = decided.assertion.event, decided.population
    row: dict[str, Any] = {
        "text": decided.assertion.text,
        "class": "checked" if rule.checked else "sampled",
        "verdict": decided.verdict.value,
        "wins": int(decided.won.sum()),
        "ties": int(decided.tied.sum()),
        "ties_won": int((decided.tied & decided.won).sum()),
        "replicas": len(decided.won),
        "threshold": rule.threshold,
        "upward": rule.upward,
    }
    row |= checked(decided) if rule.checked else sampled(decided)
    row |= population(decided)
    if isinstance(event, Comparison):
        left, right = event.sides(lambda m: draws.draw(m, decided.look))
        left, right = left[: len(decided.won)], right[: len(decided.won)]
        row |= {"left": side_row(event.left, left), "right": side_row(event.right, right)}
    return row


def sampled(decided: Decided) -> dict[str, Any]:
    """The interval that decides, the error that it spends, and what would settle an open one."""
    rule, wins, replicas = decided.population, int(decided.won.sum()), len(decided.won)
    row: dict[str, Any] = {
        "interval": [round(bound, 6) for bound in rule.interval(wins, replicas)],
        "error": decided.rule.error,
    }
    if decided.verdict is Verdict.INCONCLUSIVE and not decided.behind:
        row["settle"] = settle(rule, wins, replicas)
    return row


def population(decided: Decided) -> dict[str, Any]:
    """Wins by stratum, those that do not go along, and by pairs of values where two vary."""
    if not decided.strata:
        return {}
    row: dict[str, Any] = {"strata": [stratum_row(s, decided.won) for s in decided.strata]}
    if decided.behind:
        row["behind"] = [stratum.text for stratum in decided.behind]
    conditions = list(dict.fromkeys(s.condition for s in decided.strata))
    if len(conditions) == 2:
        rows, columns = ([s for s in decided.strata if s.condition == c] for c in conditions)
        row["map"] = [[cell(r, c, decided.won) for c in columns] for r in rows]
    return row


def stratum_row(stratum: Stratum, won: NDArray[np.bool_]) -> dict[str, Any]:
    """How often one value of a condition won."""
    wins, replicas = stratum.count(won)
    return {
        "condition": stratum.condition,
        "value": stratum.value,
        "wins": wins,
        "replicas": replicas,
    }


def cell(row: Stratum, column: Stratum, won: NDArray[np.bool_]) -> list[int]:
    """Wins and replicas of those that have both values."""
    both = row.members & column.members
    return [int(won[both].sum()), int(both.sum())]


def checked(decided: Decided) -> dict[str, Any]:
    """What is checked spends no error; an ``every`` that lost none excludes higher loss rates."""
    rule, replicas = decided.rule, len(decided.won)
    if rule.kind == "exact" or not decided.won.all():
        return {"error": 0.0}
    rate = excluded_loss_rate(replicas, rule.error)
    return {"error": 0.0, "excluded": {"loss_rate": round(rate, 6), "at_error": rule.error}}


def settle(rule: Rule, wins: int, replicas: int) -> dict[str, Any]:
    """What would settle an assertion that is open after the last look."""
    return {
        "smallest_telling_share": finite(rule.smallest_telling_share(replicas)),
        "replicas_needed": whole(rule.replicas_needed(wins, replicas)),
    }


def whole(value: float) -> int | str:
    """A count for JSON; infinity where no count is enough."""
    return "inf" if value == inf else int(value)


def side_row(sample: Operand, values: Values) -> dict[str, Any]:
    """One side of a comparison: its text, its median with a 95 % interval, its replicas."""
    low, high = median_interval(values)
    return {
        "text": sample.text,
        "median": rounded(float(np.median(values))),
        "low": rounded(low),
        "high": rounded(high),
        "values": [rounded(v) for v in values],
    }


def measurement_row(measurement: Measurement, instrument: Instrument) -> dict[str, Any]:
    """What was asked of which probe, and digests of the sources that answered."""
    identity = instrument.identity(measurement)
    seconds = instrument.seconds(measurement)
    row = {
        "text": measurement.text,
        "asked_at": measurement.asked_at,
        "doc": (measurement.probe.__doc__ or "").strip(),
        "conditions": plain_conditions(measurement),
        "settings": instrument.settings(measurement),
        "evidence": {
            "probe": identity["probe sources"],
            "architecture": identity["architecture sources"],
        },
    }
    return row if seconds is None else row | {"seconds": round(seconds, 3)}
