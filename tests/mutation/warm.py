"""Try mutants in forks of a process that has collected the tests.

python -m tests.mutation.warm session --sample 40 --seed 1 --bound 20 --again 60

Quick, for no mutant imports or collects anything again; but tests in other processes do not meet
the mutant, nor do functions that were made at import, and one that changes more than functions is
not tried. With ``--again`` the slower way has the last word on these and on what survived.
"""

import argparse
import inspect
import os
import re
import select
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time

import pytest
from tests.mutation import equivalent
from tests.mutation.again import Again, try_again
from tests.mutation.campaign import Trials
from tests.mutation.likely import Likely
from tests.mutation.mutants import Mutant, mutants_of, sample
from tests.mutation.patch import changed_functions, patch
from tests.mutation.rooms import find_rooms, module_name
from tests.mutation.server import OPTIONS, SLOW
from tests.mutation.table import report
from tests.mutation.trees import Tree

ROOT = Path(__file__).parents[2]
HANGS = 15.0
"""Processor seconds after which a test is given up."""

PATIENCE = 60.0
"""Seconds after which one is given up that may do nothing but wait."""

ELSEWHERE = re.compile(r"fork|hangs_elsewhere|\bseen\(|\.again\b|\.run\(|Popen|subprocess|-n1|-n2")
"""What tests say that run something in another process, where no mutant is."""


class Warm:
    """Runs the collected tests of a room against one mutant after the other."""

    def __init__(self, options: argparse.Namespace, trials: Trials) -> None:
        self.options = options
        self.trials = trials
        self.failed = False
        self.sound: dict[str, bool] = {}
        self.alone: dict[str, bool] = {}
        self.seconds: dict[str, float] = {}
        self.cold: list[Mutant] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if not ELSEWHERE.search(source_of(item))]
        self.likely = Likely(ROOT, [item.nodeid for item in items])
        deadline = monotonic() + 60 * self.options.minutes
        for mutant in self.trials.drawn:
            if monotonic() > deadline:
                break
            ending, _, test = self._ending(mutant, items).partition(" ")
            if ending == "cold":
                self.cold.append(mutant)
            else:
                self.trials.endings.append((mutant, ending))
            print(f"{ending:10} {mutant}  [{test}]", file=sys.__stderr__, flush=True)
        return True

    def _ending(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        functions = changed_functions((ROOT / mutant.file).read_text(), mutant.source)
        if not functions:
            return "cold"
        ordered = self._ordered(mutant, [i for i in items if self.sound.get(i.nodeid, True)])
        ending, _, test = self._forked(mutant, functions, ordered).partition(" ")
        if ending in ("noticed", "hang") and not self._is_sound(mutant, functions, test, ordered):
            return self._ending(mutant, items)
        return f"{ending} {test}"

    def _is_sound(
        self, mutant: Mutant, functions: dict, test: str, ordered: list[pytest.Item]
    ) -> bool:
        """Whether a test that noticed does so alone too, and passes alone on the sources as they
        are; or passes on these after the same other tests.
        """
        names = [item.nodeid for item in ordered]
        until = names.index(test) + 1 if test in names else 0
        alone = ordered[until - 1 : until]
        noticed = self._forked(mutant, functions, alone).partition(" ")[0] != "survived"
        if alone and noticed and self._passes(alone[0]):
            return True
        ending, _, failed = self._forked(None, {}, ordered[:until]).partition(" ")
        if ending == "survived":
            return True
        self.sound[failed] = False
        print(f"left out, for it fails on the sources: {failed}", file=sys.__stderr__)
        return False

    def _passes(self, item: pytest.Item) -> bool:
        if item.nodeid not in self.alone:
            self.alone[item.nodeid] = self._forked(None, {}, [item]).startswith("survived")
        return self.alone[item.nodeid]

    def _forked(self, mutant: Mutant | None, functions: dict, items: list[pytest.Item]) -> str:
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.setsid()
            self._child(mutant, functions, items, writing)
        os.close(writing)
        try:
            return self._heard(reading)
        finally:
            os.close(reading)
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)

    def _heard(self, reading: int) -> str:
        test, since = "", 0.0
        said = ""
        while select.select([reading], [], [], PATIENCE)[0]:
            if not (part := os.read(reading, 4096).decode()):
                return f"noticed {test}"  # it died
            said += part
            *lines, said = said.split("\n")
            for line in lines:
                if not line.startswith("@"):
                    return f"{line} {test}"
                now, _, following = line[1:].partition(" ")
                self.seconds[test] = float(now) - since
                test, since = following, float(now)
        return f"hang {test}"

    def _child(self, mutant: Mutant | None, functions: dict, items: list, writing: int) -> None:
        ending = "cold"
        try:
            if mutant and not patch(module_name(mutant.file), str(ROOT / mutant.file), functions):
                return
            ending = "noticed"
            ending = self._run(items, writing)
        finally:
            os.write(writing, f"{ending}\n".encode())
            os._exit(0)

    def _ordered(self, mutant: Mutant, items: list[pytest.Item]) -> list[pytest.Item]:
        """Quick tests first, as far as is known, then those named after the file, then the likely
        ones."""
        stem = Path(mutant.file).stem
        return sorted(
            items,
            key=lambda item: (
                "pytester" in item.fixturenames,
                self.seconds.get(item.nodeid, 0.0) > SLOW,
                stem not in item.path.stem,
                -self.likely.score(mutant, item.nodeid),
            ),
        )

    def _run(self, items: list[pytest.Item], writing: int) -> str:
        start = sum(os.times()[:4])
        signal.signal(signal.SIGPROF, lambda *_: os.write(writing, b"hang\n") and os._exit(0))
        for item in items:
            if sum(os.times()[:4]) - start > self.options.bound:
                return "survived"
            os.write(writing, f"@{process_time():.3f} {item.nodeid}\n".encode())
            signal.setitimer(signal.ITIMER_PROF, HANGS)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.failed:
                return "noticed"
        return "survived"


def source_of(item: pytest.Item) -> str:
    """The text of a test's function and of the fixtures that it takes."""
    taken = [fixture.func for of in item._fixtureinfo.name2fixturedefs.values() for fixture in of]
    ours = [f for f in taken if f.__module__.partition(".")[0] != "_pytest"]
    return "\n".join(map(inspect.getsource, [item.function, *ours]))


def main() -> int:
    """0 where nothing went wrong; the table says the rest."""
    parser = argparse.ArgumentParser("python -m tests.mutation.warm")
    parser.add_argument("room")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--bound", type=float, default=10.0, help="processor seconds a mutant")
    parser.add_argument("--again", type=float, help="seconds a mutant, the slower way")
    parser.add_argument("--minutes", type=float, default=20.0, help="for either way")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    (room,) = find_rooms(ROOT, [options.room])
    every = [m for file in room.sources for m in mutants_of(file, (ROOT / file).read_text())]
    known = {entry.key for entry in equivalent.read(equivalent.FILE.read_text())}
    drawn = sample(every, options.sample, f"{options.seed}:{room.name}")
    trials = Trials(room, len(every), [m for m in drawn if m.key not in known])
    trials.equivalent = [m for m in drawn if m.key in known]
    with TemporaryDirectory(prefix="mutation-") as place:
        tree = Tree.copy(ROOT, Path(place) / "0")
        where = [f"--basetemp={place}/tests", "-s"]
        warm = Warm(options, trials)
        pytest.main([*OPTIONS, *where, *room.own_tests()], plugins=[warm])
        if options.again:
            (copied,) = find_rooms(tree.root, [options.room])
            again = Again(copied, tree, warm.seconds, options.again)
            try_again(trials, warm.cold, again, 60 * options.minutes)
    text = report([trials], [])
    print(text)
    if options.out:
        options.out.write_text(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
