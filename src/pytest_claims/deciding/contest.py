"""A claim beside its controls, assertion by assertion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from pytest_claims.deciding.controls import TELLING, Control, Pairing, best, compare
from pytest_claims.deciding.decided import Decided, asserting
from pytest_claims.deciding.strata import strata
from pytest_claims.declaring.event import Assertion, Body, Both, Comparison, Draw, Event, Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError
from pytest_claims.measuring import effective
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.replicas import LOOKS

EXCUSE = '@no_control("why there is none")'


@dataclass
class Tried:
    """A control or mutant beside the assertions, by their place in the body.

    There are no pairings where it could not be measured, for this ``reason``. ``touched`` are the
    measurements that it puts another in the place of. ``on`` is what it was measured on, where
    that is not what is under test.
    """

    name: str
    pairings: dict[int, Pairing] = field(default_factory=dict)
    reason: str = ""
    because: str = ""
    touched: frozenset[str] = frozenset()
    on: str = ""

    @property
    def result(self) -> Control:
        """The most that it did to an assertion."""
        return best([pairing.result for pairing in self.pairings.values()])

    @property
    def pairing(self) -> Pairing | None:
        """Beside the assertion that says most of it; an open one that is nearest to settled."""
        return min(
            (p for p in self.pairings.values() if p.result is self.result),
            key=lambda p: p.replicas_needed if p.result is Control.OPEN else 0,
            default=None,
        )


def contest(
    instrument: Draws,
    decided: Sequence[Decided],
    rival: Body,
    *,
    contested: Collection[int],
    wanted: Collection[int],
) -> dict[int, Pairing]:
    """Compare a control with these assertions of its claim, from the look that decided them on.

    It is looked at until it is settled for those that are ``wanted``, and said something of some
    assertion. An ``every`` is compared from the first look on: one lost replica turns it.
    """
    latest: dict[int, Pairing] = {}
    for look in range(len(LOOKS)):
        for i in contested:
            first = 0 if decided[i].rule.checked else decided[i].look
            if look >= first and not (i in latest and latest[i].settled):
                latest[i] = _pair(instrument, decided[i], rival.assertions[i], look)
        if len(latest) == len(contested) and _enough(latest, wanted):
            break
    return latest


def _enough(latest: dict[int, Pairing], wanted: Collection[int]) -> bool:
    said = [pairing.settled for pairing in latest.values() if pairing.result in TELLING]
    if wanted:
        return all(latest[i].settled for i in wanted)
    return any(said) or all(pairing.settled for pairing in latest.values())


def _pair(instrument: Draws, decided: Decided, rival: Assertion, look: int) -> Pairing:
    def draw(measurement: Measurement) -> Values:
        return instrument.draw(measurement, look)

    with asserting(decided.assertion):
        own, _ = decided.assertion.outcomes(draw)
        won, _ = rival.outcomes(draw)
    against = decided.judge(won, strata(rival.event.measurements, instrument.seed, look))
    found = compare(decided.rule, decided.verdict, own, won, against)
    return replace(found, infinite=_infinite_ties(rival.event, draw))


def _infinite_ties(event: Event, draw: Draw) -> int:
    """In how many replicas the same infinity stands on both sides, so that nothing is compared."""
    sides = [comparison.sides(draw) for comparison in _comparisons(event)]
    met = [np.isinf(left) & (left == right) for left, right in sides]
    return int(np.any(met, axis=0).sum())


def touched(body: Body, rival: Body) -> frozenset[str]:
    """The claim's measurements that are others under a control."""
    pairs = zip(body.measurements, rival.measurements, strict=False)
    return frozenset(o.text for o, other in pairs if effective.key(o) != effective.key(other))


def refuse_merged(body: Body, rival: Body, control: str) -> None:
    """Under a control a comparison must still compare, and what differed must still differ."""
    for assertion, other in zip(body.assertions, rival.assertions, strict=True):
        pairs = zip(_comparisons(assertion.event), _comparisons(other.event), strict=True)
        for event, under in pairs:
            _refuse_one_side(event, under, control)
    before, after = _distinct(body.measurements), _distinct(rival.measurements)
    unswept = len(body.measurements) - len(rival.measurements)  # points left out of curves
    if len(after) < len(before) - unswept:
        raise ClaimError(
            f"Let the control {control} leave apart what differs: the claim measures "
            f"{'; '.join(before.values())}, and under it that is only {'; '.join(after.values())}. "
            f"Let it put others in their place that differ, or write {EXCUSE}."
        )


def _refuse_one_side(event: Comparison, other: Comparison, control: str) -> None:
    left, right = _distinct(other.left.measurements), _distinct(other.right.measurements)
    were = [_distinct(side.measurements).keys() for side in (event.left, event.right)]
    if left and left.keys() == right.keys() and were[0] != were[1]:
        raise ClaimError(
            f"Let the control {control} leave two sides: under it both sides are "
            f"{'; '.join(left.values())}, so nothing is compared: that comes out the same whatever "
            "is measured. Take away what the difference rests on, by a condition or another "
            f"subject for one side, or write {EXCUSE}."
        )


def _comparisons(event: Event) -> list[Comparison]:
    if isinstance(event, Both):
        return _comparisons(event.first) + _comparisons(event.second)
    return [event] if isinstance(event, Comparison) else []


def _distinct(measurements: Iterable[Measurement]) -> dict[tuple[Any, ...], str]:
    return {effective.key(m): m.text for m in measurements}
