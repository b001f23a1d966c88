"""One case of a claim, from its declared body to its verdict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pytest_claims.deciding.contest import Tried, contest, refuse_merged, touched
from pytest_claims.deciding.controls import TELLING
from pytest_claims.deciding.decided import Decided
from pytest_claims.deciding.outcome import Correct, Outcome, judge_controls, told
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.event import Assertion, Body
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Substitution, name_of
from pytest_claims.faults import TRYING, ClaimError, nearest
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.instrument import NotTested
from pytest_claims.measuring.replicas import LOOKS

Declare = Callable[[Measure], None]
"""Runs the claim's body with this ``measure``."""


@dataclass(frozen=True)
class Case:
    """What is known of one case before it is tried.

    ``error`` is the case's part of the claim's error; ``subject`` is what stands in for the
    named subjects in this run, ``correct``, by name, what should come out as they do;
    ``until`` is after how many replicas an ``every`` holds; ``root`` is the project's folder,
    from which places are told; ``common`` are conditions that every subject takes.
    """

    declare: Declare
    instrument: Draws
    error: float
    declared: Verdict = Verdict.HOLDS
    controls: Sequence[Substitution] = ()
    mutants: Mapping[Any, Sequence[Any]] = field(default_factory=dict)
    correct: Mapping[str, Substitution] = field(default_factory=dict)
    subject: Substitution = field(default_factory=Substitution)
    until: int = LOOKS[-1]
    root: Path = Path()
    common: Collection[str] = ()


def attempt(case: Case) -> Outcome:
    """Measure and decide; where the case came out as declared, let each control try to turn it."""
    body = declare(case, case.subject).body
    decided = decide(case, body)
    outcome = Outcome(joint(decided), body, decided)
    if outcome.verdict is not case.declared:
        return outcome
    for control in case.controls:
        outcome.controls.append(put(case, outcome, control))
    outcome.mutants = [try_mutant(case, outcome, mutant) for mutant in mutants_of(case, body)]
    outcome.correct = [
        try_correct(case, name, substitution)
        for name, substitution in correct_of(case, body).items()
    ]
    if outcome.controls:
        judge_controls(outcome)
    return outcome


def put(case: Case, outcome: Outcome, control: Substitution) -> Tried:
    """Try a control on what is under test or, where that cannot be given it, on what it stands
    in for: that shows as well that the assertion can fail."""
    try:
        return try_control(case, outcome, control)
    except NotTested:
        objects, measured = case.subject.objects, outcome.body.measurements
        named = [o for o, s in objects.items() if any(m.architecture is s for m in measured)]
        if not named:
            raise
        tried = try_control(replace(case, subject=Substitution()), outcome, control)
        return replace(tried, on=" and ".join(map(name_of, named)))


def mutants_of(case: Case, body: Body) -> list[Substitution]:
    """Every ablation of the subjects that the body measures."""
    measured = dict.fromkeys(m.architecture for m in body.measurements)
    return [Substitution({a: mutant}) for a in measured for mutant in case.mutants.get(a, ())]


def correct_of(case: Case, body: Body) -> dict[str, Substitution]:
    """The correct implementations of what the body measures, by name."""
    measured = [m.architecture for m in body.measurements]
    return {
        name: substitution
        for name, substitution in case.correct.items()
        if any(placed in measured for placed in in_place(case, substitution))
    }


def try_mutant(case: Case, outcome: Outcome, mutant: Substitution) -> Tried:
    """A mutant is tried as a control is; one that cannot be measured has turned nothing."""
    try:
        return try_control(case, outcome, mutant, wanted=[])
    except Exception as problem:
        return Tried(mutant.text, reason=f"{type(problem).__name__}: {problem}")


def in_place(case: Case, substitution: Substitution) -> list[Any]:
    """What stands in this run for the subjects that this replaces."""
    return [case.subject.objects.get(named, named) for named in substitution.objects]


def try_correct(case: Case, name: str, substitution: Substitution) -> Correct:
    """A correct implementation is tried as a subject is, and its verdict is all that counts."""
    try:
        decided = decide(case, declare(case, case.subject.then(substitution)).body)
    except NotTested as limit:
        return Correct(name, Verdict.NOT_TESTED, str(limit))
    except Exception as problem:
        return Correct(name, Verdict.ERROR, f"{type(problem).__name__}: {problem}")
    return Correct(name, joint(decided))


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
    sampled = sum(not a.checked for a in body.assertions)
    part = case.error / max(1, sampled)
    return [
        Rule(
            a.kind,
            a.threshold,
            a.upward,
            case.error if a.checked else part,
            1 if a.kind == "exact" else case.until,
        )
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
    """The body under a control; refuses one that names what the claim does not measure, or that
    leaves nothing to compare."""
    measure = declare(case, case.subject.then(control))
    if unmet := measure.unmet(control):
        raise ClaimError(_unmet(unmet, control, measure.body))
    refuse_merged(body, measure.body, control.text)
    return measure.body


def _unmet(unmet: list[str], control: Substitution, body: Body) -> str:
    measured = "; ".join(m.text for m in body.measurements)
    passed = {condition for m in body.measurements for condition in m.conditions}
    meant = "".join(nearest(name, passed) for name in unmet)
    if len(unmet) == len(control.objects) + len(control.conditions):
        return (
            f"the control {control.text} replaces nothing that the claim measures ({measured}). "
            f"Name a subject that it measures or a condition that it passes{meant}."
        )
    return (
        f"Pass {', '.join(unmet)} in the claim too, or leave it out of the control {control.text}: "
        f"a control replaces what the claim names, and it names {measured}{meant}."
    )


@contextmanager
def trying(control: Substitution) -> Iterator[None]:
    """What goes wrong inside says under which control it did."""
    try:
        yield
    except Exception as problem:
        problem.add_note(f"{TRYING}{control.text}")
        raise
