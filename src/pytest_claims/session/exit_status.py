"""The exit status of a run, decided here and nowhere else, from what came of each claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.standings import count, first_of

ALL_AS_DECLARED, NOT_AS_DECLARED, INTERRUPTED, INTERNAL, USAGE, NOTHING_TESTED = range(6)
INCONCLUSIVE_ONLY = 6
UNDECIDED = (Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, Verdict.NOT_REACHED)
NOT_COLLECTED = (
    "it was not collected. Something other than the command line left it out: an ignored file, "
    "a name that pytest does not collect, a plugin that deselects, or a test that is removed "
    "when the file is imported"
)


@dataclass(frozen=True)
class Run:
    """What is known of a run when it ends.

    ``rows`` are the ledger's claims; ``asked`` are the ids that the command line asks for by
    folder, file or name. ``status`` is pytest's own: a lower bound of badness and no more.
    ``broken`` says that the machinery failed, ``unreported`` that a test began and left no row,
    ``accused`` that a correct implementation speaks against a claim, ``stands_in`` that a
    subject of the command line may leave claims untested. ``thin``, ``survivors`` and
    ``outdated`` count where the run is ``whole``: it asked for every claim of every note and
    tried them. ``unwritten`` says that the disk refused what was to be published, ``stale`` that
    a number in the prose is not what was measured, ``unexpected`` that a subject passes where
    its user says that it fails, ``idle`` that of a subject of the command line nothing was tested.
    ``uncollected`` are files that broke when pytest read them.
    """

    rows: Sequence[dict[str, Any]]
    asked: Collection[str] = ()
    status: int = ALL_AS_DECLARED
    broken: bool = False
    unreported: bool = False
    accused: bool = False
    stands_in: bool = False
    whole: bool = False
    thin: bool = False
    survivors: bool = False
    outdated: bool = False
    unwritten: bool = False
    stale: bool = False
    unexpected: bool = False
    uncollected: Sequence[str] = ()
    idle: bool = False


def exit_status(run: Run) -> int:
    """0 all as declared, 1 something is not, 2 interrupted, 3 internal, 4 usage, 5 nothing
    tested, or nothing of a subject, 6 inconclusive at worst.
    """
    verdicts = {verdict for row in run.rows for verdict in of_this_run(row)}
    if run.status not in (ALL_AS_DECLARED, NOT_AS_DECLARED, NOTHING_TESTED, INCONCLUSIVE_ONLY):
        return run.status
    if run.broken:
        return INTERNAL
    wrong = run.accused or run.stale or run.unexpected or any(map(contradicted, run.rows))
    if run.status == NOT_AS_DECLARED or wrong:
        return NOT_AS_DECLARED
    if run.unreported:
        return INTERNAL
    if not verdicts and not run.asked:
        return run.status
    nothing = run.idle or verdicts <= {Verdict.NOT_TESTED, Verdict.NOT_REACHED}
    if run.status == NOTHING_TESTED or nothing:
        return NOTHING_TESTED
    if untested(run) or (run.whole and (run.thin or run.survivors or run.outdated)):
        return NOT_AS_DECLARED
    return (
        INCONCLUSIVE_ONLY if Verdict.INCONCLUSIVE in verdicts else run.status or int(run.unwritten)
    )


def part_of_this_run(row: dict[str, Any]) -> dict[str, Any]:
    """The row, less the cases that an earlier run tried."""
    return row | {"cases": [case for case in row["cases"] if not case.get("earlier")]}


def of_this_run(row: dict[str, Any]) -> list[Verdict]:
    """The verdicts of the cases that this run tried, or was to try; a failure that is expected of
    a subject counts as what is declared."""
    declared = row["declared"].upper()
    cases = part_of_this_run(row)["cases"]
    return [Verdict(declared if "expected" in case else case["verdict"]) for case in cases]


def contradicted(row: dict[str, Any]) -> bool:
    """Whether a case of this run was decided, and not as the note declares."""
    declared = Verdict(row["declared"].upper())
    return any(v is not declared and v not in UNDECIDED for v in of_this_run(row))


def untested(run: Run) -> list[str]:
    """A line for each sentence that this run was asked for and did not test, and why; one for all
    that a file which cannot be collected keeps from being tested.
    """
    kept = [row["id"] for row in run.rows if _waits(run, row)]
    files, claims = first_of(run.uncollected), count(len(kept), "claim")
    said = f"{files} could not be collected, as is shown above: {claims} not tested because of that"
    return [said][: bool(kept)] + [
        f"{row['note']}:{row['line']} {row['id']} is not tested: {why}"
        for row in run.rows
        if row["id"] not in kept
        for why in _reasons(run, row)
    ]


def _waits(run: Run, row: dict[str, Any]) -> bool:
    """Whether a file that cannot be collected is why a claim was not tested."""
    verdicts = of_this_run(row)
    its_own = str(row.get("test")).partition("::")[0] in run.uncollected
    missing = its_own and not verdicts and row["id"] in run.asked
    return missing or bool(run.uncollected and Verdict.NOT_REACHED in verdicts)


def _reasons(run: Run, row: dict[str, Any]) -> Iterator[str]:
    verdicts = of_this_run(row)
    if not verdicts and row["id"] in run.asked:
        yield NOT_COLLECTED
    if Verdict.NOT_REACHED in verdicts:
        yield "the run ended before it"
    if Verdict.NOT_TESTED in verdicts and not run.stands_in:
        yield "the project's own implementation does not show what it measures"
