"""A figure as plain data: what is drawn, with every number that was measured for it."""

from __future__ import annotations

from collections.abc import Callable
from math import log10
from typing import Any

import numpy as np

from pytest_claims.declaring.measurement import Measurement
from pytest_claims.declaring.sample import Sample
from pytest_claims.faults import ClaimError
from pytest_claims.figures.figure import Figure, Panel
from pytest_claims.figures.marks import Cells, Mark, Points, Scope, Theory, Threshold
from pytest_claims.recording.medians import DrawLook, median_interval, rounded

ERROR = 0.05
"""With which the interval of a median misses it."""
FINE = 49
"""Places at which a function is drawn."""

Numbers = dict[str, Any]
Read = Callable[[Sample], Numbers]


def outline(figure: Figure) -> list[Numbers]:
    """All that is drawn, but for what is measured."""
    return [_panel(panel, lambda _: {}) for panel in figure.panels]


def measured(figure: Figure, draw: DrawLook, look: int) -> list[Numbers]:
    """All that is drawn, with the median of each sample over the replicas up to this look."""

    def read(sample: Sample) -> Numbers:
        return numbers(sample, lambda m: draw(m, look))

    return [_panel(panel, read) for panel in figure.panels]


def numbers(sample: Sample, draw: Callable[[Measurement], Any]) -> Numbers:
    """Median of a sample with its exact interval of 95 %, and the number of replicas."""
    values = sample.compute(draw)
    if bad := int(np.isnan(values).sum()):
        raise ClaimError(f"{sample.text} is no number in {bad} of {len(values)} replicas.")
    low, high = median_interval(values, ERROR)
    middle = rounded(float(np.median(values)))
    return {"median": middle, "low": rounded(low), "high": rounded(high), "replicas": len(values)}


def _panel(panel: Panel, read: Read) -> Numbers:
    given: Numbers = {"title": panel.title, "x": panel.x, "y": panel.y, "log": panel.log}
    given |= {"decades": panel.decades, "within": list(panel.within) if panel.within else None}
    return given | {"marks": [_mark(mark, panel, read) for mark in panel.marks]}


def _mark(mark: Mark, panel: Panel, read: Read) -> Numbers:
    match mark:
        case Points():
            return {"kind": "points", "label": mark.label, "like": mark.like or mark.label} | {
                "joined": mark.joined,
                "measured": mark.measured,
                "points": [
                    {"x": x} | read(s) for x, s in zip(mark.places, mark.samples, strict=True)
                ],
            }
        case Cells():
            return {
                "kind": "cells",
                "columns": list(mark.columns),
                "rows": list(mark.rows),
                "measured": mark.measured,
                "boundary": mark.boundary,
                "above": mark.above,
                "below": mark.below,
                "claimed": [list(place) for place in mark.claimed],
                "cells": [[read(sample) for sample in row] for row in mark.samples],
            }
        case Theory():
            values = [[x, _at(mark, x)] for x in _fine(panel)]
            return {"kind": "theory", "label": mark.label, "like": mark.like, "points": values}
        case Scope() | Threshold():
            return {"kind": type(mark).__name__.lower()} | vars(mark)


def _at(mark: Theory, x: float) -> float | str:
    return rounded(float(mark.value(x) if callable(mark.value) else mark.value))


def _fine(panel: Panel) -> list[float]:
    """Places along the horizontal axis, as far as something is measured."""
    known = [x for m in panel.marks if isinstance(m, Points) and m.joined for x in m.places]
    if not known:
        return [0.0, 1.0]
    low, high = float(min(known)), float(max(known))
    if "x" in panel.log:
        found = np.logspace(log10(low), log10(high), FINE)
    else:
        found = np.linspace(low, high, FINE)
    return [float(f"{x:.6g}") for x in found]
