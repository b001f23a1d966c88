"""What the terminal shows of an audit."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.notes.accounting import accounted
from pytest_claims.notes.note import Note
from pytest_claims.recording import matrix
from pytest_claims.recording.ledger import Ledger, Row
from pytest_claims.recording.standings import statement
from pytest_claims.recording.tally import certainty, tally
from pytest_claims.session.prose import premises, wording

Status = tuple[str, str, Any]
TOO_LONG = "that would have taken more than its share of the time"


def status(claim: Row) -> Status:
    """pytest's category, the letter and the word for one case."""
    verdict = Verdict(claim["row"]["verdict"])
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
    lines = [f"claims: {len(ledger.rows)} in {len(notes)} notes, seed {run['seed']}, {bound(run)}"]
    return [*lines, f"under test: {subjects(run['subjects'])}"] if run["subjects"] else lines


def subjects(named: Mapping[str, str]) -> str:
    """The project's own by their module, and what stands in for one with its place."""
    own: dict[str, list[str]] = {}
    others = []
    for name, target in named.items():
        module, _, attribute = target.rpartition(":")
        if attribute == name:
            own.setdefault(module, []).append(name)
        else:
            others.append(f"{name} is {target}")
    return "; ".join([*others, *(f"{', '.join(names)} of {m}" for m, names in own.items())])


def bound(run: Row) -> str:
    """How often a verdict may be false; what is checked and not inferred has no such bound."""
    each, whole = run["error_per_claim"], run["error_of_audit"]
    return f"error at most {each:g} per claim, {whole:g} for the audit, every(...) aside"


def explain(claim: Row, case: Row, reproduce: str) -> str:
    """Why a case failed: the sentence, what was measured, the control, how to see it again."""
    declared = " (declared refuted)" if claim["declared"] == "refuted" else ""
    name = f"[{case['case']}]" if case["case"] else ""
    lines = [
        f"{claim['note']}:{claim['line']} says{declared}:",
        textwrap.indent(textwrap.fill(claim["sentence"], 92), "  "),
        *stated(claim),
        f"{claim['test']}{name} measured {case['verdict']}:",
        *(f"  {line}" for source in claim["source"] for line in source.splitlines()),
        *(line for row in case["comparisons"] for line in comparison(row)),
        *(f"  control {c['name']}: {c['result']}, {tally(c)}" for c in case["controls"]),
        f"  {reproduce}",
    ]
    return "\n".join(lines)


def stated(claim: Row) -> list[str]:
    """The statement, where it is more than the sentence."""
    said = statement(claim)
    if said == claim["sentence"]:
        return []
    return ["which states:", textwrap.indent(textwrap.fill(said, 92), "  ")]


def comparison(row: Row) -> list[str]:
    """One comparison with its count and both sides."""
    lines = [f"  {row['verdict']}: {count(row)}"]
    for side in ("left", "right"):
        if side in row and len(set(row[side]["values"])) > 1:
            s = row[side]
            lines.append(f"    {s['text']}: median {s['median']} [{s['low']}, {s['high']}]")
    if "settle" in row:
        lines.append(f"    {settle(row)}")
    return lines


def settle(row: Row) -> str:
    """What would settle an open comparison."""
    share, needed = row["settle"]["smallest_telling_share"], row["settle"]["replicas_needed"]
    told = f"this run could have told a share of wins of {share:.2f} from {row['threshold']:g}"
    if needed == "inf":
        return f"{told}; the observed share is the threshold, which no number of replicas can tell"
    return f"{told}; at the observed share about {needed:,} replicas would settle it"


def reason(claim: Row) -> str:
    """One line on a claim that did not come out as declared."""
    for case in claim["cases"]:
        name = f"[{case['case']}] " if case["case"] else ""
        for row in case.get("comparisons", []):
            if row["verdict"] == claim["verdict"]:
                return name + count(row) + (f"; {settle(row)}" if "settle" in row else "")
        for control in case.get("controls", []):
            if control["result"] != "turned":
                return name + unturned(control)
        if case.get("reason"):
            return name + str(case["reason"]).splitlines()[0]
    return ""


def unturned(control: Row) -> str:
    """A control that did not turn its claim, and what would settle one that is open."""
    said = f"the control {control['name']} did not turn it ({control['result']})"
    if control["result"] != "open":
        return said
    needed = control["replicas_needed"]
    about = "no number of" if needed == "inf" else f"about {needed:,}"
    return f"{said}: {tally(control)}; at the observed shares {about} replicas would settle it"


def count(row: Row) -> str:
    """Wins, losses and replicas of one comparison, and how sure that is."""
    said = f"{row['text']}: {tally(row)}"
    if row["class"] == "checked":
        return f"{said}; {certainty(row)}"
    low, high = row["interval"]
    return f"{said}; P(win) in [{low:.3f}, {high:.3f}], threshold {row['threshold']:g}"


def summary(tr: pytest.TerminalReporter, ledger: Ledger, thin: Sequence[Note]) -> None:
    """One line per note, one per claim that is not as declared, and what weakens the rest."""
    tr.section("claims")
    rows = list(ledger.rows.values())
    for note in ledger.notes:
        if note.claims:
            tr.write_line(note_line(note, [ledger.rows[claim.id] for claim in note.claims]))
    for row in rows:
        if not row["as_declared"] and row["verdict"] != Verdict.NOT_REACHED:
            declared = ", declared refuted" if row["declared"] == "refuted" else ""
            place = f"{row['note']}:{row['line']} {row['id']}"
            tr.write_line(f"{place}: {row['verdict']}{declared}", red=True)
            tr.write_line(f"    {statement(row)}")
            tr.write_line(f"    {reason(row)}")
    for note in thin:
        tr.write_line(
            f"{note.path}: only {accounted(note):.0%} of the sentences in Core Assumptions and "
            "What Failed are tested, derived or cited",
            red=True,
        )
    for line in premises(ledger, supported=False):
        tr.write_line(line, red=True)
    for line in premises(ledger, supported=None):
        tr.write_line(line, yellow=True)
    for trouble in ledger.troubles:
        tr.write_line(trouble, red=True)
    matrices(tr, ledger)
    for line in evidence(rows):
        tr.write_line(line, yellow=True)
    if tr.verbosity >= 0:
        for line in [*wording(ledger), *without_control(rows)]:
            tr.write_line(line)
        tr.write_line(bound(ledger.run))


def evidence(rows: Sequence[Row]) -> list[str]:
    """How much evidence was damaged or not repeated, and why none could be kept."""
    cases = [case for row in rows for case in row["cases"] if not case.get("earlier")]
    damaged, skipped = (sum(c.get(k, 0) for c in cases) for k in ("unreadable", "not repeated"))
    again = f"{damaged} pieces of evidence could not be read and were measured again"
    once = f"{skipped} new measurements were not repeated: {TOO_LONG}"
    reasons = dict.fromkeys(case["not kept"] for case in cases if "not kept" in case)
    kept = [f"some evidence was not kept: {next(iter(reasons))}"] if reasons else []
    return [*[again][: bool(damaged)], *kept, *[once][: bool(skipped)]]


def without_control(rows: Sequence[Row]) -> list[str]:
    """Claims that nothing could turn, and why."""
    return [f"no control: {row['id']}: {row['no_control']}" for row in rows if row["no_control"]]


def matrices(tr: pytest.TerminalReporter, ledger: Ledger) -> None:
    """Which claims each mutant turns, and how several implementations compare."""
    for mutant, results in ledger.mutants().items():
        turned = [claim for claim, result in results.items() if result == "turned"]
        words = f"turns {len(turned)} of {len(results)} claims: {', '.join(turned)}"
        tr.write_line(
            f"mutant {mutant} {words if turned else unturned_mutant(results)}", red=not turned
        )
    compared = matrix.implementations(list(ledger.rows.values()))
    apart = set(matrix.told_apart(compared))
    for claim, verdicts in compared.items():
        mark = "≠" if claim in apart else " "
        words = "; ".join(f"{name}: {verdict}" for name, verdict in verdicts.items())
        tr.write_line(f"{mark} {claim}: {words}")


def unturned_mutant(results: Mapping[str, str]) -> str:
    """A mutant that no claim turns for; one that cannot be measured has survived nothing."""
    broken = sum(result == "error" for result in results.values())
    if not broken:
        return f"survives all {len(results)} claims that measure it"
    if broken == len(results):
        return f"could not be measured by any of {broken} claims"
    left = len(results) - broken
    return f"survives {left} claims that measure it, and could not be measured by {broken}"


def note_line(note: Note, rows: Sequence[Row]) -> str:
    """Counts of verdicts and of sentences of one note."""
    count = Counter(
        "REFUTED as declared" if r["declared"] == "refuted" and r["as_declared"] else r["verdict"]
        for r in rows
    )
    verdicts = ", ".join(f"{n} {word}" for word, n in count.items())
    kinds = Counter(s.kind for s in note.sentences)
    prose = ", ".join(f"{kinds[k]} {k}" for k in ("tested", "derived", "cited", "argued"))
    earlier = sum(r["earlier"] and r["verdict"] != Verdict.NOT_REACHED for r in rows)
    kept = f" ({earlier} from an earlier run)" if earlier else ""
    return f"{note.stem:<15} {len(rows):>3} claims: {verdicts}{kept}; sentences: {prose}"
