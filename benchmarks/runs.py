"""The table of runs: cold, again, and after each kind of edit."""

import sys
import tempfile
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from checkout import Checkout, Spent
from edits import RUNS
from tables import head, row

Taken = dict[tuple[int, str], dict[str, list[Spent]]]
"""By workers and run, and then by commit, what each round took."""
OF_ONE = ("wall s", "user s", "peak MiB", "status")


def runs(given: Namespace) -> None:
    """Print what each run took, and what it took of the commit that it is held against."""
    taken: Taken = defaultdict(lambda: defaultdict(list))
    for turn in range(given.rounds):
        for workers in given.workers:
            for name, commit, spent in sequence(given, workers, turn):
                taken[workers, name][commit].append(spent)
                said = f"{spent.wall:.1f} s, user {spent.user:.1f} s, status {spent.status}"
                print(f"{workers} workers, {name}, {commit}: {said}", file=sys.stderr)
                print(spent.output[-2000:] if spent.status else "", file=sys.stderr)
    show(taken, given)


def show(taken: Taken, given: Namespace) -> None:
    """Print the table."""
    before = [f"{cell}, before" for cell in OF_ONE] + ["wall / before", "user / before"]
    print(head("workers", "run", *OF_ONE, *(before if given.against else ())))
    for (workers, name), found in taken.items():
        cells = [cell for commit in commits(given) for cell in told(found[commit])]
        if given.against:
            cells += compared(*(found[commit] for commit in commits(given)))
        print(row(workers, name, *cells))


def commits(given: Namespace) -> list[str]:
    """What is measured, and what it is held against."""
    return [given.commit, *filter(None, [given.against])]


def sequence(given: Namespace, workers: int, turn: int) -> Iterator[tuple[str, str, Spent]]:
    """Every run that is asked for of new copies, a cold one first; who begins takes turns."""
    files = [f"claims/test_{note}.py" for note in given.notes] or ["claims"]
    with tempfile.TemporaryDirectory() as place:
        copies = {commit: Checkout.of(commit, Path(place, commit)) for commit in commits(given)}
        for name in (name for name in RUNS if name in given.runs or name == "cold"):
            for commit in commits(given)[:: -1 if turn % 2 else 1]:
                RUNS[name].edit(copies[commit], given.notes)
                asks = (*files, *RUNS[name].flags)
                limit = 60 * given.minutes
                yield name, commit, copies[commit].audit(*asks, workers=workers, seconds=limit)


def told(spent: Sequence[Spent]) -> list[str]:
    """Medians of the rounds, the highest peak, and every exit status."""
    statuses = {"stopped" if each.status is None else str(each.status) for each in spent}
    return [
        f"{median(each.wall for each in spent):.1f}",
        f"{median(each.user for each in spent):.1f}",
        f"{max(each.peak for each in spent):.0f}",
        ", ".join(sorted(statuses)),
    ]


def compared(now: Sequence[Spent], before: Sequence[Spent]) -> Iterator[str]:
    """The median of the rounds' ratios, and their range; none where a run was stopped."""
    if any(spent.status is None for spent in (*now, *before)):
        yield from ("", "")
        return
    for kind in ("wall", "user"):
        pairs = zip(now, before, strict=True)
        ratios = sorted(getattr(one, kind) / getattr(other, kind) for one, other in pairs)
        yield f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
