"""The replicas of one comparison: a dot each, on one axis, with the threshold drawn."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_claims.recording.sides import is_number
from pytest_claims.recording.standings import figure
from pytest_claims.report.scale import Scale, Tick

Side = Mapping[str, Any]

WIDTH = 1000
"""Units along the axis; the drawing is stretched to the width of its place."""
HEIGHT = 32
DOT = 1.1
"""Width of a dot, in percent of the axis: nearer values are stacked."""
PITCH = 5.0
"""Height of a dot in a stack."""


@dataclass(frozen=True)
class Dots:
    """One side of a comparison, drawn: a dot per replica and a tick at the median."""

    text: str
    unit: str
    middle: str
    spread: str
    path: str
    median: float | None


@dataclass(frozen=True)
class Strip:
    """Both sides of a comparison on one axis; a side that is a number is a threshold."""

    rows: tuple[Dots, ...]
    ticks: tuple[Tick, ...]
    threshold: Tick | None
    log: bool


def strip(left: Side | None, right: Side | None, scale: Scale | None = None) -> Strip | None:
    """The drawing of one comparison, on this axis or its own; None where no values were kept."""
    sides = [side for side in (left, right) if side and numbers(side)]
    samples = [side for side in sides if not constant(side)]
    if not samples:
        samples, sides = sides[:1], sides
    if not samples:
        return None
    scale = scale or scale_of(sides)
    limits = [side for side in sides if side not in samples]
    threshold = (
        Tick(round(scale.at(numbers(limits[0])[0]), 2), limits[0]["text"]) if limits else None
    )
    rows = tuple(_dots(side, scale) for side in samples)
    return Strip(rows, tuple(scale.ticks()), threshold, scale.log)


def scale_of(sides: Iterable[Side | None]) -> Scale:
    """The axis on which all these sides can be compared."""
    return Scale.of([v for side in sides if side for v in numbers(side)])


def numbers(side: Side) -> list[float]:
    """The values of a side; JSON writes what is infinite as a word."""
    return [float(v) for v in side.get("values") or () if v is not None]


def constant(side: Side) -> bool:
    """Whether the side is a number and no sample."""
    return is_number(side.get("text"))


def _dots(side: Side, scale: Scale) -> Dots:
    median = side.get("median")
    return Dots(
        text=str(side.get("text", "")),
        unit=str(side.get("unit") or ""),
        middle=figure(None if median is None else float(median)),
        spread=spread(side),
        path=stacked([scale.at(v) for v in numbers(side)]),
        median=None if median is None else round(scale.at(float(median)), 2),
    )


def spread(side: Side) -> str:
    """``95 %: 0.37 to 0.44``, or nothing where it is not known."""
    low, high = side.get("low"), side.get("high")
    if low is None or high is None or low == high:
        return ""
    return f"95 %: {figure(float(low))} to {figure(float(high))}"


def stacked(places: Sequence[float]) -> str:
    """Dots at these places, those that would overlap stacked about the middle, as an SVG path."""
    return "".join(f"M{x * WIDTH / 100:.0f} {y:.3g}h0" for x, y in _swarm(places))


def _swarm(places: Sequence[float]) -> Iterator[tuple[float, float]]:
    piles = Counter(round(x / DOT) for x in places)
    seen: Counter[int] = Counter()
    for x in sorted(places):
        pile = round(x / DOT)
        rank = seen[pile]
        seen[pile] += 1
        pitch = min(PITCH, (HEIGHT - PITCH) / max(1, piles[pile] - 1))
        side = (rank + 1) // 2 * (1 if rank % 2 else -1)
        yield x, HEIGHT / 2 + side * pitch
