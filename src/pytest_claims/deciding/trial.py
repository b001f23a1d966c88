"""One case of a claim, from its declared body to its verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.controls import Control, Pairing, compare
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.event import Assertion, Body, Draw, Values
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Measurement, Substitution
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.replicas import LOOKS

Declare = Callable[[Measure], None]
"""Runs the claim's body with this ``measure``."""


@dataclass(frozen=True)
class Case:
    """What is known of one case before it is tried.

    ``error`` is the case's part of the claim's error; ``subject`` is what stands in for the
    named architectures in this run; ``until`` is after how many replicas an ``every`` holds;
    ``root`` is the project's folder, from which places are told.
    """

    declare: Declare
    instrument: Instrument
    error: float
    declared: Verdict = Verdict.HOLDS
    controls: Sequence[Substitution] = ()
    mutants: Mapping[Any, Sequence[Any]] = field(default_factory=dict)
    subject: Substitution = field(default_factory=Substitution)
    until: int = LOOKS[-1]
    root: Path = Path()


@dataclass
class Decided:
    """One assertion, its rule, and what the replicas of the look that decided it said."""

    assertion: Assertion
    rule: Rule
    verdict: Verdict = Verdict.INCONCLUSIVE
    look: int = 0
    won: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    tied: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def look_at(self, draw: Draw, look: int) -> None:
        """Count the wins of all replicas up to this look, and decide."""
        self.look = look
        self.won, self.tied = self.assertion.event.outcomes(draw)
        self.verdict = self.rule.decide(int(self.won.sum()), len(self.won))


@dataclass
class Tried:
    """A control or mutant beside the assertion that says most of it.

    There is no pairing where it could not be measured, for this ``reason``.
    """

    name: str
    pairing: Pairing | None
    reason: str = ""

    @property
    def result(self) -> Control:
        """What it did to the claim."""
        return self.pairing.result if self.pairing else Control.ERROR


@dataclass
class Outcome:
    """The verdict of one case, and everything that it rests on."""

    verdict: Verdict
    body: Body
    decided: list[Decided]
    controls: list[Tried] = field(default_factory=list)
    mutants: list[Tried] = field(default_factory=list)


def attempt(case: Case) -> Outcome:
    """Measure and decide; where the case came out as declared, let each control try to turn it."""
    body = declare(case, case.subject).body
    decided = decide(case, body)
    outcome = Outcome(joint(decided), body, decided)
    if outcome.verdict is not case.declared:
        return outcome
    outcome.controls = [try_control(case, decided, control) for control in case.controls]
    outcome.mutants = [try_mutant(case, decided, mutant) for mutant in mutants_of(case, body)]
    results = {tried.result for tried in outcome.controls}
    if Control.SAME in results:
        outcome.verdict = Verdict.VACUOUS
    elif Control.OPEN in results:
        outcome.verdict = Verdict.INCONCLUSIVE
    return outcome


def mutants_of(case: Case, body: Body) -> list[Substitution]:
    """Every ablation of the architectures that the body measures."""
    measured = dict.fromkeys(m.architecture for m in body.measurements)
    return [Substitution({a: mutant}) for a in measured for mutant in case.mutants.get(a, ())]


def try_mutant(case: Case, decided: Sequence[Decided], mutant: Substitution) -> Tried:
    """A mutant is tried as a control is; one that cannot be measured has turned nothing."""
    try:
        return try_control(case, decided, mutant)
    except Exception as problem:
        return Tried(mutant.text, None, f"{type(problem).__name__}: {problem}")


def declare(case: Case, substitution: Substitution) -> Measure:
    """Run the body; refuse one that could not be decided."""
    measure = Measure(substitution, root=case.root)
    case.declare(measure)
    measure.body.closed = True
    measure.body.check()
    return measure


def decide(case: Case, body: Body) -> list[Decided]:
    """Take the looks for all assertions together; each stops at the look that decides it."""
    decided = [Decided(a, rule) for a, rule in zip(body.assertions, rules(case, body), strict=True)]
    for d in decided:
        refuse_unreachable(d)
    for look in range(len(LOOKS)):
        open_ones = [d for d in decided if d.verdict is Verdict.INCONCLUSIVE]
        for d in open_ones:
            d.look_at(lambda m, look=look: case.instrument.draw(m, look), look)  # type: ignore[misc]
        if joint(decided) is not Verdict.INCONCLUSIVE:
            break
    return decided


def rules(case: Case, body: Body) -> list[Rule]:
    """The sampled assertions share the error in equal parts; an ``every`` spends none of it."""
    sampled = sum(a.kind != "every" for a in body.assertions)
    part = case.error / max(1, sampled)
    return [
        Rule(a.kind, a.threshold, a.upward, case.error if a.kind == "every" else part, case.until)
        for a in body.assertions
    ]


def refuse_unreachable(decided: Decided) -> None:
    """A threshold that no outcome of the last look could establish is an error, not a verdict."""
    if decided.assertion.kind != "share":
        return
    needed = decided.rule.replicas_without_loss()
    if needed > LOOKS[-1]:
        raise ClaimError(
            f"{decided.assertion.text}: a share of {decided.assertion.threshold:g} needs {needed} "
            f"replicas without a loss, and the last look has {LOOKS[-1]}. "
            "Claim a smaller share, or write every(...) for an identity."
        )


def joint(decided: Sequence[Decided]) -> Verdict:
    """All must hold; one refuted is enough."""
    verdicts = {d.verdict for d in decided}
    if Verdict.REFUTED in verdicts:
        return Verdict.REFUTED
    return Verdict.HOLDS if verdicts == {Verdict.HOLDS} else Verdict.INCONCLUSIVE


def try_control(case: Case, decided: Sequence[Decided], control: Substitution) -> Tried:
    """Replace what the control names, and see whether the assertions that decided the case turn."""
    substitution = case.subject.then(control)
    try:
        measure = declare(case, substitution)
        if not measure.replaced_by(control):
            raise ClaimError(
                f"the control {control.text} replaces nothing that the claim measures "
                f"({'; '.join(m.text for m in measure.body.measurements)}). "
                "Name an architecture that it measures or a condition that it passes."
            )
        return Tried(control.text, contest(case, decided, measure.body))
    except Exception as problem:
        problem.add_note(f"while trying the control {control.text}")
        raise


def contest(case: Case, decided: Sequence[Decided], body: Body) -> Pairing:
    """Compare the control with the claim, replica by replica, from the look that decided it on.

    An ``every`` is compared from the first look on, since one lost replica turns it.
    One assertion that turns is enough; else the open one that is nearest to being settled.
    """
    contested = [
        (d, rival)
        for d, rival in zip(decided, body.assertions, strict=True)
        if d.verdict is case.declared
    ]
    latest: dict[int, Pairing] = {}
    for look in range(len(LOOKS)):

        def draw(measurement: Measurement, look: int = look) -> Values:
            return case.instrument.draw(measurement, look)

        for i, (d, rival) in enumerate(contested):
            first = 0 if d.rule.kind == "every" else d.look
            if look < first or (i in latest and latest[i].result is not Control.OPEN):
                continue
            own, _ = d.assertion.event.outcomes(draw)
            won, _ = rival.event.outcomes(draw)
            latest[i] = compare(d.rule, d.verdict, own, won)
            if latest[i].result is Control.TURNED:
                return latest[i]
    return min(latest.values(), key=lambda p: (p.result is not Control.OPEN, p.replicas_needed))
