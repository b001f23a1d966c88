"""The run as a whole: faults first, then the ledger, the exit status and the summary."""

from __future__ import annotations

import os
import platform
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any

import pytest

from pytest_claims.claims.correspondence import check
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.deciding.verdict import Verdict, last_look
from pytest_claims.measuring.identity import versions
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.subjects import UnknownSubject, parse
from pytest_claims.notes.accounting import accounted
from pytest_claims.notes.note import Note, read_notes
from pytest_claims.notes.outline import id_of
from pytest_claims.recording import dependencies, matrix
from pytest_claims.recording.ledger import Ledger, Row
from pytest_claims.session import terminal
from pytest_claims.settings import Settings

INCONCLUSIVE_ONLY = 6


class Controller:
    """Runs once, in the process that the user started."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.config = config
        self.settings = settings
        refuse_other_looks(settings.every)
        self.started = perf_counter()
        self.notes, unreadable = read_notes(settings.root, settings.notes)
        self.files, misread = read_claim_files(settings.root, settings.claims)
        self.faults = [*unreadable, *misread, *check(self.notes, self.files, settings.root)]
        sources = dependencies.read(settings.root, settings.claims, settings.ledger)
        self.ledger = Ledger(settings.ledger, self.describe_run(), self.notes, self.files, sources)
        self.expected: set[str] = set()
        self.reported: set[str] = set()
        self.broken_inside = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Stop before anything runs where notes and claims disagree."""
        stems = self.settings.asked_for(self.config)
        faults = sorted({f for f in self.faults if stems is None or f.stem in stems})
        if faults:
            lines = "\n".join(f"  {fault}" for fault in faults)
            raise pytest.UsageError(f"notes and claims disagree in {len(faults)} places:\n{lines}")

    def pytest_report_header(self) -> list[str]:
        """What is under test, and how sure a verdict is."""
        return terminal.header(self.ledger)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Without workers, what is collected here is what will run."""
        self.expect([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """With workers, they say what will run."""
        self.expect(ids)

    def expect(self, nodeids: Sequence[str]) -> None:
        """These items will report; the ledger lists them as not reached until they do."""
        cases = {nodeid: located for nodeid in nodeids if (located := self.locate(nodeid))}
        if cases and cases.keys() != self.expected:
            self.expected = set(cases)
            self.ledger.select(cases.values())

    def locate(self, nodeid: str) -> tuple[str, str] | None:
        """Claim and case of a node id; None where it is no claim of a note."""
        path, _, test = nodeid.partition("::")
        name, _, case = test.partition("[")
        file = PurePosixPath(path)
        id = id_of(file.stem.removeprefix("test_"), name)
        if str(file.parent) != self.settings.claims or id not in self.ledger.rows:
            return None
        return id, case.removesuffix("]")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record the row that the report carries; a crash that left none is an ERROR."""
        located = self.locate(report.nodeid)
        if located is None:
            return
        id, case = located
        if str(report.when) == "???":  # xdist's word for a worker that died
            crashed = {"case": case, "verdict": Verdict.ERROR.value, "reason": report.longreprtext}
            report.claim = {"row": crashed}  # type: ignore[attr-defined]
        if not hasattr(report, "claim"):
            return
        row = report.claim["row"]
        self.reported.add(report.nodeid)
        self.ledger.record(id, row)
        report.claim["as_declared"] = row["verdict"] == self.ledger.rows[id]["declared"].upper()
        if report.failed and row["verdict"] != Verdict.ERROR:
            report.longrepr = terminal.explain(
                self.ledger.rows[id], row, self.reproduce(report.nodeid)
            )

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, Any] | None:
        """The audit's own letters and words."""
        claim = getattr(report, "claim", None)
        return terminal.status(claim) if claim and "as_declared" in claim else None

    def pytest_internalerror(self) -> None:
        """An error of the machinery, here or on a worker, is no verdict."""
        self.broken_inside = True

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the ledger, and say in the exit status whether every claim came out as declared."""
        if not self.expected:
            return
        self.ledger.run["seconds"] = round(perf_counter() - self.started, 1)
        self.ledger.write()
        session.exitstatus = self.exit_status(session.exitstatus)

    def exit_status(self, status: int) -> int:
        """pytest's own status, made stricter."""
        verdicts = {
            Verdict(case["verdict"])
            for row in self.ledger.rows.values()
            for case in row["cases"]
            if not case.get("earlier")
        }
        if status != pytest.ExitCode.OK:
            return status
        if self.broken_inside or self.expected - self.reported:
            return pytest.ExitCode.INTERNAL_ERROR
        if verdicts <= {Verdict.NOT_TESTED}:
            return pytest.ExitCode.NO_TESTS_COLLECTED
        if self.is_whole() and self.too_much_argued():
            return pytest.ExitCode.TESTS_FAILED
        if self.is_whole() and matrix.survivors(self.ledger.mutants()):
            return pytest.ExitCode.TESTS_FAILED
        return INCONCLUSIVE_ONLY if Verdict.INCONCLUSIVE in verdicts else status

    def is_whole(self) -> bool:
        """Whether this run was asked for every claim of every note, and tried them."""
        named = self.settings.asked_for(self.config)
        return named is None and not any(row["earlier"] for row in self.ledger.rows.values())

    def too_much_argued(self) -> list[Note]:
        """Notes that account for fewer of their sentences than the ini asks."""
        return [
            note
            for note in self.notes
            if note.claims and accounted(note) < self.settings.accounted_for
        ]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The audit, note by note."""
        if self.expected:
            thin = self.too_much_argued() if self.is_whole() else []
            terminal.summary(terminalreporter, self.ledger, thin)

    def reproduce(self, nodeid: str) -> str:
        """A command that repeats one case, from where this run was started."""
        here = self.config.invocation_params.dir
        path, _, test = nodeid.partition("::")
        named = os.path.relpath(self.config.rootpath / path, here)
        return shlex.join(["pytest", f"{named}::{test}", *self.settings.options])

    def describe_run(self) -> Row:
        """When, with which seed and error, and on what this audit ran."""
        claims = sum(len(note.claims) for note in self.notes)
        return {
            "started": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "seconds": None,
            "seed": self.settings.seed,
            "options": self.settings.options,
            "error_per_claim": self.settings.error,
            "error_of_audit": min(1.0, round(self.settings.error * claims, 6)),
            "every": self.settings.every,
            "subjects": self.subjects(),
            "mutants": self.ablations(),
            "environment": {
                "python": platform.python_version(),
                **versions(),
                "cpu": platform.processor() or platform.machine(),
                "device": "cpu",
                "git": revision(self.settings.root),
            },
        }

    def subjects(self) -> dict[str, str]:
        """The architectures under test: name and where each is defined."""
        known = dict(self.config.hook.pytest_claims_architectures() or {})
        try:
            named = parse(self.settings.subjects, known)
            for subject in named:  # an unknown target is better met here than on every worker
                Implementations(self.config, replace(self.settings, subjects=[str(subject)]))
        except UnknownSubject as problem:
            raise pytest.UsageError(str(problem)) from problem
        for name in {subject.name for subject in named}:
            known[name] = " and ".join(s.target for s in named if s.name == name)
        return known

    def ablations(self) -> dict[str, Sequence[str]] | None:
        """The mutants to try, where this run tries them."""
        if not self.settings.mutants:
            return None
        return dict(self.config.hook.pytest_claims_ablations() or {})


def refuse_other_looks(every: int) -> None:
    """An ``every`` can hold only where the audit looks."""
    try:
        last_look(every)
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from problem


def revision(root: Path) -> str | None:
    """The commit of the sources, where there is one."""
    try:
        found = subprocess.run(
            ["git", "-C", root, "describe", "--always", "--dirty"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()
