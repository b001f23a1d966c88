"""The words that say how often an event must happen: every, exact, share."""

from __future__ import annotations

from typing import NoReturn

from pytest_claims.declaring.event import Assertion, Event
from pytest_claims.faults import ClaimError


def every(event: Event) -> Assertion:
    """In every replica: an identity or a bound, refuted by a single loss."""
    _require_event(event, "every")
    return Assertion(event, "every", ">=", 1.0)


def exact(event: Event) -> Assertion:
    """By computation: no probe in it takes seeds, so that one number decides; ``==`` is allowed."""
    _require_event(event, "exact")
    return Assertion(event, "exact", ">=", 1.0)


class Share:
    """The share of replicas in which an event happens; compare it with a number."""

    def __init__(self, event: Event) -> None:
        self.event = event

    def __ge__(self, threshold: float) -> Assertion:
        return self._against(">=", threshold)

    def __gt__(self, threshold: float) -> Assertion:
        return self._against(">", threshold)

    def __le__(self, threshold: float) -> Assertion:
        return self._against("<=", threshold)

    def __lt__(self, threshold: float) -> Assertion:
        return self._against("<", threshold)

    def _against(self, symbol: str, threshold: float) -> Assertion:
        if not 0 < threshold < 1:
            raise ClaimError(
                f"share(...) {symbol} {threshold!r}: a share lies strictly between 0 and 1; "
                "for all replicas write every(...)."
            )
        return Assertion(self.event, "share", symbol, float(threshold))

    def __bool__(self) -> NoReturn:
        raise ClaimError("share(...) is a number: compare it, as in share(a > b) >= 0.9.")


def share(event: Event) -> Share:
    """The share of replicas in which the event happens, as in ``share(a > b) >= 0.9``."""
    _require_event(event, "share")
    return Share(event)


def _require_event(event: object, name: str) -> None:
    if not isinstance(event, Event):
        raise ClaimError(f"{name}(...) takes a comparison of samples, not {event!r}.")
    event.used = True
