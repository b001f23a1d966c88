"""An experiment: its file, the question that it asks, and the function that says what is drawn."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_claims.faults import ClaimError
from pytest_claims.figures.figure import Figure
from pytest_claims.figures.scale import Scaled


@dataclass(frozen=True)
class Experiment:
    """``experiments/NAME.py`` with its function ``NAME(measure)``."""

    path: Path
    function: Callable[[Scaled], Figure]
    question: str

    @classmethod
    def of(cls, path: Path, module: Any) -> Experiment:
        """What a file says; ClaimError where it asks no question or defines no figure."""
        name = path.stem
        function = getattr(module, name, None)
        if not callable(function) or list(inspect.signature(function).parameters) != ["measure"]:
            raise ClaimError(f"Define {name}(measure) in {path}: it returns the Figure.")
        question = " ".join((inspect.getdoc(module) or "").partition("\n\n")[0].split())
        if not question.endswith("?"):
            raise ClaimError(
                f"Let the docstring of {path} begin with one question and end it with a question "
                f"mark: it begins with “{question}”."
            )
        return cls(path, function, question)

    @property
    def name(self) -> str:
        """The name of the file, the function and the figure."""
        return self.path.stem

    def declared(self, scale: str, *, root: Path, common: Collection[str]) -> Figure:
        """What is drawn at this scale; nothing is measured."""
        measure = Scaled(scale, root=root, common=common)
        figure = self.function(measure)
        measure.body.closed = True
        if not isinstance(figure, Figure):
            raise ClaimError(f"Let {self.name}(measure) return a Figure, not {figure!r}.")
        return figure
