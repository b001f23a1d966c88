"""What a claim asserts: something that happens or not in each replica, and how often it must."""

from __future__ import annotations

import operator
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pytest_claims.declaring.infinite import undefined
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError

Values = NDArray[np.float64]
Draw = Callable[[Measurement], Values]
Outcomes = tuple[NDArray[np.bool_], NDArray[np.bool_]]
"""Per replica: was it a win, was it a tie."""


@dataclass
class Body:
    """Everything that one run of a claim's body declared; once closed, nothing is added."""

    measurements: list[Measurement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    assertions: list[Assertion] = field(default_factory=list)
    closed: bool = False

    def require_open(self, text: str) -> None:
        """Refuse what was measured in another claim, in a fixture or outside of claims."""
        if self.closed:
            raise ClaimError(
                f"{text} is used outside the run of the body that measured it: "
                "measure and assert within one claim; keep no sample between claims or fixtures."
            )

    def check(self) -> None:
        """Refuse a body that asserts nothing, or that compares without asserting."""
        idle = [event.text for event in self.events if not event.used]
        if idle:
            raise ClaimError(
                f"compared but never asserted: {'; '.join(idle)}. Assert it or remove it."
            )
        if not self.assertions:
            raise ClaimError("the body asserts no comparison of samples. Assert one.")
        for assertion in self.assertions:
            assertion.check()


class Operand(Protocol):
    """A side of a comparison."""

    body: Body
    text: str
    compute: Callable[[Draw], Values]
    measurements: tuple[Measurement, ...]


class Event(ABC):
    """Something that happens or does not happen in each replica."""

    def __init__(self, body: Body, text: str) -> None:
        body.require_open(text)
        self.body = body
        self.text = text
        self.used = False
        body.events.append(self)

    @property
    @abstractmethod
    def measurements(self) -> tuple[Measurement, ...]:
        """What it is decided from."""

    @abstractmethod
    def outcomes(self, draw: Draw) -> Outcomes:
        """Wins and ties, one per replica."""

    def __and__(self, other: object) -> Event:
        if not isinstance(other, Event):
            raise ClaimError(f"& joins two comparisons, not a comparison and {other!r}.")
        return Both(self, other)

    def __bool__(self) -> bool:
        raise ClaimError(f"{self.text}: a conjunction is asserted inside every(...) or share(...).")


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
}


class Comparison(Event):
    """One sample against another, replica by replica."""

    def __init__(self, left: Operand, symbol: str, right: Operand) -> None:
        right.body.require_open(right.text)
        super().__init__(left.body, f"{left.text} {symbol} {right.text}")
        self.left, self.symbol, self.right = left, symbol, right

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Those of both sides."""
        return self.left.measurements + self.right.measurements

    def sides(self, draw: Draw) -> tuple[Values, Values]:
        """Both samples, drawn."""
        left, right = np.broadcast_arrays(self.left.compute(draw), self.right.compute(draw))
        for side, values in ((self.left, left), (self.right, right)):
            if np.isnan(values).any():
                raise ClaimError(undefined(side.text, values, _drawn(side, draw)))
        return left, right

    def outcomes(self, draw: Draw) -> Outcomes:
        """A tie loses > and <, and wins >=, <= and ==."""
        left, right = self.sides(draw)
        return OPERATORS[self.symbol](left, right), left == right

    def __bool__(self) -> bool:
        """Asserting a comparison claims it of the typical replica."""
        _claim(Assertion(self, "typical", ">", 0.5))
        return True


def _drawn(side: Operand, draw: Draw) -> dict[str, Values]:
    return {measurement.text: draw(measurement) for measurement in side.measurements}


class Both(Event):
    """Two events in the same replica."""

    def __init__(self, first: Event, second: Event) -> None:
        super().__init__(first.body, f"({first.text}) & ({second.text})")
        self.first, self.second = first, second
        first.used = second.used = True

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Those of both events."""
        return self.first.measurements + self.second.measurements

    def outcomes(self, draw: Draw) -> Outcomes:
        """A win is two wins."""
        (won, tied), (also_won, also_tied) = self.first.outcomes(draw), self.second.outcomes(draw)
        return won & also_won, tied | also_tied


CHECKED = ("every", "exact")
"""Kinds of assertion that a single loss refutes, and that spend no error."""


@dataclass(eq=False)
class Assertion:
    """An event and how often it is claimed to happen.

    ``kind`` is typical (in more than half of all replicas), share, every, or exact.
    """

    event: Event
    kind: str
    symbol: str
    threshold: float
    line: int = 0  # at which the body asserted it

    @property
    def text(self) -> str:
        """As the claim writes it."""
        match self.kind:
            case "typical":
                return self.event.text
            case "every" | "exact":
                return f"{self.kind}({self.event.text})"
            case _:
                return f"share({self.event.text}) {self.symbol} {self.threshold:g}"

    @property
    def upward(self) -> bool:
        """Whether many wins speak for the claim."""
        return self.symbol in (">", ">=")

    @property
    def checked(self) -> bool:
        """Whether a single loss refutes it, so that it spends no error."""
        return self.kind in CHECKED

    def outcomes(self, draw: Draw) -> Outcomes:
        """Wins and ties, one per replica; of what is exact there is one."""
        if self.kind != "exact":
            return self.event.outcomes(draw)
        won, tied = self.event.outcomes(draw)
        return won[:1], tied[:1]

    def check(self) -> None:
        """Refuse replicas of what is computed once, and one number of what is drawn."""
        drawn = [m.text for m in self.event.measurements if not m.exact]
        if self.kind == "exact" and drawn:
            raise ClaimError(
                f"Write every(...) or share(...) of what differs from replica to replica: "
                f"{self.text} rests on {'; '.join(drawn)}."
            )
        if self.kind != "exact" and self.event.measurements and not drawn:
            raise ClaimError(
                f"Write exact(...): no probe in {self.text} takes seeds, so that all its replicas "
                "are one."
            )

    def __bool__(self) -> bool:
        _claim(self)
        return True


def _claim(assertion: Assertion) -> None:
    """Called by the ``__bool__`` that the body's assert calls."""
    assertion.event.body.require_open(assertion.event.text)
    assertion.line = sys._getframe(2).f_lineno
    assertion.event.used = True
    assertion.event.body.assertions.append(assertion)
