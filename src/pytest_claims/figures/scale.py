"""How much is measured: the scale of a run changes replicas and grids, never the question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.population import Over
from pytest_claims.faults import ClaimError

LOOK = {"ci": 0, "laptop": 1, "full": 3}
"""The look up to which each scale draws replicas, the same that claims draw."""
SCALES = tuple(LOOK)


@dataclass(frozen=True)
class Grid:
    """Values of a condition, by the scale from which on they are measured."""

    ci: tuple[Any, ...]
    laptop: tuple[Any, ...] = ()
    full: tuple[Any, ...] = ()

    def at(self, scale: str) -> Over:
        """All that this scale measures, numbers in their order."""
        reached = SCALES[: SCALES.index(scale) + 1]
        values = [value for name in reached for value in getattr(self, name)]
        numbers = all(isinstance(value, int | float) for value in values)
        return Over(tuple(sorted(values) if numbers else values))


def grid(*values: Any, laptop: Sequence[Any] = (), full: Sequence[Any] = ()) -> Any:
    """These values for every replica at any scale, and more of them at the larger ones.

    ``measure(probe, Subject, lag=grid(1, 50, laptop=(5, 10, 20)))`` is a curve over two lags in the
    quickest run and over five on a laptop.
    """
    every = [*values, *laptop, *full]
    if not values or any(value in every[:i] for i, value in enumerate(every)):
        raise ClaimError(
            f"Write at least one value for any scale, and each value once: {every!r} is no grid."
        )
    return Grid(values, tuple(laptop), tuple(full))


class Scaled(Measure):
    """The ``measure`` of an experiment: lazy samples and curves, with grids of one scale."""

    def __init__(self, scale: str, *, root: Path = Path(), common: Collection[str] = ()) -> None:
        super().__init__(root=root, common=common)
        self.scale = scale

    def resolved(self, conditions: dict[str, Any]) -> dict[str, Any]:
        """Grids as what this scale measures of them."""
        return {
            name: value.at(self.scale) if isinstance(value, Grid) else value
            for name, value in conditions.items()
        }
