"""What a run leaves for readers: the page, VERDICTS.md, annotations; and how far it has come."""

from __future__ import annotations

import os
import shlex
from collections.abc import Generator
from functools import cached_property
from pathlib import Path

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.files import NotWritten, write_atomically, write_source
from pytest_claims.recording import badge, compliance, sarif, verdicts_file
from pytest_claims.recording.interchange import annotation, fault_annotation
from pytest_claims.recording.standings import count
from pytest_claims.recording.values import FAULTS
from pytest_claims.session.controller import BADGE, VERDICTS, Controller
from pytest_claims.session.progress import Live, Progress
from pytest_claims.session.selection import narrowed

ELSEWHERE = "Remove what is there, or name a place that can be written."


class Publisher:
    """Runs beside the controller, whose ledger it publishes."""

    def __init__(self, config: pytest.Config, controller: Controller) -> None:
        self.config = config
        self.controller = controller
        self.root = controller.settings.root
        self.written: Path | None = None
        if self.table and not controller.settings.subjects:
            raise pytest.UsageError(
                "Name a subject with --claims-subject beside --claims-table: it tells what each "
                "made of each sentence."
            )
        if self.table and self.table.suffix != ".md":
            raise pytest.UsageError(f"--claims-table {self.table.name}: name a file ending in .md.")
        self.took = {
            (row["id"], case["case"]): case.get("seconds")
            for row in controller.ledger.earlier.get("claims", [])
            for case in row["cases"]
        }

    def pytest_sessionstart(self) -> None:
        """From here on there is a terminal to keep informed."""
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            live = Live(terminal, lambda: self.progress if self.controller.expected else None)
            self.config.pluginmanager.register(live, "pytest-claims-progress")

    @cached_property
    def progress(self) -> Progress:
        """Of the claims that this run expects, with what each took the last time."""
        expected, locate = self.controller.expected, self.controller.locate
        workers = int(self.config.getoption("numprocesses", None) or 1)
        return Progress({n: self.took.get(locate(n) or ("", "")) for n in expected}, workers)

    @property
    def report(self) -> Path | None:
        """The folder of the page, from where the run was started."""
        named = self.config.getoption("claims_report")
        return self.config.invocation_params.dir / named if named else None

    @property
    def table(self) -> Path | None:
        """The file of the table, from where the run was started."""
        named = self.config.getoption("claims_table", None)
        return self.config.invocation_params.dir / named if named else None

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self) -> Generator[None]:
        """Publish what was reached, once the ledger is complete and before the summary tells of
        it; an interruption is no obstacle."""
        yield
        if not self.controller.expected:
            return
        self.publish()

    def publish(self) -> None:
        """Write what was asked for."""
        for write in (self.write_page, self.write_table, self.write_verdicts, self.write_sarif):
            try:
                write()
            except NotWritten as problem:
                self.controller.unwritten.append(str(problem))

    def write_page(self) -> None:
        """The page, and where it is."""
        if self.report:
            from pytest_claims.report.page import write_report

            ledger = self.controller.ledger.document()
            self.written = write_report(ledger, self.root, self.report)

    def write_table(self) -> None:
        """What each subject made of each sentence."""
        if self.table:
            said = map(str, self.config.invocation_params.args)
            part = shlex.join(["pytest", *said]) if narrowed(self.config) else ""
            write_source(self.table, compliance.render(self.controller.ledger.document(), part))

    def write_verdicts(self) -> None:
        """VERDICTS.md, where this run can tell them."""
        if self.writes_verdicts and not self.withheld:
            text = verdicts_file.render(self.controller.ledger.document())
            write_source(self.root / VERDICTS, text)
            rows = list(self.controller.ledger.rows.values())
            write_source(self.root / BADGE, badge.render(rows))

    def write_sarif(self) -> None:
        """What did not come out as declared, for code scanners."""
        if named := self.config.getoption("claims_sarif", None):
            faults = [f.fault for f in self.controller.findings if f.fault and f.kind in FAULTS]
            document = sarif.render(self.controller.ledger.rows.values(), faults)
            write_atomically(self.config.invocation_params.dir / named, document)

    @property
    def withheld(self) -> str:
        """Why the verdicts of this run are not those of the project; empty where they are."""
        settings = self.controller.settings
        if settings.subjects:
            return "it tells of the project's own implementations, and --claims-subject of others"
        if settings.seed:
            return f"it tells of seed 0, and this run drew from seed {settings.seed}"
        return f"{self.partial}, and it tells of whole audits only" if self.partial else ""

    @property
    def partial(self) -> str:
        """Why this run is not the whole audit; empty where it is."""
        rows = self.controller.ledger.rows.values()
        tried = [r for r in rows if not r["earlier"] and r["verdict"] != Verdict.NOT_REACHED]
        if len(tried) < len(rows):
            return f"this run tried {len(tried)} of {count(len(rows), 'claim')}"
        if narrowed(self.config) or not self.controller.is_whole():
            return "this run left out cases of claims"
        return ""

    @property
    def writes_verdicts(self) -> bool:
        """Whether the verdicts are wanted on file."""
        return bool(self.config.getoption("claims_write_verdicts"))

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the page is; annotate the notes where GitHub reads along."""
        if not self.controller.expected:
            return
        for line in self.controller.outdated:
            terminalreporter.write_line(f"{VERDICTS} is out of date: {line}", red=True)
        if self.writes_verdicts and self.withheld:
            line = f"{VERDICTS} was not written: {self.withheld}."
            terminalreporter.write_line(line, red=True)
        for problem in self.controller.unwritten:
            terminalreporter.write_line(f"{problem}. {ELSEWHERE}", red=True)
        rows = list(self.controller.ledger.rows.values())
        for line in self.controller.expecting.unexpected(rows):
            terminalreporter.write_line(line, red=True)
        if self.table and self.table.exists():
            terminalreporter.write_line(f"table: {self.table}")
        if self.written:
            terminalreporter.write_line(f"report: {self.written}")
        if os.environ.get("GITHUB_ACTIONS"):
            for row in self.controller.ledger.rows.values():
                if not row["earlier"] and annotation(row):
                    terminalreporter.write_line(annotation(row))
            for finding in self.controller.findings:
                if finding.fault:
                    level = "error" if finding.kind in FAULTS else "warning"
                    terminalreporter.write_line(fault_annotation(finding.fault, level))
