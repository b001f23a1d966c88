"""Experiments as pytest runs them: each file is one item, measured and held to its figure."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pytest

from pytest_claims.cluster.need import Need
from pytest_claims.faults import ClaimError
from pytest_claims.figures.experiment import Experiment
from pytest_claims.figures.kept import numbers_of
from pytest_claims.files import NotWritten
from pytest_claims.session.confined import Stopped
from pytest_claims.session.experimenter import FIGURES, Experimenter, Outcome, refuse_others
from pytest_claims.session.failures import BROKEN
from pytest_claims.session.needed import Needed
from pytest_claims.session.progress import Live, Progress
from pytest_claims.settings import Settings

ROOM = "pytest_claims.figures"


class Stale(Exception):
    """The figure that is kept is not that of the present sources, or its page lacks something."""


class Experiments:
    """Collects the experiments of a run and tells what became of their figures."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        refuse_others(config, settings)
        self.config, self.settings = config, settings
        self.expected: set[str] = set()
        self.drawn: list[str] = []
        self.progress: Progress | None = None

    @cached_property
    def experimenter(self) -> Experimenter:
        """Made where experiments are collected, which is where they run."""
        return Experimenter(self.config, self.settings)

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> ExperimentFile | None:
        """A file of the folder that takes its words from the figures' room is an experiment."""
        if file_path.parent != self.settings.root / self.settings.experiments:
            return None
        if file_path.suffix != ".py" or not (_draws(file_path) or self._is_drawn(file_path)):
            return None
        found: ExperimentFile = ExperimentFile.from_parent(parent, path=file_path)
        found.experimenter = self.experimenter
        return found

    def _is_drawn(self, file: Path) -> bool:
        return numbers_of(file.parent / FIGURES, file.stem).exists()

    def _refuse_orphans(self) -> None:
        """UsageError where a figure is kept whose experiment is gone."""
        folder = self.settings.root / self.settings.experiments
        kept = {file.stem for file in (folder / FIGURES).glob("*.json")}
        if gone := sorted(name for name in kept if not (folder / f"{name}.py").exists()):
            named = ", ".join(f"{self.settings.experiments}/{FIGURES}/{name}.*" for name in gone)
            raise pytest.UsageError(f"delete {named}, or bring back its experiment: there is none.")

    def pytest_sessionstart(self) -> None:
        """From here on there is a terminal to keep informed."""
        self._refuse_orphans()
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            live = Live(terminal, lambda: self.progress)
            self.config.pluginmanager.register(live, "pytest-claims-experiments-progress")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Without workers, what is collected here is what will run."""
        self._expect([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """With workers, they say what will run."""
        self._expect(ids)

    def _expect(self, ids: list[str]) -> None:
        own = {id for id in ids if id.startswith(f"{self.settings.experiments}/")}
        if own and own != self.expected:
            workers = int(self.config.getoption("numprocesses", None) or 1)
            self.expected, self.progress = own, Progress(dict.fromkeys(own), workers)

    def needed(self, session: pytest.Session) -> Needed | None:
        """What each experiment measures that is not kept as it is."""
        items = [item for item in session.items if isinstance(item, ExperimentItem)]
        if not items:
            return None
        needs = []
        for item in items:
            with suppress(*BROKEN):  # which is told when it runs
                if need := item.needed():
                    needs.append(need)
        return Needed(self.experimenter.instrument, self.experimenter.implementations, needs)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Let the report tell where the figure is, also from a worker."""
        report = yield
        if isinstance(item, ExperimentItem) and call.when == "call":
            report.experiment = item.drawn  # type: ignore[attr-defined]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember it."""
        if drawn := getattr(report, "experiment", ""):
            self.drawn.append(drawn)

    def pytest_unconfigure(self) -> None:
        """The process is its own again."""
        if "experimenter" in vars(self):
            self.experimenter.close()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Where the figures of this run are."""
        for line in sorted(self.drawn):
            terminalreporter.write_line(f"drawn: {line}")


class ExperimentFile(pytest.Module):
    """``experiments/NAME.py``, which defines ``NAME(measure)``."""

    experimenter: Experimenter

    def collect(self) -> Iterator[pytest.Item]:
        """The one item of the file."""
        try:
            experiment = Experiment.of(self.path, self.obj)
        except ClaimError as problem:
            raise self.CollectError(str(problem)) from problem
        item: ExperimentItem = ExperimentItem.from_parent(self, name=experiment.name)
        item.run = partial(self.experimenter.run, experiment)
        item.needed = partial(self.experimenter.needed, experiment)
        yield item


class ExperimentItem(pytest.Item):
    """An experiment that is measured and compared with the figure that is kept."""

    run: Callable[[], Outcome]
    needed: Callable[[], Need | None]
    drawn = ""

    def runtest(self) -> None:
        """Measure, draw, compare."""
        outcome = self.run()
        self.drawn = outcome.drawn
        if outcome.faults:
            raise Stale("\n".join(outcome.faults))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, in words; a traceback only where it is none of ours."""
        problem = excinfo.value
        if isinstance(problem, Stale | ClaimError | NotWritten | Stopped):
            return "\n".join([str(problem), *getattr(problem, "__notes__", [])])
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it is."""
        return self.path, 0, self.name


def _draws(file: Path) -> bool:
    """Whether it takes its words from the room of figures."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return False
    return ROOM in {name for node in ast.walk(tree) for name in _imported(node)}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
