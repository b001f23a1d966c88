"""What claims say of a figure: where they speak, and the number that they set."""

from __future__ import annotations

from typing import Any

from pytest_claims.figures.drawing.style import INK

SMALL = 8.5


def draw_scope(axes: Any, mark: dict[str, Any]) -> None:
    """A stretch of the axis, shaded lightly and named at its head."""
    low, high = mark["low"], mark["high"]
    if low == high:
        axes.axvline(low, color=INK, linestyle=":", linewidth=1.3)
    else:
        axes.axvspan(low, high, color=INK, alpha=0.10, linewidth=0)
        for edge in (low, high):
            axes.axvline(edge, color=INK, alpha=0.5, linewidth=0.7)
    _say(axes, mark["label"], (low, 0.985), ("data", "axes fraction"), (4, 0), "top")


def draw_threshold(axes: Any, mark: dict[str, Any], *, lying: bool) -> None:
    """A thin line with an arrow to the side that is claimed."""
    value, at = mark["value"], mark["at"]
    sign = -1 if mark["side"] == "<" else 1
    if lying:
        axes.axvline(value, color=INK, linewidth=1.1, linestyle="-.")
        start, by = (value, 0.03), (14 * sign, 0)
        coordinates = ("data", "axes fraction")
    elif at is None:
        axes.axhline(value, color=INK, linewidth=1.1, linestyle="-.")
        start, by, coordinates = (0.03, value), (0, 14 * sign), ("axes fraction", "data")
    else:
        axes.plot([at], [value], marker="_", markersize=16, color=INK, markeredgewidth=1.8)
        start, by, coordinates = (at, value), (0, 16 * sign), ("data", "data")
    arrow = {"arrowstyle": "<|-", "color": INK, "shrinkA": 0, "shrinkB": 0, "linewidth": 1.1}
    held = {"xycoords": coordinates, "textcoords": "offset points", "arrowprops": arrow}
    axes.annotate("", start, by, **held).set_in_layout(False)
    if lying:
        _say(axes, mark["label"], (value, 0.985), coordinates, (4, 0), "top")
    else:
        va = "bottom" if sign > 0 else "top"
        _say(axes, mark["label"], start, coordinates, (9, 3 * sign), va)


def _say(axes: Any, text: str, at: Any, coordinates: Any, by: Any, va: str) -> None:
    if text:
        said = {"textcoords": "offset points", "va": va, "fontsize": SMALL}
        axes.annotate(text, at, by, xycoords=coordinates, **said).set_in_layout(False)
