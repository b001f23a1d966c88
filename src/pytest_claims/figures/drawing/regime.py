"""Where a claim holds: a map of verdicts over one condition or two."""

from __future__ import annotations

from io import StringIO
from typing import Any

from pytest_claims.figures.drawing.cells import FRAME, clear, draw_square
from pytest_claims.figures.drawing.picture import shortened, titled
from pytest_claims.figures.drawing.style import ABOVE, BELOW, ON_CELLS, OPEN, SETTINGS

SIGNS = {
    "HOLDS": ("✓", BELOW),
    "REFUTED": ("✗", ABOVE),
    "INCONCLUSIVE": ("?", OPEN),
}
ELSE = ("–", "#ffffff")
CELL, MARGIN, LEAST = 0.8, 1.4, 5.0  # inches


def drawn(numbers: dict[str, Any]) -> str:
    """SVG, transparent; ``numbers`` has the question, ``x`` and ``y`` with name, labels and which
    of them the claim speaks of (``y`` may be None), and the ``verdicts`` row by row from below.
    """
    import matplotlib
    from matplotlib.figure import Figure

    x, y, rows = numbers["x"], numbers["y"], numbers["verdicts"]
    size = max(LEAST, CELL * len(rows[0]) + MARGIN), CELL * len(rows) + MARGIN
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots()
        for i, row in enumerate(rows):
            for j, verdict in enumerate(row):
                _cell(axes, j, i, verdict, _speaks(x, j) and (y is None or _speaks(y, i)))
        clear(axes, len(rows[0]), len(rows))
        axes.set_xlabel(x["name"])
        axes.set_xticks([j + 0.5 for j in range(len(rows[0]))], labels=x["labels"])
        axes.set_yticks([i + 0.5 for i in range(len(rows))] if y else [])
        if y:
            axes.set(ylabel=y["name"])
            axes.set_yticklabels(y["labels"])
        axes.tick_params(length=0)
        axes.set_title(_key(rows), loc="right", fontsize=8.5)
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return titled(shortened(written.getvalue()), numbers["question"])


def _speaks(axis: dict[str, Any], place: int) -> bool:
    return bool(axis["claimed"][place])


def _cell(axes: Any, x: int, y: int, verdict: str, speaks: bool) -> None:
    sign, colour = SIGNS.get(verdict, ELSE)
    draw_square(axes, x, y, colour, framed=speaks)
    axes.text(x + 0.5, y + 0.5, sign, ha="center", va="center", color=ON_CELLS, fontsize=14)


def _key(rows: list[list[str]]) -> str:
    met = dict.fromkeys(verdict for row in rows for verdict in row)
    said = [f"{SIGNS.get(verdict, ELSE)[0]} {verdict.lower()}" for verdict in met]
    return "  ".join([*said, f"{FRAME} where the claim speaks"])
