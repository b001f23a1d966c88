"""Wins by stratum: a bar for each value of what varies, or a map where two conditions vary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """The replicas that have one value, or one pair of values."""

    value: str
    wins: int
    replicas: int
    behind: bool = False

    @property
    def share(self) -> float:
        """Of its replicas, how many win; zero where it has none."""
        return self.wins / self.replicas if self.replicas else 0.0


@dataclass(frozen=True)
class Row:
    """One condition that varies, and a cell for each of its values."""

    condition: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Strata:
    """The population of one comparison.

    ``map`` has a row for each value of the first condition where two vary, and is empty else.
    ``majority`` is the share that a stratum has to pass, None where each replica has to win.
    """

    rows: tuple[Row, ...]
    map: tuple[tuple[Cell, ...], ...]
    majority: float | None
    words: str


def strata(c: Mapping[str, Any]) -> Strata | None:
    """The wins by stratum of a comparison; None where nothing varies from replica to replica."""
    if not c.get("strata"):
        return None
    rows = tuple(_rows(c))
    behind = [f"{r.condition}={cell.value}" for r in rows for cell in r.cells if cell.behind]
    return Strata(rows, tuple(_map(c, rows)), _majority(c), _words(behind, _majority(c)))


def _rows(c: Mapping[str, Any]) -> Iterator[Row]:
    found: dict[str, list[Cell]] = {}
    for s in c["strata"]:
        value, wins, replicas = str(s["value"]), int(s["wins"]), int(s["replicas"])
        lost = _majority(c) is None and wins < replicas
        behind = lost or f"{s['condition']}={value}" in (c.get("behind") or ())
        found.setdefault(str(s["condition"]), []).append(Cell(value, wins, replicas, behind))
    return (Row(condition, tuple(cells)) for condition, cells in found.items())


def _map(c: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
    if len(rows) != 2:
        return
    down, right = rows
    for row, counts in zip(down.cells, c.get("map") or (), strict=False):
        yield tuple(
            Cell(f"{row.value}, {column.value}", int(wins), int(replicas))
            for column, (wins, replicas) in zip(right.cells, counts, strict=False)
        )


def _majority(c: Mapping[str, Any]) -> float | None:
    """Strata are held to a half, or to what is claimed where that is less."""
    if c.get("class") == "checked":
        return None
    threshold = float(c.get("threshold", 0.5))
    return min(threshold, 0.5) if c.get("upward", True) else max(threshold, 0.5)


def _words(behind: Sequence[str], majority: float | None) -> str:
    if not behind:
        return ""
    why = "replicas are lost there" if majority is None else "no clear majority of replicas there"
    return f"Not along: {', '.join(behind)} ({why})."
