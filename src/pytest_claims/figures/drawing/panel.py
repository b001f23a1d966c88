"""One panel: its marks, its axes, and a name beside each line."""

from __future__ import annotations

from typing import Any

import numpy as np

from pytest_claims.figures.drawing.axes import dress
from pytest_claims.figures.drawing.beside import name_beside
from pytest_claims.figures.drawing.cells import draw_cells
from pytest_claims.figures.drawing.claimed import draw_scope, draw_threshold
from pytest_claims.figures.drawing.style import Look, Looks

DASHED = (0, (4, 2.2))


def draw_panel(axes: Any, panel: dict[str, Any], looks: Looks) -> None:
    """Draw what the panel holds onto matplotlib's axes."""
    marks = panel["marks"]
    lying = any(m["kind"] == "points" and not m["joined"] for m in marks)
    dress(axes, panel, lying=lying)
    named = []
    for mark in marks:
        match mark["kind"]:
            case "points" if lying:
                named.append(draw_dots(axes, mark, looks.of(mark["label"])))
            case "points":
                named.append(draw_curve(axes, mark, looks.of(mark["label"])))
            case "theory":
                named.append(draw_theory(axes, mark, looks.colour(mark["like"]), lying=lying))
            case "cells":
                draw_cells(axes, mark, looks.far)
    for mark in marks:
        if mark["kind"] == "scope":
            draw_scope(axes, mark)
        if mark["kind"] == "threshold":
            draw_threshold(axes, mark, lying=lying)
    name_beside(axes, [line for line in named if line is not None], lying=lying)


def draw_curve(axes: Any, mark: dict[str, Any], look: Look) -> Any:
    """Medians joined by a line within the band of their intervals."""
    x = [point["x"] for point in mark["points"]]
    low, middle, high = (_numbers(mark, name) for name in ("low", "median", "high"))
    axes.fill_between(x, low, high, color=look.colour, alpha=0.22, linewidth=0)
    (line,) = axes.plot(x, middle, color=look.colour, marker=look.marker, label=mark["label"])
    return line


def draw_dots(axes: Any, mark: dict[str, Any], look: Look) -> Any:
    """Medians beside names, with their intervals as bars."""
    names = [str(point["x"]) for point in mark["points"]]
    low, middle, high = (_numbers(mark, name) for name in ("low", "median", "high"))
    axes.hlines(names, low, high, color=look.colour, alpha=0.5, linewidth=4)
    (line,) = axes.plot(
        middle, names, color=look.colour, marker=look.marker, linestyle="", label=mark["label"]
    )
    return line if mark["label"] else None


def draw_theory(axes: Any, mark: dict[str, Any], colour: str, *, lying: bool) -> Any:
    """A dashed line."""
    x, y = zip(*mark["points"], strict=True)
    values = [float(value) for value in y]
    if lying:
        return axes.axvline(values[0], color=colour, linestyle=DASHED, label=mark["label"])
    axes.autoscale(False, axis="y")
    if len(set(values)) == 1:
        return axes.axhline(values[0], color=colour, linestyle=DASHED, label=mark["label"])
    (line,) = axes.plot(
        x, values, color=colour, linestyle=DASHED, linewidth=1.5, label=mark["label"]
    )
    return line


def _numbers(mark: dict[str, Any], name: str) -> Any:
    """Where there is no finite number nothing is drawn."""
    values = np.array([float(point[name]) for point in mark["points"]])
    return np.where(np.isfinite(values), values, np.nan)
