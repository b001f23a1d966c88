"""Where a value stands on the axis of a strip or a curve: linear, or logarithmic over decades."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, log10

from pytest_claims.recording.standings import figure

DECADES = 1.5
"""Positive values that span more than this many decades are drawn on a logarithmic axis."""
MOST_TICKS = 5
MARGIN = 4.0
"""Percent of the axis free at either end, for what is infinite, or zero on a logarithmic axis."""


@dataclass(frozen=True)
class Tick:
    """A named place on the axis, in percent."""

    at: float
    text: str


@dataclass(frozen=True)
class Scale:
    """An axis from ``low`` to ``high``, in percent of its length."""

    low: float
    high: float
    log: bool = False
    zero: bool = False

    @classmethod
    def of(cls, values: Iterable[float]) -> "Scale":
        """The axis on which these values are best seen."""
        finite = [v for v in values if isfinite(v)]
        positive = [v for v in finite if v > 0]
        if positive and min(finite) >= 0 and log10(max(positive) / min(positive)) >= DECADES:
            return cls(min(positive), max(positive), log=True, zero=0 in finite)
        low, high = min(finite, default=0.0), max(finite, default=1.0)
        if high - low <= 1e-9 * max(abs(low), abs(high)):
            room = 0.1 * abs(low) or 1.0
            low, high = low - room, high + room
        return cls(low, high)

    def at(self, value: float) -> float:
        """The value's place, in percent."""
        if value == inf:
            return 100 - MARGIN / 4
        if value == -inf or (self.log and value <= 0):
            return MARGIN / 4
        low, high, place = (log10(v) if self.log else v for v in (self.low, self.high, value))
        return MARGIN + (100 - 2 * MARGIN) * (place - low) / (high - low)

    def ticks(self) -> list[Tick]:
        """A few round values that lie on the axis."""
        values = (self._decades() if self.log else []) or self._steps()
        shown = [0.0, *values] if self.zero else values
        return [Tick(round(self.at(v), 2), figure(v)) for v in shown]

    def _decades(self) -> list[float]:
        first, last = ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9)
        step = max(1, ceil((last - first) / MOST_TICKS))
        return [10.0**power for power in range(first, last + 1, step)] if last > first else []

    def _steps(self) -> list[float]:
        rough = (self.high - self.low) / MOST_TICKS
        decade = 10.0 ** floor(log10(rough))
        step = next(m * decade for m in (1, 2, 5, 10) if m * decade >= rough * 0.999)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [k * step for k in range(first, last + 1)]
