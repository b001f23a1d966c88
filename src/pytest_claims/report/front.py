"""The front page: what came out, how sure that is, what was tested and what was not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_claims.recording import matrix
from pytest_claims.recording.standings import (
    STANDINGS,
    Row,
    Standing,
    count,
    figure,
    standing,
    standing_of,
)
from pytest_claims.recording.tally import difference
from pytest_claims.report.evidence import MUTANTS

KINDS = ("tested", "derived", "cited", "argued")
ASIDE = (
    "What is claimed of every replica is outside these errors: it is checked, not inferred, and "
    "beside it stands the loss rate that so many replicas do not exclude."
)
FIRST, LAST = ("python",), ("cpu", "device", "git")


@dataclass(frozen=True)
class Accounting:
    """The sentences of one note, by kind."""

    path: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All its sentences."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Matrix:
    """Claims against mutants or implementations; a cell is a word, a standing's key, or empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Row, tuple[str, ...]], ...]


def headline(rows: Sequence[Row]) -> str:
    """The audit in one sentence."""
    tried = [r for r in rows if standing_of(r).key not in ("untested", "unreached")]
    good = sum(standing_of(r).supported for r in tried)
    if not tried:
        return "Nothing was tested."
    if good == len(tried) == len(rows):
        return f"All {count(good, 'claim')} came out as the notes declare."
    left = len(rows) - len(tried)
    rest = f"; {left} {'was' if left == 1 else 'were'} not tested" if left else ""
    return f"{good} of {count(len(tried), 'claim')} came out as the notes declare{rest}."


def totals(rows: Sequence[Row]) -> list[tuple[Standing, int]]:
    """How many claims have each standing, those that occur."""
    found = Counter(standing_of(row).key for row in rows)
    return [(standing, found[standing.key]) for standing in STANDINGS if found[standing.key]]


def accounting(notes: Sequence[Mapping[str, Any]]) -> list[Accounting]:
    """The prose of each note that claims something, counted."""
    return [
        Accounting(str(n["path"]), {k: int((n.get("sentences") or {}).get(k, 0)) for k in KINDS})
        for n in notes
        if (n.get("sentences") or {}).get("tested")
    ]


def budget(run: Mapping[str, Any], rows: Sequence[Row]) -> str:
    """How much error the audit allows itself, in words."""
    each, whole = run.get("error_per_claim"), run.get("error_of_audit")
    if each is None:
        return "The ledger names no error budget."
    words = (
        f"Each claim is decided falsely with probability at most {figure(float(each), 2)}, "
        "over all its cases, comparisons and looks"
    )
    if whole is not None:
        words += f"; any of the {count(len(rows), 'claim')} with at most {figure(float(whole), 2)}"
    return f"{words}. {ASIDE}"


def marks(rows: Sequence[Row]) -> list[str]:
    """The marks that claims bear."""
    return sorted({str(mark) for row in rows for mark in row.get("marks") or ()})


def subjects(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is under test, by name."""
    return sorted((str(k), str(v)) for k, v in (run.get("subjects") or {}).items())


def understood(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How each implementation from elsewhere is made, called and read."""
    return [(str(k), str(v)) for k, v in (run.get("understood") or {}).items()]


def environment(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where and with what it was measured."""
    known = run.get("environment") or {}
    names = [*FIRST, *sorted(set(known) - {*FIRST, *LAST}), *LAST]
    facts = [(name, str(known[name])) for name in names if known.get(name)]
    facts = [fact for fact in facts if fact != ("device", "cpu")]
    for name in ("started", "seed"):
        if run.get(name) is not None:
            facts.append((name, str(run[name])))
    if run.get("seconds"):
        facts.append(("seconds", figure(float(run["seconds"]))))
    return facts


def mutants(rows: Sequence[Row], run: Mapping[str, Any]) -> Matrix | None:
    """Which claim catches which mutant; None where none was tried."""
    found = matrix.mutants(rows, run.get("mutants") or {})
    return _table(
        rows, {name: {id: MUTANTS[r] for id, r in by.items()} for name, by in found.items()}
    )


def survivors(rows: Sequence[Row], run: Mapping[str, Any]) -> list[str]:
    """Mutants that no claim catches, though one could measure them."""
    found = matrix.mutants(rows, run.get("mutants") or {})
    return [name for name in matrix.survivors(found) if name not in matrix.unmeasured(found)]


def unmeasured(rows: Sequence[Row], run: Mapping[str, Any]) -> list[str]:
    """Mutants that no claim could measure."""
    return matrix.unmeasured(matrix.mutants(rows, run.get("mutants") or {}))


def correct(rows: Sequence[Row], run: Mapping[str, Any]) -> Matrix | None:
    """What each correct implementation made of the claims; None where none was tried."""
    return _verdicts(rows, matrix.correct(rows, run.get("correct") or {}))


def implementations(rows: Sequence[Row]) -> Matrix | None:
    """Which claim holds for which implementation; None where only one was tried."""
    found = matrix.implementations(rows)
    names = dict.fromkeys(name for verdicts in found.values() for name in verdicts)
    return _verdicts(
        rows, {name: {id: v[name] for id, v in found.items() if name in v} for name in names}
    )


def apart(row: Row) -> list[str]:
    """What tells two implementations apart by this claim: verdicts, then numbers."""
    found = matrix.implementations([row])
    said = [f"{name}: {v}" for i in matrix.told_apart(found) for name, v in found[i].items()]
    return said + [difference(one) for one in matrix.numbers_apart([row]).get(row["id"], ())]


def _verdicts(rows: Sequence[Row], found: matrix.Matrix) -> Matrix | None:
    """A column of standings for each implementation, from its verdicts by claim."""
    declared = {row["id"]: str(row.get("declared", "holds")) for row in rows}
    return _table(
        rows,
        {
            name: {id: standing(verdict, declared[id]).key for id, verdict in by.items()}
            for name, by in found.items()
        },
    )


def _table(rows: Sequence[Row], columns: Mapping[str, Mapping[str, str]]) -> Matrix | None:
    """A column per name, a row per claim that any of them has a cell for."""
    cells = [(row, tuple(by.get(row["id"], "") for by in columns.values())) for row in rows]
    return Matrix(tuple(columns), tuple(c for c in cells if any(c[1]))) if columns else None


def beliefs(rows: Sequence[Row]) -> list[Row]:
    """Beliefs that the notes report as false, and that were found false."""
    return [row for row in rows if standing_of(row).key == "belief"]


def uncontrolled(rows: Sequence[Row]) -> list[Row]:
    """Claims that no control could turn, each with its reason."""
    return [row for row in rows if row.get("no_control")]


def weakened(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Claims with assertions that controls weaken and none turns, and those assertions."""
    found = [
        (row, dict.fromkeys(t for case in row.get("cases") or () for t in case.get("weakened", ())))
        for row in rows
    ]
    return [(row, "; ".join(texts)) for row, texts in found if texts]
