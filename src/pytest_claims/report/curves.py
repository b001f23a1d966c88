"""Several cases as a curve: the medians of both sides against the number that the cases vary."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from pytest_claims.report.scale import Scale, Tick
from pytest_claims.report.strips import constant

WIDTH, HEIGHT = 1000, 180
FEWEST = 3
"""Two cases are read faster in a table."""


@dataclass(frozen=True)
class Line:
    """The medians of one side, and the band within which the replicas' medians lie."""

    name: str
    path: str
    dots: str
    band: str
    end: float
    constant: bool


@dataclass(frozen=True)
class Curve:
    """Both sides over the cases."""

    name: str
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def curve(cases: Sequence[Mapping[str, Any]]) -> Curve | None:
    """A curve over cases like ``lag=16``, ``lag=64``; None unless they vary one number."""
    named = [re.fullmatch(r"(\w+)=(-?[\d.]+(?:e-?\d+)?)", str(c.get("case", ""))) for c in cases]
    points = [
        (float(m[2]), c["comparisons"][0])
        for m, c in zip(named, cases, strict=True)
        if m and c.get("comparisons")
    ]
    if len(points) < max(FEWEST, len(cases)) or len({m[1] for m in named if m}) != 1:
        return None
    points.sort(key=lambda point: point[0])
    sides = {end: _known([(x, p.get(end) or {}) for x, p in points]) for end in ("left", "right")}
    shown = [v for side in sides.values() for _, *vs in side for v in vs if isfinite(v)]
    if not sides["left"] or not shown:
        return None
    across, up = Scale.of(x for x, _ in points), Scale.of(shown)
    name, first = str(named[0][1]) if named[0] else "", points[0][1]
    lines = tuple(
        _line(_of_all(first[end]["text"], name), side, across, up, constant(first[end]))
        for end, side in sides.items()
        if side
    )
    ticks = tuple(Tick(round(across.at(x), 2), f"{x:g}") for x, _ in points)
    return Curve(name, lines, ticks, tuple(up.ticks()))


def _of_all(text: str, name: str) -> str:
    """A side's text without the value of the case from which it is taken."""
    return re.sub(rf"\b{name}=[^,()]+", name, text)


def _known(side: list[tuple[float, Mapping[str, Any]]]) -> list[tuple[float, float, float, float]]:
    """Place, median, low and high of each case; empty where a median is missing."""
    rows = []
    for x, values in side:
        median = values.get("median")
        if median is None:
            return []
        low, high = values.get("low"), values.get("high")
        rows.append(
            (
                x,
                float(median),
                float(median if low is None else low),
                float(median if high is None else high),
            )
        )
    return rows


def _line(
    name: str, side: list[tuple[float, float, float, float]], across: Scale, up: Scale, level: bool
) -> Line:
    def point(x: float, y: float) -> str:
        return f"{across.at(x) * WIDTH / 100:.0f} {(100 - up.at(y)) * HEIGHT / 100:.1f}"

    medians = [point(x, median) for x, median, _, _ in side]
    lower = [point(x, low) for x, _, low, _ in side]
    upper = [point(x, high) for x, _, _, high in side]
    return Line(
        name=str(name),
        path="M" + "L".join(medians),
        dots="" if level else "".join(f"M{at}h0" for at in medians),
        band="" if level else "M" + "L".join(upper + lower[::-1]) + "Z",
        end=round(100 - up.at(side[-1][1]), 2),
        constant=level,
    )
