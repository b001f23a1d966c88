"""Try what a warm process cannot judge, each mutant in a process that imports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from tests.mutation import server
from tests.mutation.campaign import Trials
from tests.mutation.likely import Likely
from tests.mutation.mutants import Mutant
from tests.mutation.rooms import Room
from tests.mutation.trees import Tree

PATIENCE = 120.0
"""Seconds that a last test may take."""

ENDINGS = {"broken": "void", "hung": "hang", "failed": "noticed", "passed": "survived"}


@dataclass
class Again:
    """The tests of a room, which take ``usual`` seconds each, on a copy of the project.

    No test of a mutant starts after ``bound`` seconds: what was not noticed until then survived.
    """

    room: Room
    tree: Tree
    usual: Mapping[str, float]
    bound: float
    unsound: set[str] = field(default_factory=set)
    """Tests that were found to fail on the sources as well, and are left out from then on."""

    def __post_init__(self) -> None:
        server.start_server()
        self.slow = [test for test, seconds in self.usual.items() if seconds > server.SLOW]
        self.likely = Likely(self.tree.root, self.slow)

    def ending(self, mutant: Mutant) -> str:
        """What became of a mutant; a test that fails on the sources as well has not noticed."""
        stem = Path(mutant.file).stem
        tests = sorted(self.room.own_tests(), key=lambda test: stem not in Path(test).stem)
        scores = {test: self.likely.score(mutant, test) for test in self.slow}
        without = frozenset(self.unsound)
        pace = server.Pace(self.bound + PATIENCE, dict(self.usual), self.bound, scores, without)
        while True:
            with self.tree.changed(mutant.file, mutant.source):
                ran = server.run(self.tree, tests, pace, self.room.modules)
            if ran.ending != "failed" or self._passes(ran.note):
                return f"{ENDINGS[ran.ending]} {ran.note}"
            if ran.note in pace.without:
                return f"unsound {ran.note}"
            self.unsound.add(ran.note)
            pace = replace(pace, without=frozenset(self.unsound))

    def _passes(self, test: str) -> bool:
        alone = server.run(self.tree, [test], server.Pace(PATIENCE), self.room.modules)
        return alone.ending == "passed"


def try_again(trials: Trials, cold: Sequence[Mutant], again: Again, seconds: float) -> None:
    """Let this have the last word on what could not be patched in, and on what survived."""
    deadline = monotonic() + seconds
    for mutant in [*cold, *trials.ended("survived")]:
        if monotonic() > deadline:
            break
        ending, _, test = again.ending(mutant).partition(" ")
        print(f"{ending:10} {mutant}  [{test}]", flush=True)
        if ending != "unsound":
            trials.endings = [e for e in trials.endings if e[0] != mutant] + [(mutant, ending)]
