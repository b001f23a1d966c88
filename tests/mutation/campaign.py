"""A run over rooms: try what was drawn, until all is tried or time is up."""

import shutil
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import inf
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic, sleep

from tests.mutation import server
from tests.mutation.likely import Likely
from tests.mutation.mutants import Mutant
from tests.mutation.rooms import Room
from tests.mutation.trees import Tree

Job = Callable[[Tree], None]


def say(line: str) -> None:
    """Print a line at once, into a pipe too."""
    print(line, flush=True)


class Unfit(Exception):
    """The tests cannot judge a mutant: they fail on the sources as they are."""


@dataclass
class Trials:
    """A room, what was drawn from it, and what became of each mutant tried."""

    room: Room
    all: int
    drawn: list[Mutant]
    equivalent: list[Mutant] = field(default_factory=list)
    endings: list[tuple[Mutant, str]] = field(default_factory=list)

    def ended(self, *endings: str) -> list[Mutant]:
        """The mutants that came to one of these endings."""
        return [mutant for mutant, ending in self.endings if ending in endings]


@dataclass
class Campaign:
    """All rooms of a run, and the time that it has in seconds; with ``own`` no other tests run.

    ``bound`` is what the room's tests, and then the others, may take for a mutant, in seconds.
    """

    trials: Sequence[Trials]
    workers: int
    seconds: float
    tell: Callable[[str], None] = say
    own: bool = False
    bound: float = inf
    stop: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    limits: dict[str, float] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    speaks: Likely | None = None
    problems: list[Exception] = field(default_factory=list)

    def run(self, tree: Tree, place: Path) -> None:
        """Try the tests on the sources as they are, then on every mutant, in copies in ``place``.

        Unfit where tests fail on the sources as they are. Interrupted, it keeps what it has.
        """
        self.deadline = monotonic() + self.seconds
        server.start_server()
        self._work([lambda _, t=t: self._baseline(t, tree) for t in self.trials], [tree])
        copies = [tree, *(_twin(tree, place / str(n)) for n in range(1, self.workers))]
        turns = zip_longest(*([(t, m) for m in t.drawn] for t in self.trials))
        jobs = [job for turn in turns for job in turn if job]
        self._work([lambda copy, job=job: self._try(*job, copy) for job in jobs], copies)

    def _work(self, jobs: Sequence[Job], trees: Sequence[Tree]) -> None:
        """Do all jobs, one worker for each tree.

        It waits without ``join``, which after an interrupt takes a thread at work for ended.
        """
        waiting, ended = deque(jobs), deque[Tree]()
        for tree in trees:
            Thread(target=self._worker, args=(waiting, tree, ended), daemon=True).start()
        try:
            while len(ended) < len(trees):
                sleep(0.05)
        except KeyboardInterrupt:
            self.stop.set()
            while len(ended) < len(trees):
                server.end_all()
                sleep(0.05)
            raise
        if self.problems:
            raise self.problems[0]

    def _worker(self, waiting: deque[Job], tree: Tree, ended: deque[Tree]) -> None:
        try:
            while (job := self._next(waiting)) and not self.stop.is_set():
                job(tree)
        except Exception as problem:
            self.problems.append(problem)
            self.stop.set()
        finally:
            ended.append(tree)

    def _next(self, waiting: deque[Job]) -> Job | None:
        with self.lock:
            return waiting.popleft() if waiting else None

    def _baseline(self, trials: Trials, tree: Tree) -> None:
        """The sources as they are pass: in how long, the room's own tests and the package's all?"""
        room = trials.room
        own, every = room.own_tests(), room.all_tests()
        more = every if len(every) > len(own) and not self.own else []
        if not own + more:
            raise Unfit(f"Write tests/{room.name} first: no test is there to notice anything.")
        for name, tests in ((room.name, own), (room.package, more)):
            if tests and name not in self.limits:
                ran = server.run(tree, tests, server.Pace(self._left()), room.modules, keep=True)
                if ran.ending != "passed":
                    raise Unfit(unfit(name, ran, tree))
                self.took |= ran.tests
                self.limits[name] = server.SLACK + server.PATIENCE * ran.seconds
                self.tell(f"{name}: {len(tests)} files of tests pass in {ran.seconds:.0f} s")

    def _try(self, trials: Trials, mutant: Mutant, tree: Tree) -> None:
        """One ending, of the first tests that notice."""
        if monotonic() > self.deadline:
            return
        with tree.changed(mutant.file, mutant.source):
            ending = self._ending(trials, mutant, tree)
        if self.stop.is_set():
            return
        with self.lock:
            trials.endings.append((mutant, ending))
            count = sum(len(t.endings) for t in self.trials)
            self.tell(f"{count:4d} {ending:8} {mutant}")

    def _ending(self, trials: Trials, mutant: Mutant, tree: Tree) -> str:
        """The room's tests that are named after the changed file, its others, the package's."""
        room = trials.room
        others = [] if self.own else room.other_tests(mutant.file)
        named = [test for test in room.own_tests() if Path(mutant.file).stem in Path(test).stem]
        rest = [test for test in room.own_tests() if test not in named]
        for name, tests in ((room.name, named), (room.name, rest), (room.package, others)):
            if tests:
                pace = self._pace(name, mutant, tree)
                ran = server.run(tree, tests, pace, room.modules)
                if ran.ending != "passed":
                    return {"broken": "void", "hung": "hang", "failed": "noticed"}[ran.ending]
        return "survived"

    def _pace(self, name: str, mutant: Mutant, tree: Tree) -> server.Pace:
        slow = [test for test, seconds in self.took.items() if seconds > server.SLOW]
        if self.speaks is None:
            self.speaks = Likely(tree.root, slow)
        likely = {test: self.speaks.score(mutant, test) for test in slow}
        return server.Pace(self.limits[name], self.took, self.bound, likely)

    def _left(self) -> float:
        return max(60.0, self.deadline - monotonic())


def unfit(name: str, ran: server.Ran, tree: Tree) -> str:
    """Why the tests cannot judge, with the end of what they printed."""
    printed = "\n".join(tree.log.read_text(errors="replace").splitlines()[-20:])
    what = {
        "hung": "do not end in the time that there is; give more --minutes",
        "elsewhere": "run on modules from another place than the copy under test",
        "broken": "cannot import the room's modules",
    }.get(ran.ending, f"fail at {ran.note}")
    return f"Mend this first: tests of {name}, on the sources as they are, {what}.\n{printed}"


def _twin(tree: Tree, place: Path) -> Tree:
    """Another copy, compiled files included."""
    shutil.copytree(tree.root, place / "project", symlinks=True)
    return Tree(place / "project")
