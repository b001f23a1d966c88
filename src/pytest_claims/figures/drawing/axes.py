"""Axes: their names, scales and the numbers written along them."""

from __future__ import annotations

from math import log10
from typing import Any

from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter


def dress(axes: Any, panel: dict[str, Any], *, lying: bool) -> None:
    """Name and scale the axes; where dots lie beside names, values run from left to right."""
    axes.set_title(panel["title"], loc="left", pad=8)
    axes.set_xlabel(panel["y" if lying else "x"])
    axes.set_ylabel("" if lying else panel["y"])
    if ("y" if lying else "x") in panel["log"]:
        axes.set_xscale("log")
    if "y" in panel["log"] and not lying:
        axes.set_yscale("log")


def number(axes: Any, panel: dict[str, Any], *, lying: bool) -> None:
    """Set the limits of what is drawn, and write numbers along it."""
    limits = axes.get_xlim(), axes.get_ylim()
    axes.set(xlim=limits[0], ylim=limits[1])
    if panel["within"]:
        (axes.set_xlim if lying else axes.set_ylim)(*panel["within"])
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "log":
            _logarithmic(axis)
    if panel["decades"]:
        axis = axes.xaxis if lying else axes.yaxis
        axis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        axis.set_major_formatter(FuncFormatter(lambda value, _: power(value)))


def _logarithmic(axis: Any) -> None:
    low, high = axis.get_view_interval()
    span = abs(log10(high / low))
    steps = (1.0,) if span > 3 else (1.0, 2.0, 5.0) if span > 0.8 else tuple(range(1, 10))
    axis.set_major_locator(LogLocator(subs=steps, numticks=12))
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
