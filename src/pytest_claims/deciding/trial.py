"""One case of a claim, from its declared body to its verdict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytest_claims.deciding.contest import Tried, contest, refuse_merged, touched
from pytest_claims.deciding.controls import TELLING, Control, best
from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.event import Assertion, Body
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.faults import TRYING, ClaimError
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.replicas import LOOKS

Declare = Callable[[Measure], None]
"""Runs the claim's body with this ``measure``."""


@dataclass(frozen=True)
class Case:
    """What is known of one case before it is tried.

    ``error`` is the case's part of the claim's error; ``subject`` is what stands in for the
    named architectures in this run; ``until`` is after how many replicas an ``every`` holds;
    ``root`` is the project's folder, from which places are told; ``common`` are conditions that
    every architecture takes.
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
    common: Collection[str] = ()


@dataclass
class Outcome:
    """The verdict of one case, and everything that it rests on."""

    verdict: Verdict
    body: Body
    decided: list[Decided]
    controls: list[Tried] = field(default_factory=list)
    mutants: list[Tried] = field(default_factory=list)
    reason: str = ""  # why the controls did not let it stand

    @property
    def weakened(self) -> list[str]:
        """Assertions that controls weaken and none turns."""
        return [
            self.decided[i].assertion.text
            for i, result in told(self.controls).items()
            if result is Control.WEAKENED
        ]

    @property
    def untouched(self) -> list[str]:
        """Where several architectures are compared, the arms that no control changes.

        Whether such an arm could have come out otherwise is not shown.
        """
        arms = {m.text: m.architecture for m in self.body.measurements}
        if not self.controls or len({*arms.values()}) < 2:
            return []
        changed = frozenset().union(*(tried.touched for tried in self.controls))
        return [text for text in arms if text not in changed]


def attempt(case: Case) -> Outcome:
    """Measure and decide; where the case came out as declared, let each control try to turn it."""
    body = declare(case, case.subject).body
    decided = decide(case, body)
    outcome = Outcome(joint(decided), body, decided)
    if outcome.verdict is not case.declared:
        return outcome
    for control in case.controls:
        outcome.controls.append(try_control(case, outcome, control))
    outcome.mutants = [try_mutant(case, outcome, mutant) for mutant in mutants_of(case, body)]
    if outcome.controls:
        judge_controls(case, outcome)
    return outcome


def judge_controls(case: Case, outcome: Outcome) -> None:
    """Each assertion must be turned or weakened, and each control must do so to one."""
    alone = {
        f"the assertion {outcome.decided[i].assertion.text}, which no control turns or weakens": r
        for i, r in told(outcome.controls).items()
    }
    idle = {f"the control {c.name}, which turns no assertion": c.result for c in outcome.controls}
    for result, verdict in (
        (Control.SAME, Verdict.VACUOUS),
        (Control.OPEN, Verdict.INCONCLUSIVE),
    ):
        if said := [words for words, found in {**alone, **idle}.items() if found is result]:
            outcome.verdict = verdict
            settled = "" if result is Control.SAME else " so far"
            outcome.reason = f"{'; '.join(said)}{settled}"
            return


def told(controls: Sequence[Tried]) -> dict[int, Control]:
    """For each assertion that was contested, the most that a control did to it."""
    places = sorted({i for tried in controls for i in tried.pairings})
    return {
        i: best([tried.pairings[i].result for tried in controls if i in tried.pairings])
        for i in places
    }


def mutants_of(case: Case, body: Body) -> list[Substitution]:
    """Every ablation of the architectures that the body measures."""
    measured = dict.fromkeys(m.architecture for m in body.measurements)
    return [Substitution({a: mutant}) for a in measured for mutant in case.mutants.get(a, ())]


def try_mutant(case: Case, outcome: Outcome, mutant: Substitution) -> Tried:
    """A mutant is tried as a control is; one that cannot be measured has turned nothing."""
    try:
        return try_control(case, outcome, mutant, wanted=[])
    except Exception as problem:
        return Tried(mutant.text, reason=f"{type(problem).__name__}: {problem}")


def declare(case: Case, substitution: Substitution) -> Measure:
    """Run the body; refuse one that could not be decided."""
    measure = Measure(substitution, root=case.root, common=case.common)
    case.declare(measure)
    measure.body.closed = True
    measure.body.check()
    return measure


def decide(case: Case, body: Body) -> list[Decided]:
    """Take the looks for all assertions together; each stops at the look that decides it."""
    decided = [Decided(a, rule) for a, rule in zip(body.assertions, rules(case, body), strict=True)]
    for d in decided:
        if why := unreachable(d.assertion, d.rule):
            raise ClaimError(why)
    for look in range(len(LOOKS)):
        for d in decided:
            if d.verdict is Verdict.INCONCLUSIVE:
                d.look_at(case.instrument, look)
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


def unreachable(assertion: Assertion, rule: Rule) -> str:
    """Why no outcome of the last look could establish this threshold; empty where one could.

    That is an error, not a verdict.
    """
    needed = rule.replicas_without_loss() if assertion.kind == "share" else 0
    if needed <= LOOKS[-1]:
        return ""
    return (
        f"{assertion.text}: a share of {assertion.threshold:g} needs {needed} "
        f"replicas without a loss, and the last look has {LOOKS[-1]}. "
        "Claim a smaller share, or write every(...) for an identity."
    )


def joint(decided: Sequence[Decided]) -> Verdict:
    """All must hold; one refuted is enough."""
    verdicts = {d.verdict for d in decided}
    if Verdict.REFUTED in verdicts:
        return Verdict.REFUTED
    return Verdict.HOLDS if verdicts == {Verdict.HOLDS} else Verdict.INCONCLUSIVE


def try_control(
    case: Case, outcome: Outcome, control: Substitution, wanted: Collection[int] | None = None
) -> Tried:
    """Replace what the control names, and see which of the assertions that came out as declared
    turn; those are ``wanted`` that no earlier control has turned or weakened."""
    contested = [i for i, d in enumerate(outcome.decided) if d.verdict is case.declared]
    if wanted is None:
        done = told(outcome.controls)
        wanted = [i for i in contested if done.get(i) not in TELLING]
    with trying(control):
        rival = declare_rival(case, outcome.body, control)
        pairings = contest(
            case.instrument, outcome.decided, rival, contested=contested, wanted=wanted
        )
        changed = touched(outcome.body, rival)
        return Tried(control.text, pairings, because=control.because, touched=changed)


def declare_rival(case: Case, body: Body, control: Substitution) -> Body:
    """The body under a control; refuses one that replaces nothing, or that leaves nothing to
    compare."""
    measure = declare(case, case.subject.then(control))
    if not measure.replaced_by(control):
        raise ClaimError(
            f"the control {control.text} replaces nothing that the claim measures "
            f"({'; '.join(m.text for m in measure.body.measurements)}). "
            "Name an architecture that it measures or a condition that it passes."
        )
    refuse_merged(body, measure.body, control.text)
    return measure.body


@contextmanager
def trying(control: Substitution) -> Iterator[None]:
    """What goes wrong inside says under which control it did."""
    try:
        yield
    except Exception as problem:
        problem.add_note(f"{TRYING}{control.text}")
        raise
