"""One panel: its marks, its axes, and a name beside each line."""

from __future__ import annotations

from typing import Any

import numpy as np

from pytest_claims.figures.drawing.axes import dress, number
from pytest_claims.figures.drawing.beside import name_beside
from pytest_claims.figures.drawing.cells import draw_cells
from pytest_claims.figures.drawing.claimed import draw_scope, draw_threshold
from pytest_claims.figures.drawing.style import Look, Looks

DASHED = (0, (4, 2.2))
DODGE = 0.22  # between dots of one name, as a part of a row


def draw_panel(axes: Any, panel: dict[str, Any], looks: Looks) -> None:
    """Draw what the panel holds onto matplotlib's axes."""
    marks = panel["marks"]
    rows = [m for m in marks if m["kind"] == "points" and not m["joined"]]
    lying = bool(rows)
    dress(axes, panel, lying=lying)
    lines = draw_rows(axes, rows, looks) if lying else []
    for mark in marks:
        if mark["kind"] == "points" and not lying:
            lines.append(draw_curve(axes, mark, looks.of(mark["label"])))
        if mark["kind"] == "theory":
            lines.append(draw_theory(axes, mark, looks.colour(mark["like"]), lying=lying))
        if mark["kind"] == "cells":
            draw_cells(axes, mark, looks.far)
    for mark in marks:
        if mark["kind"] == "scope":
            draw_scope(axes, mark)
        if mark["kind"] == "threshold":
            draw_threshold(axes, mark, lying=lying)
    number(axes, panel, lying=lying)
    name_beside(axes, [line for line in lines if line.get_label()], lying=lying)


def draw_curve(axes: Any, mark: dict[str, Any], look: Look) -> Any:
    """Medians joined by a line within the band of their intervals."""
    x = [point["x"] for point in mark["points"]]
    low, middle, high = (_numbers(mark, name) for name in ("low", "median", "high"))
    axes.fill_between(x, low, high, color=look.colour, alpha=0.22, linewidth=0)
    (line,) = axes.plot(x, middle, color=look.colour, marker=look.marker, label=mark["label"])
    return line


def draw_rows(axes: Any, marks: list[dict[str, Any]], looks: Looks) -> list[Any]:
    """Medians beside names, a row for each, with their intervals as bars."""
    names = list(dict.fromkeys(str(point["x"]) for mark in marks for point in mark["points"]))
    lines = []
    for k, mark in enumerate(marks):
        look, aside = looks.of(mark["label"]), DODGE * (k - (len(marks) - 1) / 2)
        y = [names.index(str(point["x"])) + aside for point in mark["points"]]
        low, middle, high = (_numbers(mark, name) for name in ("low", "median", "high"))
        axes.hlines(y, low, high, color=look.colour, alpha=0.45, linewidth=4)
        lines += axes.plot(middle, y, look.marker, color=look.colour, label=mark["label"])
    axes.set_yticks(range(len(names)), labels=names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    return lines


def draw_theory(axes: Any, mark: dict[str, Any], colour: str, *, lying: bool) -> Any:
    """A dashed line."""
    x, y = zip(*mark["points"], strict=True)
    values = [float(value) for value in y]
    style = {"color": colour, "linestyle": DASHED, "linewidth": 1.5, "label": mark["label"]}
    if len(set(values)) == 1:
        return (axes.axvline if lying else axes.axhline)(values[0], **style)
    (line,) = axes.plot(x, values, **style)
    return line


def _numbers(mark: dict[str, Any], name: str) -> Any:
    """Where there is no finite number nothing is drawn."""
    values = np.array([float(point[name]) for point in mark["points"]])
    return np.where(np.isfinite(values), values, np.nan)
