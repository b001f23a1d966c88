"""The score of a run, for the terminal and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.mutation.campaign import Trials
from tests.mutation.equivalent import Equivalent

COLUMNS = (
    *("room", "all", "tried", "noticed", "by hang", "void", "survived"),
    *("equivalent", "not tried", "score"),
)


@dataclass(frozen=True)
class Row:
    """The counts of one room: of all mutants, some were tried, some equivalent, the rest not tried.

    tried = noticed + void + survived.
    """

    room: str
    all: int
    noticed: int
    hang: int
    void: int
    survived: int
    equivalent: int

    @classmethod
    def of(cls, trials: Trials) -> "Row":
        """Count one room."""
        count = {e: len(trials.ended(e)) for e in ("noticed", "hang", "void", "survived")}
        noticed = count.pop("noticed") + count["hang"]
        equivalent = len(trials.equivalent)
        return cls(trials.room.name, trials.all, noticed, equivalent=equivalent, **count)

    @property
    def tried(self) -> int:
        return self.noticed + self.void + self.survived

    @property
    def score(self) -> float | None:
        """Noticed among those tried that are not void; None where there is none."""
        judged = self.noticed + self.survived
        return self.noticed / judged if judged else None

    @property
    def cells(self) -> list[str]:
        counts = (self.all, self.tried, self.noticed, self.hang, self.void, self.survived)
        untried = self.all - self.tried - self.equivalent
        score = "–" if self.score is None else f"{self.score:.2f}"
        return [self.room, *map(str, (*counts, self.equivalent, untried)), score]


def table(rows: Sequence[Row]) -> str:
    """Markdown that is read as well in a terminal."""
    lines = [list(COLUMNS), *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(line, widths) for line in (lines[0], rule, *lines[1:]))


def report(trials: Sequence[Trials], stale: Sequence[Equivalent]) -> str:
    """The table, what survived, and which entries of the list of equivalents fit nothing."""
    parts = [table([Row.of(t) for t in trials])]
    for t in trials:
        if survivors := sorted(t.ended("survived"), key=lambda m: (m.file, m.line)):
            lines = (
                f"- {m.file}:{m.line} ({m.operator}) `{m.before}` → `{m.after}`" for m in survivors
            )
            parts.append("\n".join([f"## {t.room.name}: survived\n", *lines]))
    if stale:
        lines = (f"- {e.file}, {e.function}: `{e.before}` → `{e.after}`" for e in stale)
        parts.append("\n".join(["## Equivalents that no longer match anything\n", *lines]))
    return "\n\n".join(parts)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return " | ".join(["| " + first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]) + " |"
