"""What a case would measure, and why it could not be decided, told before anything is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pytest_claims.deciding.strata import Stratum, shared, strata
from pytest_claims.deciding.trial import (
    Case,
    correct_of,
    declare,
    declare_rival,
    mutants_of,
    rules,
    trying,
    unreachable,
)
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.event import Assertion, Body
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError
from pytest_claims.measuring import effective
from pytest_claims.measuring.replicas import LOOKS

LAST = len(LOOKS) - 1


@dataclass
class Plan:
    """The measurements of a case, its controls, its mutants and correct implementations; how many
    replicas they may take; and why the replicas at hand cannot decide it.
    """

    measurements: list[Measurement]
    replicas: int
    undecidable: list[str] = field(default_factory=list)


def plan(case: Case) -> Plan:
    """Run the body, and run it under each control; nothing is drawn.

    ClaimError where the body itself is none that could be decided.
    """
    body = declare(case, case.subject).body
    sampled = any(not a.checked for a in body.assertions)
    found = Plan(list(body.measurements), LOOKS[-1] if sampled else case.until)
    for assertion, rule in zip(body.assertions, rules(case, body), strict=True):
        found.undecidable += _short_of_replicas(assertion, rule, case.instrument.seed)
    rivals = list(_rivals(case, body, found))
    found.measurements += [m for rival in rivals for m in rival.measurements]
    if len(rivals) == len(case.controls) > 0:
        found.undecidable += _untouched(body, rivals)
    tried = [*_mutated(case, body), *_correct(case, body)]
    found.measurements += [m for body in tried for m in body.measurements]
    return found


def _rivals(case: Case, body: Body, found: Plan) -> Iterator[Body]:
    for control in case.controls:
        try:
            with trying(control):
                yield declare_rival(case, body, control)
        except ClaimError as problem:
            found.undecidable.append(": ".join([*problem.__notes__, str(problem)]))


def _mutated(case: Case, body: Body) -> Iterator[Body]:
    """A mutant that cannot be declared measures nothing."""
    for mutant in mutants_of(case, body):
        try:
            yield declare_rival(case, body, mutant)
        except ClaimError:
            continue


def _correct(case: Case, body: Body) -> Iterator[Body]:
    """One that cannot be declared measures nothing."""
    for substitution in correct_of(case, body).values():
        try:
            yield declare(case, case.subject.then(substitution)).body
        except ClaimError:
            continue


def _untouched(body: Body, rivals: Sequence[Body]) -> Iterator[str]:
    """Assertions that rest on the same measurements under every control."""
    for i, assertion in enumerate(body.assertions):
        if all(_rests_on(rival.assertions[i]) == _rests_on(assertion) for rival in rivals):
            yield (
                f"{assertion.text}: no control replaces anything that it rests on, so that none "
                "could turn it. Add a control that does."
            )


def _rests_on(assertion: Assertion) -> tuple[object, ...]:
    return assertion.event.text, *map(effective.key, assertion.event.measurements)


def _short_of_replicas(assertion: Assertion, rule: Rule, run_seed: int) -> Iterator[str]:
    try:
        found = strata(assertion.event.measurements, run_seed, LAST)
    except ClaimError as problem:
        yield str(problem)
        return
    whole, part = shared(rule, len(found))
    if why := unreachable(assertion, whole):
        yield why
    yield from _small(assertion, part, found)


def _small(assertion: Assertion, part: Rule, found: Sequence[Stratum]) -> Iterator[str]:
    """Conditions whose strata are so small that no outcome says anything of one."""
    sizes = {stratum.condition: int(stratum.members.sum()) for stratum in found}
    for condition, size in sizes.items():
        said = {part.decide(wins, size) for wins in (0, size)}
        if said == {Verdict.INCONCLUSIVE}:
            yield (
                f"{assertion.text}: at the last look each value of {condition} has {size} "
                "replicas, and no outcome of so few could refute or hold it. "
                f"Give {condition} fewer values."
            )
