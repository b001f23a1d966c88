"""A map over two conditions: colour for how far, a sign for which side, a ring where it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, isfinite, log10
from typing import Any

import numpy as np

from pytest_claims.figures.drawing.axes import plain
from pytest_claims.figures.drawing.style import ABOVE, BELOW, ON_CELLS, OPEN

UP, DOWN, RING, FRAME = "▲", "▼", "○", "□"


def draw_cells(axes: Any, mark: dict[str, Any], far: float) -> None:
    """A square a cell, its median written within; ``far`` from the boundary colour is full."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("sides", [BELOW, OPEN, ABOVE])
    claimed = [tuple(place) for place in mark["claimed"]]
    for i, j, cell in _cells(mark):
        above = (float(cell["median"]) - mark["boundary"]) / far
        colour = colours((min(max(above, -1.0), 1.0) + 1) / 2)
        draw_square(axes, j, i, colour, framed=(mark["columns"][j], mark["rows"][i]) in claimed)
        _write(axes, j + 0.5, i, _told(float(cell["median"]), far), side(cell, mark["boundary"]))
    clear(axes, len(mark["columns"]), len(mark["rows"]))
    _name(axes, mark)


def draw_square(axes: Any, x: int, y: int, colour: Any, *, framed: bool) -> None:
    """One cell of a map; framed where a claim speaks of it."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((x + 0.03, y + 0.03), 0.94, 0.94, facecolor=colour, linewidth=0))
    if framed:
        at = x + 0.08, y + 0.08
        axes.add_patch(Rectangle(at, 0.84, 0.84, fill=False, ec=ON_CELLS, linewidth=1.3))


def clear(axes: Any, columns: int, rows: int) -> None:
    """Room for so many cells and for nothing else."""
    axes.set(xlim=(0, columns), ylim=(0, rows))
    axes.grid(False)
    axes.spines[:].set_visible(False)


def extent(panels: Sequence[dict[str, Any]]) -> float:
    """How far from its boundary any cell of a figure is, so that panels can be compared."""
    maps = [mark for panel in panels for mark in panel["marks"] if mark["kind"] == "cells"]
    all = [abs(float(c["median"]) - m["boundary"]) for m in maps for _, _, c in _cells(m)]
    return max((far for far in all if isfinite(far)), default=0.0) or 1.0


def _cells(mark: dict[str, Any]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    for i, row in enumerate(mark["cells"]):
        for j, cell in enumerate(row):
            yield i, j, cell


def _write(axes: Any, x: float, y: float, told: str, sign: str) -> None:
    centred = {"ha": "center", "va": "center", "color": ON_CELLS}
    axes.text(x, y + 0.63, sign, **centred)
    axes.text(x, y + 0.30, told, fontsize=7.5, **centred)


def _told(value: float, far: float) -> str:
    """As many decimals as tell the farthest cell to two digits."""
    if not isfinite(value):
        return "∞" if value > 0 else "−∞"
    decimals = max(0, 1 - floor(log10(far)))
    rounded = round(value, decimals) or 0.0  # no negative zero
    return f"{rounded:.{decimals}f}".replace("-", "−")


def side(cell: dict[str, Any], boundary: float) -> str:
    """On which side of the boundary the interval lies."""
    if float(cell["low"]) > boundary:
        return UP
    return DOWN if float(cell["high"]) < boundary else RING


def _name(axes: Any, mark: dict[str, Any]) -> None:
    for axis, names in ((axes.xaxis, mark["columns"]), (axes.yaxis, mark["rows"])):
        said = [plain(n) if isinstance(n, int | float) else str(n) for n in names]
        axis.set_ticks(np.arange(len(names)) + 0.5, labels=said)
        axis.set_tick_params(length=0)
    meaning = [(UP, mark["above"]), (DOWN, mark["below"]), (RING, "open")]
    used = {side(cell, mark["boundary"]) for _, _, cell in _cells(mark)}
    key = [f"{sign} {word}" for sign, word in meaning if word and sign in used]
    key += [f"{FRAME} of a claim"] if mark["claimed"] else []
    axes.text(1.0, 1.02, "  ".join(key), transform=axes.transAxes, ha="right", fontsize=8.5)
