"""The table of synthetic claims: what a cold run and a second one take, by how many there are."""

import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from checkout import Checkout, Spent
from runs import commits
from synthetic import write
from tables import exponent, head, row

Pair = tuple[Spent, Spent]
"""A cold run and a second one."""
FEW = 2  # claims, the least for which a worker is started


def claims(given: Namespace) -> None:
    """Print user time by the number of claims, and its exponents.

    What two claims take, nearly all of it start-up, is measured beside and taken off for the
    second exponent.
    """
    taken = {commit: {size: [] for size in (FEW, *given.claims)} for commit in commits(given)}
    with tempfile.TemporaryDirectory() as place:
        copies = {commit: Checkout.of(commit, Path(place, commit)) for commit in commits(given)}
        for turn in range(given.rounds):
            for size in (FEW, *given.claims):
                for commit, copy in copies.items():
                    project = Path(place, f"{turn} {size} {commit}")
                    taken[commit][size].append(pair(copy, project, size, given))
    for commit, found in taken.items():
        show(commit, found)


def show(commit: str, found: dict[int, list[Pair]]) -> None:
    """Print the table of one commit, and below it the exponents."""
    columns = ("user s", "ms a claim", "peak MiB")
    print(f"At {commit}:\n")
    print(head("claims", *(f"{run}, {cell}" for run in ("cold", "second") for cell in columns)))
    for size, pairs in found.items():
        print(row(size, *told(size, [*zip(*pairs, strict=True)])))
    print("\n".join(["", *exponents(found), ""]))


def pair(copy: Checkout, project: Path, size: int, given: Namespace) -> Pair:
    """Audit a new project of this size twice. SystemExit where that is not green."""
    write(project, size)
    asked = {"at": project, "workers": given.workers[0], "seconds": 60 * given.minutes}
    found = copy.audit("claims", **asked), copy.audit("claims", **asked)
    for spent in found:
        print(f"{size} claims, {copy.root.name}: user {spent.user:.1f} s", file=sys.stderr)
        if spent.status != 0:
            raise SystemExit(f"{size} claims ended with {spent.status}:\n{spent.output[-2000:]}")
    return found


def told(size: int, runs: Sequence[Sequence[Spent]]) -> Iterator[str]:
    """Medians of the rounds, for the cold runs and the second ones."""
    for run in runs:
        user = median(spent.user for spent in run)
        yield from (f"{user:.2f}", f"{1e3 * user / size:.1f}")
        yield f"{max(spent.peak for spent in run):.0f}"


def exponents(found: dict[int, list[Pair]]) -> Iterator[str]:
    """How user time grows with claims, whole and beyond what two claims take."""
    for place, name in enumerate(("cold", "second")):
        user = {size: median(pair[place].user for pair in pairs) for size, pairs in found.items()}
        start = user.pop(FEW)
        whole = exponent(list(user), list(user.values()))
        beyond = exponent(list(user), [time - start for time in user.values()])
        yield f"- {name}: exponent {whole:.2f}, beyond start-up {beyond:.2f}"
