"""A figure as an experiment returns it: panels beside each other, declared and not yet measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pytest_claims.declaring.measurement import Measurement
from pytest_claims.declaring.sample import Sample
from pytest_claims.faults import ClaimError
from pytest_claims.figures.marks import Cells, Mark, Points, Scope, Threshold


@dataclass(frozen=True, init=False)
class Panel:
    """Marks within one pair of axes.

    ``x`` and ``y`` name what the axes show, with its unit. ``log`` is "x", "y" or "xy".
    ``decades`` writes y, which is a logarithm to the base of ten, as powers of ten.
    ``within`` are the limits of y, beyond which nothing is shown.
    """

    marks: tuple[Mark, ...]
    x: str
    y: str
    title: str
    log: str
    decades: bool
    within: tuple[float, float] | None

    def __init__(
        self,
        *marks: Mark,
        x: str = "",
        y: str = "",
        title: str = "",
        log: str = "",
        decades: bool = False,
        within: tuple[float, float] | None = None,
    ) -> None:
        for mark in marks:
            if not isinstance(mark, Mark):
                raise ClaimError(f"Give Panel(…) curves, dots, cells and the like, not {mark!r}.")
        if not any(isinstance(mark, Points | Cells) for mark in marks):
            raise ClaimError("Give Panel(…) something that is measured: curve, dots or cells.")
        _refuse_mixed(marks)
        given: dict[str, Any] = {"marks": marks, "x": x, "y": y, "title": title, "log": log}
        given |= {"decades": decades, "within": within}
        for name, value in given.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, init=False)
class Figure:
    """Panels from left to right."""

    panels: tuple[Panel, ...]

    def __init__(self, *panels: Panel) -> None:
        if not panels or not all(isinstance(panel, Panel) for panel in panels):
            raise ClaimError(f"Give Figure(…) one panel or more, not {panels!r}.")
        object.__setattr__(self, "panels", panels)

    def samples(self) -> Iterator[Sample]:
        """All that is measured for it."""
        for panel in self.panels:
            for mark in panel.marks:
                if isinstance(mark, Points):
                    yield from mark.samples
                elif isinstance(mark, Cells):
                    yield from (sample for row in mark.samples for sample in row)

    def measurements(self) -> list[Measurement]:
        """What the samples are made from, each once."""
        return list({m.text: m for s in self.samples() for m in s.measurements}.values())

    def claims(self) -> list[str]:
        """Ids of the claims that are marked in it."""
        found: list[str] = []
        for mark in (mark for panel in self.panels for mark in panel.marks):
            if isinstance(mark, Cells):
                found += mark.claimed.values()
            elif isinstance(mark, Scope | Threshold) and mark.claim:
                found.append(mark.claim)
        return list(dict.fromkeys(found))


def _refuse_mixed(marks: tuple[Mark, ...]) -> None:
    """Numbers, names and cells each need axes of their own."""
    kinds = {
        ("a curve over numbers" if mark.joined else "dots beside names")
        if isinstance(mark, Points)
        else "cells"
        for mark in marks
        if isinstance(mark, Points | Cells)
    }
    if len(kinds) > 1:
        raise ClaimError(f"Give {' and '.join(sorted(kinds))} a Panel each.")
