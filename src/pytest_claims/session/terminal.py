"""What the terminal shows of an audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.notes.note import Note
from pytest_claims.recording import matrix
from pytest_claims.recording.compliance import concerned, tried
from pytest_claims.recording.ledger import Ledger, Row
from pytest_claims.recording.standings import statement
from pytest_claims.session import rivals
from pytest_claims.session.blamed import names
from pytest_claims.session.compared import excuse, unlike_declared
from pytest_claims.session.device import CPU
from pytest_claims.session.explained import reason
from pytest_claims.session.prose import citing, premises, wording

Status = tuple[str, str, Any]
TOO_LONG = "that would have taken more than its share of the time"


def status(claim: Row) -> Status:
    """pytest's category, the letter and the word for one case."""
    verdict = Verdict(claim["row"]["verdict"])
    if "expected" in claim["row"]:
        return "xfailed", "x", (f"{verdict.value}, expected", {"yellow": True})
    if claim["as_declared"]:
        word = "HOLDS" if verdict is Verdict.HOLDS else "REFUTED as declared"
        return "passed", ".", (word, {"green": True})
    match verdict:
        case Verdict.REFUTED:
            return "failed", "R", ("REFUTED", {"red": True})
        case Verdict.HOLDS:
            return "failed", "H", ("HOLDS, declared refuted", {"red": True})
        case Verdict.VACUOUS:
            return "failed", "V", ("VACUOUS", {"red": True})
        case Verdict.INCONCLUSIVE:
            return "inconclusive", "?", ("INCONCLUSIVE", {"yellow": True})
        case Verdict.NOT_TESTED:
            return "skipped", "s", ("not tested here", {"yellow": True})
        case _:
            return "error", "E", ("ERROR", {"red": True})


def header(ledger: Ledger) -> list[str]:
    """What is under test, and how sure a verdict is."""
    run, notes = ledger.run, [note for note in ledger.notes if note.claims]
    device = run["environment"]["device"]
    placed = "" if device == CPU else f"on {device}, "
    counted = f"claims: {len(ledger.rows)} in {len(notes)} notes, seed {run['seed']}"
    lines = [f"{counted}, {placed}{bound(run)}"]
    named = subjects(run["subjects"], run.get("understood", {}))
    return [*lines, *(["under test:", *(f"  {line}" for line in named)] if named else [])]


def subjects(named: Mapping[str, str], understood: Mapping[str, str]) -> list[str]:
    """What stands in for the project's own, each with how it is called and read where that is
    known; where nothing does, the project's own by their module."""
    own: dict[str, list[str]] = {}
    others = []
    for name, target in named.items():
        module, _, attribute = target.rpartition(":")
        if attribute == name:
            own.setdefault(module, []).append(name)
        else:
            others.append(f"{name} is {target}")
    told = [f"{name}: {line}" for name, line in understood.items()]
    return told or others or [f"{', '.join(those)} of {m}" for m, those in own.items()]


def bound(run: Row) -> str:
    """How often a verdict may be false; what is checked and not inferred has no such bound."""
    each, whole = run["error_per_claim"], run["error_of_audit"]
    return f"error at most {each:g} per claim, {whole:g} for the audit, every(...) aside"


def summary(
    tr: pytest.TerminalReporter,
    ledger: Ledger,
    thin: Sequence[str] = (),
    accounted: Sequence[str] = (),
) -> None:
    """One line per note, one per claim that is not as declared, and what weakens the rest; that
    is the project's own affair, and not told where other subjects are audited.

    ``thin`` are lines on notes that argue too much; argument in sections that are ``accounted``
    for is warned of where it says too much.
    """
    tr.section("claims")
    rows = list(ledger.rows.values())
    theirs = "understood" in ledger.run  # a person's subjects are audited, and no notes
    for note in ledger.notes:
        own = [ledger.rows[claim.id] for claim in note.claims]
        if own and (not theirs or any(met([row]) and measures(row) for row in own)):
            tr.write_line(note_line(note, own, theirs))
    unlike(tr, rows)
    if not theirs:
        premised(tr, ledger, thin)
    for trouble in ledger.troubles:
        tr.write_line(trouble, red=True)
    rivals.told(tr, ledger)
    for line in evidence(rows):
        tr.write_line(line, yellow=True)
    if tr.verbosity < 0 or theirs:
        return
    untouched = listed(rows, "untouched", UNTOUCHED) if tr.verbosity > 0 else []
    weakened = listed(rows, "weakened", WEAKENED)
    told = [
        *citing(ledger.notes),
        *wording(ledger, accounted),
        *without_control(rows),
        *weakened,
        *infinite_under_a_control(rows),
    ]
    for line in [*told, *untouched, bound(ledger.run)]:
        tr.write_line(line)


def unlike(tr: pytest.TerminalReporter, rows: Sequence[Row]) -> None:
    """Each claim that is not as declared, which subject failed it first, and why."""
    below = set(matrix.told_apart(matrix.implementations(rows)))
    known = list(dict.fromkeys(one["subject"] for row in rows for one in tried(row)))
    for row in rows:
        if not row["as_declared"] and met([row]) and row["id"] not in below:
            place, expected = f"{row['note']}:{row['line']} {row['id']}", bool(excuse(row))
            colour = {"yellow": expected, "red": not expected}
            tr.write_line(f"{names(row, known)}{place}: {unlike_declared(row)}", **colour)
            tr.write_line(f"    {statement(row)}")
            tr.write_line(f"    {reason(row)}")


def premised(tr: pytest.TerminalReporter, ledger: Ledger, thin: Sequence[str]) -> None:
    """Notes that argue too much, and what rests on a claim that does not support it."""
    for line in [*thin, *premises(ledger, supported=False)]:
        tr.write_line(line, red=True)
    for line in premises(ledger, supported=None):
        tr.write_line(line, yellow=True)


def met(rows: Sequence[Row]) -> bool:
    """Whether this audit, or one before it, reached any of these claims."""
    return any(row["verdict"] != Verdict.NOT_REACHED for row in rows)


def evidence(rows: Sequence[Row]) -> list[str]:
    """How much evidence was damaged or not repeated, and why none could be kept."""
    cases = [case for row in rows for case in row["cases"] if not case.get("earlier")]
    damaged, skipped = (sum(c.get(k, 0) for c in cases) for k in ("unreadable", "not repeated"))
    again = f"{damaged} pieces of evidence could not be read and were measured again"
    reasons = dict.fromkeys(case["not kept"] for case in cases if "not kept" in case)
    kept = [f"some evidence was not kept: {next(iter(reasons))}"] if reasons else []
    return [*[again][: bool(damaged)], *kept, *[unrepeated(skipped)][: bool(skipped)]]


def unrepeated(number: int) -> str:
    """How many should have been measured twice, and why they were not."""
    return f"{number} new measurements were not repeated: {TOO_LONG}"


def without_control(rows: Sequence[Row]) -> list[str]:
    """Claims that nothing could turn, and why."""
    return [f"no control: {row['id']}: {row['no_control']}" for row in rows if row["no_control"]]


WEAKENED = "only weakened by its controls"
UNTOUCHED = "compared with an arm that no control changes"


def listed(rows: Sequence[Row], key: str, words: str) -> list[str]:
    """Claims whose controls leave something open, by the key of a case's row, and what."""
    return [
        f"{words}: {row['id']}: {'; '.join(dict.fromkeys(told))}"
        for row in rows
        if (told := [text for case in row["cases"] for text in case.get(key, ())])
    ]


def infinite_under_a_control(rows: Sequence[Row]) -> list[str]:
    """Assertions that a control turned into a comparison of infinity with itself."""
    return [
        f"inf meets inf: {row['id']}: {compared['text']}: in {beside['infinite']} of "
        f"{beside['replicas']} replicas under the control {control['name']}"
        for row in rows
        for case in row["cases"]
        for control in case.get("controls", ())
        for compared, beside in zip(
            case["comparisons"], control.get("assertions") or (), strict=False
        )
        if beside and beside.get("infinite")
    ]


def note_line(note: Note, rows: Sequence[Row], theirs: bool = False) -> str:
    """Counts of verdicts and of sentences of one note; where ``theirs``, a person's subjects, are
    audited, of what was reached and measures one."""
    reached = [row for row in rows if met([row])]
    rows = [row for row in reached if measures(row)] if theirs else rows
    count = Counter(
        "REFUTED as declared" if r["declared"] == "refuted" and r["as_declared"] else r["verdict"]
        for r in rows
    )
    verdicts = ", ".join(f"{n} {word}" for word, n in count.items())
    kinds = Counter(s.kind for s in note.sentences)
    prose = ", ".join(f"{kinds[k]} {k}" for k in ("tested", "derived", "cited", "argued"))
    earlier = sum(r["earlier"] and r["verdict"] != Verdict.NOT_REACHED for r in rows)
    kept = f" ({earlier} from an earlier run)" if earlier else ""
    counted = f"{note.stem:<15} {len(rows):>3} claims: {verdicts}{kept}"
    if not theirs:
        return f"{counted}; sentences: {prose}"
    others = len(reached) - len(rows)
    return f"{counted}; {others} more measure no subject of this run" if others else counted


def measures(row: Row) -> bool:
    """Whether a claim met a subject of this run, or none that is known."""
    found = tried(row)
    return not found or any(map(concerned, found))
