"""Axes: their names, scales and the numbers written along them."""

from __future__ import annotations

from math import log10
from typing import Any

from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter


def dress(axes: Any, panel: dict[str, Any], *, lying: bool) -> None:
    """Name and scale the axes; where dots lie beside names, values run from left to right."""
    axes.set_title(panel["title"], loc="left", pad=8)
    across, upward = ("y", "x") if lying else ("x", "y")
    axes.set_xlabel(panel[across])
    axes.set_ylabel("" if lying else panel[upward])
    value_axis = axes.xaxis if lying else axes.yaxis
    if across in panel["log"]:
        _logarithmic(axes, axes.xaxis, "x")
    if upward in panel["log"] and not lying:
        _logarithmic(axes, axes.yaxis, "y")
    if panel["decades"]:
        value_axis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        value_axis.set_major_formatter(FuncFormatter(lambda value, _: power(value)))
    if panel["within"]:
        (axes.set_xlim if lying else axes.set_ylim)(*panel["within"])
    if lying:
        axes.invert_yaxis()
        axes.margins(y=0.12)


def _logarithmic(axes: Any, axis: Any, which: str) -> None:
    getattr(axes, f"set_{which}scale")("log")
    axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0), numticks=12))
    axis.set_major_formatter(FuncFormatter(lambda value, _: plain(value)))
    axis.set_minor_formatter(NullFormatter())


def power(exponent: float) -> str:
    """A power of ten."""
    return f"$10^{{{exponent:g}}}$" if exponent else "1"


def plain(value: float) -> str:
    """A number as it is said, or a power of ten where that is shorter."""
    if value > 0 and not 1e-3 <= value < 1e5:
        return power(log10(value)) if log10(value).is_integer() else f"{value:.0e}"
    return f"{value:,g}" if value < 1e4 else f"{value:,.0f}"
