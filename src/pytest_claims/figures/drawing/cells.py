"""A map over two conditions: colour for how far, a sign for which side, a ring where it is open."""

from __future__ import annotations

from typing import Any

import numpy as np

from pytest_claims.figures.drawing.axes import plain
from pytest_claims.figures.drawing.style import ABOVE, BELOW, ON_CELLS, OPEN

UP, DOWN, RING = "▲", "▼", "○"


def draw_cells(axes: Any, mark: dict[str, Any]) -> None:
    """A rectangle a cell, its median written within, and beside the panel what the signs mean."""
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    medians = np.array([[float(c["median"]) for c in row] for row in mark["cells"]])
    far = float(np.nanmax(np.abs(medians - mark["boundary"]))) or 1.0
    colours = LinearSegmentedColormap.from_list("sides", [BELOW, OPEN, ABOVE])
    norm = Normalize(mark["boundary"] - far, mark["boundary"] + far)
    axes.pcolormesh(medians, cmap=colours, norm=norm, edgecolors="none", linewidth=0)
    _name(axes, mark)
    for i, row in enumerate(mark["cells"]):
        for j, cell in enumerate(row):
            sign = side(cell, mark["boundary"])
            axes.text(j + 0.5, i + 0.62, sign, ha="center", va="center", color=ON_CELLS)
            axes.text(
                j + 0.5,
                i + 0.26,
                f"{float(cell['median']):.2g}".replace("-", "−"),
                ha="center",
                va="center",
                color=ON_CELLS,
                fontsize=7.5,
            )


def side(cell: dict[str, Any], boundary: float) -> str:
    """On which side of the boundary the interval lies."""
    if float(cell["low"]) > boundary:
        return UP
    return DOWN if float(cell["high"]) < boundary else RING


def _name(axes: Any, mark: dict[str, Any]) -> None:
    axes.grid(False)
    for axis, names in ((axes.xaxis, mark["columns"]), (axes.yaxis, mark["rows"])):
        said = [plain(n) if isinstance(n, int | float) else str(n) for n in names]
        axis.set_ticks(np.arange(len(names)) + 0.5, labels=said)
        axis.set_tick_params(length=0)
    meaning = [(UP, mark["above"]), (DOWN, mark["below"]), (RING, "open")]
    used = {side(cell, mark["boundary"]) for row in mark["cells"] for cell in row}
    key = "   ".join(f"{sign} {word}" for sign, word in meaning if word and sign in used)
    axes.text(1.0, 1.02, key, transform=axes.transAxes, ha="right", va="bottom", fontsize=9)
