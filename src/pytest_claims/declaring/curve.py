"""Curves: a sample for each value of a condition, and the samples that they are turned into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import reduce
from itertools import product
from math import inf
from typing import Any, NoReturn

import numpy as np

from pytest_claims.declaring.arithmetic import Apply, Unseen
from pytest_claims.declaring.event import Body, Draw, Values
from pytest_claims.declaring.infinite import quietly
from pytest_claims.declaring.population import Over, differing_fields
from pytest_claims.declaring.sample import Sample
from pytest_claims.faults import ClaimError

FEWEST = 3
"""Points that a slope is fitted to."""


class Curve(Unseen):
    """A sample for each point of what is swept; turn it into one before it is compared."""

    def __init__(
        self, body: Body, text: str, swept: Mapping[str, Over], samples: Sequence[Sample]
    ) -> None:
        self.body = body
        self.text = text
        self.swept = dict(swept)
        self.samples = list(samples)

    @property
    def points(self) -> list[dict[str, Any]]:
        """What each sample was measured at, by the names of the conditions that are swept."""
        values = (swept.values for swept in self.swept.values())
        return [dict(zip(self.swept, chosen, strict=True)) for chosen in product(*values)]

    def __repr__(self) -> str:
        return f"<curve of {self.text}, not yet drawn>"

    def combined(self, other: object, symbol: str, apply: Apply, *, swapped: bool = False) -> Curve:
        """With a number, a sample, or a curve over the same values, point by point."""
        others: Sequence[object] = [other] * len(self.samples)
        if isinstance(other, Curve):
            if list(other.swept.items()) != list(self.swept.items()):
                raise ClaimError(
                    f"Sweep both curves over the same values: {self.text} and {other.text} differ."
                )
            others = other.samples
        told = other.text if isinstance(other, Unseen) else f"{other!r}"
        first, second = (told, self.text) if swapped else (self.text, told)
        samples = [
            s.combined(o, symbol, apply, swapped=swapped)
            for s, o in zip(self.samples, others, strict=True)
        ]
        return Curve(self.body, f"({first} {symbol} {second})", self.swept, samples)

    def mapped(self, form: str, apply: Apply) -> Curve:
        """The function of each point."""
        samples = [sample.mapped(form, apply) for sample in self.samples]
        return Curve(self.body, form.format(self.text), self.swept, samples)

    def _bare(self, other: object) -> NoReturn:
        raise ClaimError(
            f"Turn the curve into a sample with largest(...), smallest(...) or slope(...): "
            f"{self.text} has {len(self.samples)} numbers per replica."
        )

    __lt__ = __gt__ = __le__ = __ge__ = __eq__ = __ne__ = _bare

    def __bool__(self) -> NoReturn:
        self._bare(None)


def largest(curve: Curve, *, along: str = "") -> Any:
    """The largest of the curve's numbers, replica by replica.

    ``along`` one of several conditions that are swept, it is a curve over the others.
    """
    return _turned(curve, "largest", np.maximum, along)


def smallest(curve: Curve, *, along: str = "") -> Any:
    """The smallest of the curve's numbers, replica by replica: the best of several, of a loss.

    ``along`` one of several conditions that are swept, it is a curve over the others.
    """
    return _turned(curve, "smallest", np.minimum, along)


def slope(curve: Curve, *, decades: bool = False) -> Sample:
    """The exponent of a power law: least squares of log against log, replica by replica.

    The curve sweeps one condition with at least three positive values. Its numbers are positive;
    with ``decades`` they are logarithms to the base of ten themselves.
    """
    _require_curve(curve, "slope")
    x = np.log10(_positions(curve))
    x -= x.mean()

    def compute(draw: Draw) -> Values:
        y = np.stack([np.broadcast_arrays(s.compute(draw))[0] for s in curve.samples])
        if not decades:
            y = _logarithms(curve, y)
        fitted: Values = quietly(lambda numbers: x @ numbers / (x @ x), y)
        return fitted

    text = f"slope({curve.text}{', decades=True' if decades else ''})"
    return _sample(curve, text, compute)


def _logarithms(curve: Curve, values: Values) -> Values:
    if bad := int((values <= 0).any(0).sum()):
        raise ClaimError(
            f"Fit a slope to positive numbers, or pass decades=True where they are logarithms: "
            f"{curve.text} has a number that is not positive in {bad} of {values.shape[1]} "
            "replicas."
        )
    return np.log10(values)


def _positions(curve: Curve) -> Values:
    """The values of the one condition that is swept, as numbers."""
    if len(curve.swept) > 1:
        raise ClaimError(
            f"Sweep one condition for a slope: {curve.text} sweeps {', '.join(curve.swept)}."
        )
    ((name, swept),) = curve.swept.items()
    values: Sequence[Any] = swept.values
    if is_dataclass(values[0]) and len(differing := differing_fields(values)) == 1:
        values = [getattr(value, differing[0]) for value in values]
    numbers = [v for v in values if _is_position(v)]
    if len(numbers) < len(values) or len({*np.log10(numbers)}) < FEWEST:
        raise ClaimError(
            f"Give a slope at least {FEWEST} positive numbers: {curve.text} sweeps {name} over "
            f"{swept!r}."
        )
    return np.array(numbers, dtype=np.float64)


def _is_position(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 < value < inf


def _turned(curve: Curve, word: str, pick: Callable[[Any, Any], Any], along: str) -> Any:
    _require_curve(curve, word)
    if along and along not in curve.swept:
        raise ClaimError(
            f"Name a condition that is swept in {word}(..., along={along!r}): "
            f"{curve.text} sweeps {', '.join(curve.swept)}."
        )
    if along and len(curve.swept) > 1:
        return _turned_along(curve, word, pick, along)

    def compute(draw: Draw) -> Values:
        return reduce(pick, [sample.compute(draw) for sample in curve.samples])

    return _sample(curve, f"{word}({curve.text})", compute)


def _turned_along(curve: Curve, word: str, pick: Callable[[Any, Any], Any], along: str) -> Curve:
    """One condition fewer: for each point of the others, what is picked along this one."""
    rest = {name: over for name, over in curve.swept.items() if name != along}
    kept = Curve(curve.body, curve.text, rest, []).points
    parts = [
        [s for s, p in zip(curve.samples, curve.points, strict=True) if point.items() <= p.items()]
        for point in kept
    ]
    samples = [_turned(Curve(curve.body, curve.text, {}, part), word, pick, "") for part in parts]
    return Curve(curve.body, f"{word}({curve.text}, along={along!r})", rest, samples)


def _sample(curve: Curve, text: str, compute: Callable[[Draw], Values]) -> Sample:
    measured = [m for sample in curve.samples for m in sample.measurements]
    return Sample(curve.body, text, compute, measurements=measured)


def _require_curve(curve: object, word: str) -> None:
    if isinstance(curve, Curve):
        return
    raise ClaimError(
        f"{word}(...) takes a curve, as measure(..., rate=over(...)) gives it, not {curve!r}."
    )
