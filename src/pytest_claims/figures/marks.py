"""What a panel shows: measured curves, theory beside them, and what claims say of both.

A mark is declared before anything is measured. Labels are a word or two, as they stand in the
figure; ``claim`` is the id of a claim, as in ``01_rnn/reset_removes_all_influence``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from pytest_claims.declaring.curve import Curve
from pytest_claims.declaring.population import differing_fields, labels
from pytest_claims.declaring.sample import Sample
from pytest_claims.faults import ClaimError


@dataclass(frozen=True)
class Points:
    """Samples in a row, each at a number or a name; ``like`` names the family of its colour."""

    label: str
    places: tuple[Any, ...]
    samples: tuple[Sample, ...]
    measured: str
    like: str
    joined: bool


@dataclass(frozen=True)
class Cells:
    """Samples over two conditions, each above or below a boundary or open."""

    columns: tuple[Any, ...]
    rows: tuple[Any, ...]
    samples: tuple[tuple[Sample, ...], ...]  # row by row
    measured: str
    boundary: float
    above: str
    below: str
    claimed: Mapping[tuple[Any, Any], str]


@dataclass(frozen=True)
class Theory:
    """What should come out, as a function of the horizontal axis or as one number."""

    value: Callable[[float], float] | float
    label: str
    like: str


@dataclass(frozen=True)
class Scope:
    """The stretch of the horizontal axis of which a claim speaks."""

    low: float
    high: float
    label: str
    claim: str


@dataclass(frozen=True)
class Threshold:
    """The number that a claim sets, and on which side of it what it claims lies."""

    side: str
    value: float
    at: float | None
    label: str
    claim: str


Mark = Points | Cells | Theory | Scope | Threshold


def curve(measured: Curve, label: str, *, like: str = "") -> Points:
    """Medians with their exact intervals along the one condition that is swept.

    ``like`` gives it the colour of a family of curves, in which markers tell it from others.
    """
    if not isinstance(measured, Curve) or len(measured.swept) != 1:
        raise ClaimError(
            f"Give curve(…) what measure(…) gives with one condition swept, not {measured!r}; of "
            'several, turn the others with smallest(…, along="rate") or write cells(…).'
        )
    ((_, swept),) = measured.swept.items()
    places = _places(swept.values)
    joined = all(isinstance(place, int | float) for place in places)
    return Points(label, places, tuple(measured.samples), measured.text, like, joined)


def dots(samples: Mapping[str, Sample], label: str = "", *, like: str = "") -> Points:
    """Medians with their exact intervals, each beside a name: architectures, ablations."""
    for sample in samples.values():
        if not isinstance(sample, Sample):
            raise ClaimError(f"Give dots(…) samples by name, not {sample!r}.")
    text = "; ".join(sample.text for sample in samples.values())
    return Points(label, tuple(samples), tuple(samples.values()), text, like, joined=False)


def cells(
    measured: Curve,
    *,
    x: str,
    y: str,
    boundary: float = 0.0,
    above: str = "",
    below: str = "",
    claimed: Mapping[tuple[Any, Any], str] | None = None,
) -> Cells:
    """A map over two conditions: where the median is certainly above a boundary, or below it.

    ``above`` and ``below`` say what that means; where the interval has the boundary within, the
    cell is marked as open. ``claimed`` has the id of a claim for each cell, by its two values,
    of which one speaks.
    """
    if not isinstance(measured, Curve) or set(measured.swept) != {x, y}:
        raise ClaimError(f"Give cells(…) a curve that sweeps {x} and {y}, not {measured!r}.")
    columns, rows = _places(measured.swept[x].values), _places(measured.swept[y].values)
    return Cells(
        columns=columns,
        rows=rows,
        samples=_laid(measured, x, y),
        measured=measured.text,
        boundary=boundary,
        above=above,
        below=below,
        claimed=_within(claimed or {}, columns, rows),
    )


def table(
    rows: Mapping[str, Mapping[str, Sample]],
    *,
    boundary: float = 0.0,
    above: str = "",
    below: str = "",
    claimed: Mapping[tuple[Any, Any], str] | None = None,
) -> Cells:
    """A map over names, the first row on top: ``table({"sorted": {"few": …, "many": …}, …})``.

    Every row has the columns of the first. The rest is as in ``cells``.
    """
    columns = tuple(next(iter(rows.values()), {}))
    for name, row in rows.items():
        if tuple(row) != columns or not all(isinstance(s, Sample) for s in row.values()):
            raise ClaimError(
                f"Give table(…) a sample for each of {', '.join(map(str, columns))} in every row: "
                f"{name} has {row!r}."
            )
    upward = tuple(rows)[::-1]
    samples = tuple(tuple(rows[name].values()) for name in upward)
    return Cells(
        columns=columns,
        rows=upward,
        samples=samples,
        measured="; ".join(sample.text for row in samples[::-1] for sample in row),
        boundary=boundary,
        above=above,
        below=below,
        claimed=_within(claimed or {}, columns, upward),
    )


def _laid(measured: Curve, x: str, y: str) -> tuple[tuple[Sample, ...], ...]:
    """The samples row by row, in whichever order the conditions are swept."""
    across, upward = len(measured.swept[x].values), len(measured.swept[y].values)
    by_row = list(measured.swept) == [y, x]
    index = [
        [i * across + j if by_row else j * upward + i for j in range(across)] for i in range(upward)
    ]
    return tuple(tuple(measured.samples[k] for k in row) for row in index)


def _within(
    claimed: Mapping[tuple[Any, Any], str], columns: Sequence[Any], rows: Sequence[Any]
) -> Mapping[tuple[Any, Any], str]:
    for column, row in claimed:
        if column not in columns or row not in rows:
            raise ClaimError(
                f"Measure at every scale what a claim speaks of: no cell is at ({column}, {row})."
            )
    return claimed


def theory(value: Callable[[float], float] | float, label: str, *, like: str = "") -> Theory:
    """A dashed line: a function of the horizontal axis, or one number."""
    return Theory(value, label, like)


def scope(low: float, high: float | None = None, label: str = "", *, claim: str = "") -> Scope:
    """Where a claim speaks: a stretch of the horizontal axis, or one place on it."""
    return Scope(low, low if high is None else high, label, claim)


def threshold(
    side: str, value: float, label: str = "", *, at: float | None = None, claim: str = ""
) -> Threshold:
    """``threshold("<", -6, at=50)``: what a claim says of a place, or of all of the axis."""
    if side not in ("<", ">"):
        raise ClaimError(f'Write "<" or ">" first in threshold(…), not {side!r}.')
    return Threshold(side, value, at, label, claim)


def _places(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Where values stand on an axis: numbers at themselves, others at their names."""
    if is_dataclass(values[0]) and len({type(v) for v in values}) == 1:
        differing = differing_fields(values) if len(values) > 1 else []
        if len(differing) == 1:
            return _places(tuple(getattr(value, differing[0]) for value in values))
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        return tuple(values)
    told = zip(values, labels(values), strict=True)
    return tuple(value if isinstance(value, str) else label for value, label in told)
