"""What an audit takes, after each kind of edit, and how that grows with claims and sizes.

Commits are written to folders of their own and edited there; with ``--against`` two of them take
turns. Every command runs until it ends, or for ``--minutes``.

    python benchmarks/audit.py --tables runs --notes 01_rnn --workers 1
    python benchmarks/audit.py --against HEAD~20 --rounds 3
"""

import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from checkout import ROOT, Checkout
from claims_growth import claims
from edits import RUNS
from runs import commits, runs
from tables import load

TABLES = ("runs", "claims", "replicas", "length")


def arguments() -> Namespace:
    """What to measure."""
    notes = sorted(path.stem.removeprefix("test_") for path in (ROOT / "claims").glob("test_*.py"))
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", nargs="+", default=list(TABLES), choices=TABLES)
    parser.add_argument("--commit", default="HEAD", help="what is measured (default: HEAD)")
    parser.add_argument("--against", metavar="COMMIT", help="what it is held against")
    parser.add_argument("--runs", nargs="+", default=list(RUNS), choices=list(RUNS))
    parser.add_argument("--notes", nargs="+", default=[], choices=notes, help="default: all")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--claims", type=int, nargs="+", default=[50, 100, 250, 500, 1000])
    parser.add_argument("--rounds", type=int, default=1, help="of which medians are told")
    parser.add_argument("--minutes", type=float, default=60, help="for one command (default: 60)")
    given = parser.parse_args()
    if given.commit == given.against:
        parser.error(f"--against: name another commit than {given.commit}, or {given.commit}~0.")
    return given


def growth(given: Namespace, grown: str) -> None:
    """Print how an update grows, for each commit."""
    script = str(Path(__file__).with_name("growth.py"))
    for commit in commits(given):
        with tempfile.TemporaryDirectory() as place:
            said = Checkout.of(commit, Path(place, "project")).python(script, grown)
        print(f"At {commit}:\n\n{said}")


def main() -> None:
    """Print the tables that are asked for."""
    given = arguments()
    print(f"{given.rounds} rounds; load {load()}\n")
    for table in given.tables:
        if table == "runs":
            runs(given)
        elif table == "claims":
            claims(given)
        else:
            growth(given, table)
        print(f"load {load()}\n", flush=True)


if __name__ == "__main__":
    main()
