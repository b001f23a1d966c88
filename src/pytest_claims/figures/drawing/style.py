"""Colours, markers and type that read on light and on dark pages, and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

INK = "#787d85"
"""Of text and axes: about as far from white as from a dark page."""
COLOURS = ("#2f7fc1", "#d55e00", "#199a72", "#a56bc4", "#a8860b", "#c0577f")
"""Of families of curves; told apart by those who see no red or green, and by their markers."""
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")
ABOVE, BELOW, OPEN = "#f0a35e", "#82b4e4", "#e4e4e4"
ON_CELLS = "#16191d"

SETTINGS: Any = {
    "svg.fonttype": "path",
    "svg.hashsalt": "pytest_claims",
    "font.family": "DejaVu Sans",
    "mathtext.fontset": "dejavusans",
    "font.size": 10.5,
    "axes.titlesize": 11,
    "axes.labelsize": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.titlecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.9,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": INK,
    "grid.alpha": 0.18,
    "grid.linewidth": 0.7,
    "lines.linewidth": 1.9,
    "lines.markersize": 5.5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.unicode_minus": True,
}


@dataclass(frozen=True)
class Look:
    """How one curve is told from the others."""

    colour: str
    marker: str


class Looks:
    """A colour for each family, and a marker for each curve, the same in every panel.

    ``far`` is the distance from the boundary at which a cell has its full colour.
    """

    def __init__(self, panels: Sequence[Any], *, far: float = 1.0) -> None:
        self.far = far
        marks = [mark for panel in panels for mark in panel["marks"]]
        points = [mark for mark in marks if mark["kind"] == "points"]
        families = list(dict.fromkeys(mark["like"] for mark in points))
        curves = dict.fromkeys((mark["like"], mark["label"]) for mark in points)
        self._colours = {f: COLOURS[i % len(COLOURS)] for i, f in enumerate(families)}
        self._markers = {label: MARKERS[i % len(MARKERS)] for i, (_, label) in enumerate(curves)}
        self._family = {label: family for family, label in curves}

    def of(self, label: str) -> Look:
        """Of a curve."""
        return Look(self._colours[self._family[label]], self._markers[label])

    def colour(self, like: str) -> str:
        """Of theory: that of the family or curve that it is about, or ink."""
        return self._colours.get(self._family.get(like, like), INK)
