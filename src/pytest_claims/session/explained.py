"""Why a claim came out as it did: what was compared, how often it was won, what controls did."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from pytest_claims.recording.ledger import Row
from pytest_claims.recording.sides import is_number
from pytest_claims.recording.standings import statement
from pytest_claims.recording.tally import certainty, tally
from pytest_claims.session.blamed import accusation, others

CROSSED = '✗ and the title "refuted"'
CURES = {
    ("REFUTED", "holds"): f"Write what is true, or report it as a false belief: {CROSSED}.",
    ("HOLDS", "refuted"): f"Take away {CROSSED}: this is no false belief.",
    ("VACUOUS", "holds"): "Name a control that takes away what the sentence rests on.",
    ("VACUOUS", "refuted"): "Name a control under which the false belief would be true.",
    ("INCONCLUSIVE", "holds"): "Claim less, or measure what tells more.",
    ("INCONCLUSIVE", "refuted"): "Claim more, or measure what tells more.",
}
"""What there is to do, by the verdict and what the note declares."""
SIDES = ("left", "right")


def explain(claim: Row, case: Row, reproduce: str) -> str:
    """Why a case failed: the sentence, what was measured, the control, how to see it again."""
    declared = " (declared refuted)" if claim["declared"] == "refuted" else ""
    name = f"[{case['case']}]" if case["case"] else ""
    own = CURES.get((case["verdict"], claim["declared"]))
    shown = f" for {case['subject']}" if case.get("subject") else ""
    lines = [
        *filter(None, [accusation(case, claim["declared"]) or own]),
        f"{claim['note']}:{claim['line']} says{declared}:",
        textwrap.indent(textwrap.fill(claim["sentence"], 92), "  "),
        *stated(claim),
        f"{claim['test']}{name} measured {case['verdict']}{shown}:",
        *(f"  {line}" for source in claim["source"] for line in source.splitlines()),
        *(line for row in case["comparisons"] for line in comparison(row)),
        *(f"  {line}" for c in case["controls"] for line in controlled(c, case["comparisons"])),
        *(f"  {line}" for line in others(case, claim["declared"])),
        f"  {reproduce}",
    ]
    return "\n".join(lines)


def stated(claim: Row) -> list[str]:
    """The statement, where it is more than the sentence."""
    said = statement(claim)
    if said.removesuffix(".") == claim["sentence"].removesuffix("."):
        return []
    return ["which states:", textwrap.indent(textwrap.fill(said, 92), "  ")]


def comparison(row: Row) -> list[str]:
    """One comparison with its count and both sides."""
    lines = [f"  {row['verdict']}: {count(row)}"]
    for side in SIDES:
        if side in row and not is_number(row[side]["text"]):
            lines.append(f"    {row[side]['text']}: {middle(row[side])}")
    if "strata" in row:
        lines.append(f"    wins by stratum: {by_stratum(row)}")
    if "settle" in row:
        lines.append(f"    {settle(row)}")
    return lines


def middle(side: Row) -> str:
    """``median 3.1 [2.9, 3.4]``, or the one value that there is."""
    if len(set(side["values"])) <= 1:
        return f"{side['median']}{' in each replica' if len(side['values']) > 1 else ''}"
    return f"median {side['median']} [{side['low']}, {side['high']}]"


def by_stratum(row: Row) -> str:
    """``hidden=16: 6/6, hidden=32: 5/6``."""
    return ", ".join(
        f"{s['condition']}={s['value']}: {s['wins']}/{s['replicas']}" for s in row["strata"]
    )


def controlled(control: Row, comparisons: Sequence[Row]) -> list[str]:
    """A control and what it did to each assertion."""
    why = f" ({control['because']})" if control.get("because") else ""
    on = f", measured on {control['on']}" if control.get("on") else ""
    lines = [f"control {control['name']}{why}{on}: {control['result']}"]
    for row, beside in zip(comparisons, control.get("assertions") or (), strict=False):
        if beside:
            counted = {key: row[key] for key in row if key not in SIDES} | beside
            said = f"{row['text']}: {tally(counted)}{infinite(beside)}"
            lines.append(f"  {beside['result']}: {said}")
    return lines


def infinite(beside: Row) -> str:
    """Where a control made both sides infinite, so that they tie."""
    met, of = beside.get("infinite"), beside["replicas"]
    return f"; inf meets inf in {met} of {of} replicas" if met else ""


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
                return name + count(row) + undecided(row)
        if case.get("reason"):
            return name + opening(str(case["reason"])) + unsettled(case)
    return ""


def opening(reason: str) -> str:
    """The first line of a reason, and what it announces where it ends with a colon."""
    first, *others = reason.splitlines()
    announced = "; ".join(line.strip() for line in others) if first.endswith(":") else ""
    return " ".join(filter(None, [first, announced]))


def undecided(row: Row) -> str:
    """What would settle an open comparison, or which strata do not go along."""
    if row.get("behind"):
        return f"; no clear majority at {', '.join(row['behind'])} ({by_stratum(row)})"
    return f"; {settle(row)}" if "settle" in row else ""


def unsettled(case: Row) -> str:
    """What would settle a control that is open."""
    for control in case.get("controls", []):
        if control["result"] == "open":
            needed = control["replicas_needed"]
            about = "no number of" if needed == "inf" else f"about {needed:,}"
            return f": {tally(control)}; at the observed shares {about} replicas would settle it"
    return ""


def count(row: Row) -> str:
    """Wins, losses and replicas of one comparison, and how sure that is."""
    said = f"{row['text']}: {tally(row)}"
    if row["class"] == "checked":
        return f"{said}; {certainty(row)}"
    low, high = row["interval"]
    return f"{said}; P(win) in [{low:.3f}, {high:.3f}], threshold {row['threshold']:g}"
