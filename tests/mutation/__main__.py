"""Change the sources, one place at a time, and see whether the tests notice.

python -m tests.mutation tasks training --sample 40 --workers 2
"""

import argparse
import os
import signal
import sys
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation import equivalent
from tests.mutation.campaign import Campaign, Trials, Unfit
from tests.mutation.mutants import mutants_of, sample
from tests.mutation.rooms import Room, find_rooms
from tests.mutation.table import Row, report
from tests.mutation.trees import Tree

ROOT = Path(__file__).parents[2]


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """What to try, and how long."""
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__.split("\n")[0])
    add = parser.add_argument
    add("rooms", nargs="*", help="folders of src, such as tasks or sequence_models/tasks")
    add("--sample", type=int, metavar="N", help="mutants per room; all unless given")
    add("--seed", default="0", help="which mutants the sample draws")
    add("--minutes", type=float, default=60.0, help="stop after so long (60)")
    add("--workers", type=int, default=os.cpu_count() or 1, help="one per core unless given")
    add("--least", type=float, default=0.95, help="the score that every room has to reach (0.95)")
    add("--out", type=Path, help="write the table and the survivors here, as Markdown")
    add("--own", action="store_true", help="run each room's own tests and no others")
    add("--bound", type=float, default=inf, metavar="S", help="start no test of a mutant later")
    add("--list", action="store_true", help="print the mutants drawn and try none")
    return parser.parse_args(arguments)


def draw(room: Room, size: int | None, seed: str, known: set[tuple]) -> tuple[Trials, list]:
    """What to try in a room, and every mutant that there is."""
    every = [m for file in room.sources for m in mutants_of(file, (room.root / file).read_text())]
    drawn = sample(every, size, f"{seed}:{room.name}")
    trials = Trials(room, len(every), [m for m in drawn if m.key not in known])
    trials.equivalent = [m for m in drawn if m.key in known]
    return trials, every


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """0 where every room reaches the score, 1 where one does not, 2 where none could be tried."""
    options = parse(arguments)
    try:
        with TemporaryDirectory(prefix="mutation-") as place:
            return campaign(options, root, Path(place))
    except (ValueError, Unfit) as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        print("interrupted before anything was tried", file=sys.stderr)
    return 2


def campaign(options: argparse.Namespace, root: Path, place: Path) -> int:
    """Draw, try, and say what came out."""
    tree = Tree.copy(root, place / "0")
    entries = equivalent.read(equivalent.FILE.read_text())
    known = {entry.key for entry in entries}
    rooms = find_rooms(tree.root, options.rooms)
    drawn = [draw(room, options.sample, options.seed, known) for room in rooms]
    trials = [t for t, _ in drawn]
    if options.list:
        print(*(f"{m.operator:12} {m}" for t in trials for m in t.drawn), sep="\n")
        return 0
    try:
        run = Campaign(
            trials, options.workers, 60 * options.minutes, own=options.own, bound=options.bound
        )
        run.run(tree, place)
    except KeyboardInterrupt:
        print("\ninterrupted: what follows is what there is")
    text = report(trials, equivalent.stale(entries, (m for _, every in drawn for m in every)))
    print(f"\n{text}")
    if options.out:
        options.out.write_text(f"{text}\n")
    return int(any((Row.of(t).score or 0.0) < options.least for t in trials))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
