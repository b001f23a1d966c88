"""A figure's panels side by side, as SVG that is the same bytes for the same numbers."""

from __future__ import annotations

import re
from html import escape
from importlib.metadata import version
from io import StringIO
from typing import Any

from pytest_claims.figures.drawing.cells import extent
from pytest_claims.figures.drawing.panel import draw_panel
from pytest_claims.figures.drawing.style import SETTINGS, Looks

WIDTHS = {1: 7.6, 2: 10.2}  # inches; three panels and more are the widest
HEIGHT, ROW = 4.0, 0.42  # inches; of a figure, and the least of a row of cells
DIGITS = re.compile(r"(?<![\w.#-])(-?\d+\.\d{3,})(?![\w.])")


def drawn_with() -> str:
    """The version of what draws, which another version need not do to the same bytes."""
    return f"matplotlib {version('matplotlib')}"


def picture(numbers: dict[str, Any]) -> str:
    """The figure as SVG, transparent, with its question as title for who cannot see it."""
    import matplotlib
    from matplotlib.figure import Figure

    panels = numbers["panels"]
    with matplotlib.rc_context(SETTINGS):
        size = WIDTHS.get(len(panels), 12.0), max(HEIGHT, ROW * (_rows(panels) + 2))
        figure = Figure(figsize=size, layout="constrained")
        looks = Looks(panels, far=extent(panels))
        (row,) = figure.subplots(1, len(panels), squeeze=False)
        for axes, panel in zip(row, panels, strict=True):
            draw_panel(axes, panel, looks)
        if len({panel["y"] for panel in panels}) == 1:
            for axes in row[1:]:
                axes.set_ylabel("")
        figure.supxlabel(_told(numbers), fontsize=8.5, x=0.99, ha="right")
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return titled(shortened(written.getvalue()), numbers["question"])


def _rows(panels: list[dict[str, Any]]) -> int:
    """The most rows of cells that any panel has."""
    return max(len(mark.get("rows", [])) for panel in panels for mark in panel["marks"])


def _told(numbers: dict[str, Any]) -> str:
    return f"median of {numbers['replicas']} replicas, exact interval of 95 %"


def shortened(svg: str) -> str:
    """The picture without digits that differ between machines."""
    return DIGITS.sub(_shorter, svg)


def _shorter(match: re.Match[str]) -> str:
    """Hundredths of a point: what is finer differs between machines and is not seen."""
    number = float(match[1])
    return match[1] if abs(number) < 1 else f"{number:.2f}".rstrip("0").rstrip(".")


def titled(svg: str, question: str) -> str:
    """The picture with words for who cannot see it."""
    head, tag, rest = svg.partition("<svg ")
    attributes, end, content = rest.partition(">")
    title = f"\n <title>{escape(question)}</title>"
    return f'{head}{tag}role="img" {attributes}{end}{title}{content}'
