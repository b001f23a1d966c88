"""Names beside lines, at the height where each ends, so that no legend has to be looked up."""

from __future__ import annotations

from typing import Any

import numpy as np

from pytest_claims.figures.drawing.style import INK

LINE = 0.068  # least distance of two names, as a part of the panel's height
LEFT, SAMPLE, TEXT = 1.015, 1.05, 1.065


def name_beside(axes: Any, lines: list[Any], *, lying: bool) -> None:
    """Write each line's name right of the panel, joined to its end where it had to give way."""
    if len(lines) < 2 and lying:
        return
    ends = [1 - LINE * (i + 0.5) if lying else _end(axes, line) for i, line in enumerate(lines)]
    places = _apart(ends)
    for line, end, place in zip(lines, ends, places, strict=True):
        style = {"color": line.get_color(), "linestyle": line.get_linestyle(), "clip_on": False}
        within = {"transform": axes.transAxes, "clip_on": False}
        if not lying:
            axes.plot([1.0, LEFT], [end, place], color=INK, alpha=0.5, linewidth=0.7, **within)
        axes.plot([LEFT, SAMPLE], [place, place], transform=axes.transAxes, linewidth=1.6, **style)
        axes.plot(
            [(LEFT + SAMPLE) / 2], [place], marker=line.get_marker(), color=style["color"], **within
        )
        axes.text(TEXT, place, line.get_label(), va="center", fontsize=9.5, **within)


def _end(axes: Any, line: Any) -> float:
    """The height of the line's last point within the panel, from 0 to 1."""
    y = np.asarray(line.get_ydata(), dtype=float)
    known = y[np.isfinite(y)]
    if not known.size:
        return 0.5
    _, height = axes.transAxes.inverted().transform(axes.transData.transform((1.0, known[-1])))
    return float(np.clip(height, 0.0, 1.0))


def _apart(ends: list[float]) -> list[float]:
    """Heights in the same order, no two nearer than a line, each as near to its end as can be."""
    order = np.argsort(ends, kind="stable")
    groups: list[list[float]] = []  # of neighbours that touch: their wished-for lowest, and size
    for i in order:
        groups.append([ends[i], 1.0])
        while len(groups) > 1 and groups[-2][0] + LINE * groups[-2][1] > groups[-1][0]:
            low, count = groups.pop()
            before, size = groups.pop()
            lowest = (before * size + (low - LINE * size) * count) / (size + count)
            groups.append([lowest, size + count])
    heights = [low + LINE * k for low, count in groups for k in range(int(count))]
    places = np.empty(len(ends))
    places[order] = np.array(heights) - max(0.0, max(heights, default=0.0) - 1.0)
    return [float(place) for place in places]
