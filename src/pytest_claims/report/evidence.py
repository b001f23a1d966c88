"""What was measured for a claim, arranged for a reader: figures, counts, controls, grounds."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import inf
from typing import Any

from pytest_claims.recording import matrix
from pytest_claims.recording.standings import (
    Row,
    Standing,
    figure,
    standing,
    standing_of,
    test_name,
    test_path,
)
from pytest_claims.recording.tally import certainty, tally
from pytest_claims.report import measured
from pytest_claims.report.curves import Curve, curve
from pytest_claims.report.rivals import Bar, removed, rivals
from pytest_claims.report.scale import Scale, Tick
from pytest_claims.report.strata import Strata, strata
from pytest_claims.report.strips import Strip, scale_of, strip

MUTANTS = {
    "turned": "caught",
    "weakened": "caught",
    "same": "survives",
    "open": "not settled",
    "void": "not measured",
}
FIGURES = 2
"""With more cases than this each is a row of a table, and all share an axis."""


@dataclass(frozen=True)
class Comparison:
    """One assertion: the replicas, the count and what it decides."""

    text: str
    strip: Strip | None
    unit: str
    bar: Bar
    rivals: tuple[Bar, ...]
    strata: Strata | None
    words: str
    settle: str


@dataclass(frozen=True)
class Case:
    """One case of a claim."""

    name: str
    standing: Standing
    comparisons: tuple[Comparison, ...]
    reason: str
    facts: str


@dataclass(frozen=True)
class Evidence:
    """All that the page says of one claim; the grounds come with its place in the prose."""

    row: Row
    standing: Standing
    cases: tuple[Case, ...]
    axes: tuple[tuple[Tick, ...], ...]
    curve: Curve | None
    probes: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str], ...]
    defaults: tuple[tuple[str, str], ...]
    medians: tuple[tuple[str, str], ...]
    controls: tuple[tuple[str, str, str], ...]
    mutants: Mapping[str, str]
    correct: Mapping[str, Standing]
    kind: str
    marks: tuple[str, ...]
    test: str
    test_path: str
    reproduce: str

    @property
    def figures(self) -> bool:
        """Whether each case has a drawing of its own."""
        return len(self.cases) <= FIGURES


def evidence(row: Row, run: Mapping[str, Any]) -> Evidence:
    """The evidence of a claim's row."""
    cases = measured.named(row.get("cases") or ())
    unit, declared = measured.unit_of(row), str(row.get("declared", "holds"))
    scales = tuple(_scales(cases)) if len(cases) > FIGURES else ()
    path, _, name = str(row.get("test") or f"{test_path(row)}::{test_name(row)}").partition("::")
    return Evidence(
        row=row,
        standing=standing_of(row),
        cases=tuple(shown(case, declared, unit, scales) for case in cases),
        axes=tuple(tuple(scale.ticks()) for scale in scales),
        curve=curve(cases),
        probes=tuple(measured.probes(cases)),
        conditions=tuple(measured.conditions(cases)),
        defaults=tuple(measured.defaults(cases)),
        medians=tuple(measured.medians(cases)),
        controls=tuple(removed(cases)),
        mutants=_mutants(row),
        correct=_correct(row),
        kind=kind(row),
        marks=tuple(_marks(row, run)),
        test=name,
        test_path=path,
        reproduce=reproduce(f"{path}::{name}", run),
    )


def kind(row: Row) -> str:
    """``checked``, ``sampled``, or nothing where nothing was compared."""
    classes = {c.get("class", "") for case in row.get("cases") or () for c in comparisons(case)}
    return "sampled" if "sampled" in classes else "checked" if classes else ""


def _marks(row: Row, run: Mapping[str, Any]) -> Iterator[str]:
    """What each mark says of the claim, in the words of the project."""
    words: Mapping[str, Any] = run.get("marks") or {}
    for mark in map(str, row.get("marks") or ()):
        said = str(words.get(mark) or mark).rstrip(".")
        yield f"{said[:1].upper()}{said[1:]}."


def comparisons(case: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The comparisons of a case; one that was not reached has none."""
    return case.get("comparisons") or ()


def reproduce(test: str, run: Mapping[str, Any]) -> str:
    """The command that measures this claim again, and nothing else."""
    return shlex.join(["pytest", test, "--claims-fresh", *run.get("options", ())])


def _scales(cases: Sequence[Mapping[str, Any]]) -> Iterator[Scale]:
    """For each comparison of the claim the axis that all its cases share."""
    for same in zip_longest(*map(comparisons, cases), fillvalue={}):
        yield scale_of(c.get(side) for c in same for side in ("left", "right"))


def shown(
    case: Mapping[str, Any],
    declared: str = "holds",
    unit: str = "",
    scales: Sequence[Scale] = (),
) -> Case:
    """One case of a row; ``scales`` are axes that its comparisons share with other cases."""
    seconds, cached = case.get("seconds"), case.get("cached")
    facts = [
        "measured earlier" if cached else "measured in this run" if cached is False else "",
        f"{figure(float(seconds), 2)} s" if seconds else "",
    ]
    return Case(
        name=str(case.get("case") or ""),
        standing=standing(str(case.get("verdict", "")), declared),
        comparisons=tuple(
            _comparison(c, unit, scale, tuple(rivals(case, n)))
            for n, (c, scale) in enumerate(
                zip_longest(comparisons(case), scales[: len(comparisons(case))])
            )
        ),
        reason=str(case.get("reason") or _open_control(case)),
        facts=", ".join(filter(None, facts)),
    )


def _comparison(
    c: Mapping[str, Any], unit: str, scale: Scale | None, rivals: tuple[Bar, ...]
) -> Comparison:
    low_high = c.get("interval")
    sampled = c.get("class") != "checked"
    bar = Bar(
        name="as claimed",
        wins=int(c.get("wins") or 0),
        replicas=int(c.get("replicas") or 0),
        interval=(float(low_high[0]), float(low_high[1])) if low_high and sampled else None,
        threshold=float(c.get("threshold", 0.5)) if sampled else None,
    )
    return Comparison(
        text=str(c.get("text", "")),
        strip=strip(c.get("left"), c.get("right"), scale),
        unit=str((c.get("left") or {}).get("unit") or unit),
        bar=bar,
        rivals=rivals,
        strata=strata(c),
        words=_words(bar, c),
        settle=_settle(c),
    )


def _words(bar: Bar, c: Mapping[str, Any]) -> str:
    if bar.interval is None:
        return f"{tally(c)}; {certainty(c)}"
    low, high = bar.interval
    return (
        f"{tally(c)}; "
        f"probability {figure(low, 2)} to {figure(high, 2)} against {figure(bar.threshold, 2)}"
    )


def _settle(c: Mapping[str, Any]) -> str:
    settle = c.get("settle") or {}
    needed, telling = (settle.get(k) for k in ("replicas_needed", "smallest_telling_share"))
    words = [_needed(float(needed))] if needed is not None else []
    if telling is not None and float(telling) <= 1:
        share = figure(float(telling), 2)
        words.append(f"{c.get('replicas')} replicas could have told a share of {share}.")
    return " ".join(words)


def _needed(replicas: float) -> str:
    if replicas == inf:
        return "No number of replicas would settle it at the share seen."
    return f"At the share seen, about {figure(replicas, 2)} replicas would settle it."


def _open_control(case: Mapping[str, Any]) -> str:
    """Why a case is open whose comparisons are decided."""
    for control in case.get("controls") or ():
        if "replicas_needed" in control:
            needed = _needed(float(control["replicas_needed"]))
            return f"The control {control['name']} does not settle it. {needed}"
    return ""


def _mutants(row: Row) -> dict[str, str]:
    """What became of each mutant that was tried on this claim."""
    return {name: MUTANTS[found[row["id"]]] for name, found in matrix.mutants([row], {}).items()}


def _correct(row: Row) -> dict[str, Standing]:
    """Where the claim stands with each correct implementation that was tried."""
    declared = str(row.get("declared", "holds"))
    found = matrix.correct([row], {})
    return {name: standing(by[row["id"]], declared) for name, by in found.items()}
