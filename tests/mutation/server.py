"""Run tests in a fork of a process that has torch and pytest, and not what is tested.

``multiprocessing`` keeps that process. A child of it tests one copy of the project.
"""

import importlib
import os
import resource
import shutil
import signal
import sys
import warnings
from collections import Counter
from dataclasses import dataclass, field, replace
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from tests.mutation.trees import Tree

CONTEXT = get_context("forkserver")
STARTING = Lock()
RUNNING: set[BaseProcess] = set()

SLACK = 10.0
PATIENCE = 5.0
"""What takes ``SLACK`` seconds and ``PATIENCE`` times its usual time hangs: a test, or all."""

SLOW = 0.3
"""Tests that take longer, in seconds, wait until all others have run."""

MEMORY = 8 << 30
"""Bytes that a process may fill; a mutant that wants more fails."""

PRELOADED = [
    *("pytest", "_pytest.pytester", "xdist", "numpy", "scipy.special", "sympy", "jaxtyping"),
    *("beartype", "hypothesis", "grimp", "jinja2", "markdown_it", "matplotlib", "torch"),
    *("torch.optim", "torch._dynamo", "tests.mutation.server"),
]

OPTIONS = [
    *("-n0", "-x", "-q", "-p", "no:cacheprovider", "--import-mode=importlib"),
    *("--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
]


@dataclass(frozen=True)
class Ran:
    """How tests ended: ``passed``, ``failed``, ``hung`` or ``broken`` (nothing could be imported).

    ``seconds`` is what they took, ``tests`` what each test took of it, ``note`` the first test
    that failed.
    """

    ending: str
    note: str = ""
    tests: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class Pace:
    """How long tests may take: ``limit`` seconds together; ``usual`` is what each takes.

    ``likely`` says of slow ones how likely they are to notice. No test starts after ``bound``
    seconds: those that ran have passed. Those ``without`` which to judge are not run.
    """

    limit: float
    usual: dict[str, float] = field(default_factory=dict)
    bound: float = inf
    likely: dict[str, float] = field(default_factory=dict)
    without: frozenset[str] = frozenset()

    def patience(self, test: str) -> float:
        """How long to wait for a test."""
        return SLACK + PATIENCE * self.usual[test] if test in self.usual else self.limit

    def turn(self, test: str) -> tuple[bool, float, float]:
        """The quick ones in the order of their files, then the likely ones, then the others."""
        seconds = self.usual.get(test, 0.0)
        slow = seconds > SLOW
        return (slow, -self.likely.get(test, 0.0), seconds) if slow else (slow, 0.0, 0.0)


class Reports:
    """A plugin that believes reports, and no exit status that a mutant may have made."""

    def __init__(self, answer: Connection, pace: Pace) -> None:
        self.answer, self.pace = answer, pace
        self.failed: list[str] = []
        self.tests: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items) -> None:
        items[:] = [item for item in items if item.nodeid not in self.pace.without]
        items.sort(key=lambda item: self.pace.turn(item.nodeid))

    def pytest_runtest_logstart(self, nodeid) -> None:
        self.answer.send(nodeid)

    def pytest_runtest_logreport(self, report) -> None:
        self.tests[report.nodeid] += report.duration
        self.pytest_collectreport(report)

    def pytest_collectreport(self, report) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def start_server() -> None:
    """Have the server import what all children need; one thread each."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    CONTEXT.set_forkserver_preload(PRELOADED)


def run(tree: Tree, tests: list[str], pace: Pace, modules: list[str], keep: bool = False) -> Ran:
    """Import the modules, then run the tests up to the first failure.

    With ``keep`` compiled files are kept for the runs to come.
    """
    start = monotonic()
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_child, args=(theirs, tree, tests, modules, keep, pace))
    with STARTING:
        child.start()
        RUNNING.add(child)
    theirs.close()
    try:
        ran = _wait(ours, pace)
    except EOFError:
        ran = Ran("failed", "the process died")
    finally:
        _end(child)
    return replace(ran, seconds=monotonic() - start)


def _wait(ours: Connection, pace: Pace) -> Ran:
    """Hear of each test that starts, and of the end."""
    start, patience = monotonic(), pace.limit
    while ours.poll(min(patience, pace.limit - (monotonic() - start))):
        if not isinstance(heard := ours.recv(), str):
            return Ran(*heard)
        if monotonic() - start > pace.bound:
            return Ran("passed", f"not run any more: {heard}")
        patience = pace.patience(heard)
    return Ran("hung")


def end_all() -> None:
    """End everything that runs, as where a run is interrupted."""
    for child in [*RUNNING]:
        _kill(child)


def _end(child: BaseProcess) -> None:
    _kill(child)
    child.join()
    RUNNING.discard(child)


def _kill(child: BaseProcess) -> None:
    """End a child and all that it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        child.kill()


def _child(
    answer: Connection, tree: Tree, tests: list[str], modules: list[str], keep: bool, pace: Pace
) -> None:
    os.setsid()
    _end_after(pace.limit + 5, answer)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    _settle(tree, keep)
    ending = _import(tree, modules)
    answer.send(_test(tree, tests, Reports(answer, pace)) if ending == "imported" else (ending,))


def _end_after(seconds: float, answer: Connection) -> None:
    """End this group where nobody is left to; not by an alarm, of which tests speak."""
    if (child := os.fork()) == 0:
        if os.fork() == 0:
            answer.close()
            sleep(seconds)
            os.killpg(0, signal.SIGKILL)
        os._exit(0)
    os.waitpid(child, 0)


def _settle(tree: Tree, keep: bool) -> None:
    """Live in the copy: its sources come first, here and in every process to come."""
    log = os.open(tree.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "__mp_main__")]:
        del sys.modules[name]
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        del os.environ[name]
    os.chdir(tree.root)
    project = str(Path(__file__).parents[2])
    source = str(tree.root / "src")
    sys.path[:] = [source, *(p for p in sys.path if p not in ("", project))]
    os.environ["PYTHONPATH"] = source
    sys.dont_write_bytecode = not keep
    os.environ["PYTHONDONTWRITEBYTECODE"] = "" if keep else "1"


def _import(tree: Tree, modules: list[str]) -> str:
    """Import in a fork, so that the tests find everything as it was."""
    if pid := os.fork():
        _, status = os.waitpid(pid, 0)
        return {0: "imported", 2: "elsewhere"}.get(os.waitstatus_to_exitcode(status), "broken")
    code = 1
    try:
        warnings.simplefilter("ignore")
        found = [importlib.import_module(name) for name in modules]
        code = 0 if all(Path(m.__file__).is_relative_to(tree.root) for m in found) else 2
    finally:
        os._exit(code)


def _test(tree: Tree, tests: list[str], reports: Reports) -> tuple[str, str, dict[str, float]]:
    import pytest

    shutil.rmtree(tree.scratch, ignore_errors=True)
    where = [f"--basetemp={tree.scratch}", f"--rootdir={tree.root}"]
    status = pytest.main([*OPTIONS, *where, *tests], plugins=[reports])
    if status == 0 and not reports.failed:
        return "passed", "", dict(reports.tests)
    return "failed", next(iter(reports.failed), f"pytest ended with status {status!r}"), {}
