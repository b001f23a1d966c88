"""The run as a whole: faults first, then the ledger, the exit status and the summary."""

from __future__ import annotations

import os
import shlex
from collections.abc import Generator, Sequence
from functools import cached_property
from time import perf_counter, time
from typing import Any

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.files import read_source
from pytest_claims.measuring.implementations import refused_of
from pytest_claims.recording import badge, matrix, values, verdicts_file
from pytest_claims.session import beside, each, exit_status, prose, rivals, selection, terminal
from pytest_claims.session.blamed import accusation
from pytest_claims.session.carried import carry, undisturbed
from pytest_claims.session.description import begin, data_row
from pytest_claims.session.expected import Expected
from pytest_claims.session.explained import explain
from pytest_claims.session.failures import died
from pytest_claims.session.held import held
from pytest_claims.session.outcome import set_outcome
from pytest_claims.settings import Settings

VERDICTS, BADGE = "VERDICTS.md", "VERDICTS.svg"


class Controller:
    """Runs once, in the process that the user started."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.config = config
        self.settings = settings
        self.started, self.since = perf_counter(), time()
        self.disagreements = held(config, settings)
        self.notes, self.files = self.disagreements.notes, self.disagreements.files
        claims = [claim for note in self.notes for claim in note.claims]
        self.ledger = begin(config, settings, self.notes, self.files)
        self.declared = {claim.id: claim.declared for claim in claims}
        self.expecting = Expected.read(config)
        self.expecting.refuse_unknown(self.declared, settings.subjects)
        self.asked = selection.asked(config, settings, list(self.declared))
        self.carried = carry(settings, self.ledger)
        self.expected: set[str] = set()
        self.reported: dict[str, dict[str, Any]] = {}
        self.began: dict[str, float] = {}
        self.broken_inside = self.begun = False
        self.unwritten: list[str] = []
        self.uncollected: list[str] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionstart(self) -> Generator[None, Any, Any]:
        """Stop before anything runs where notes and claims disagree, or where no worker starts."""
        self.begun = True
        self.refuse_faults()
        try:
            return (yield)
        except (EOFError, OSError) as problem:
            if not self.config.getoption("tx", None):
                raise
            said = f"no worker could be started ({problem}). Run the audit again, or with -n0."
            pytest.exit(said, returncode=exit_status.INTERNAL)

    def refuse_faults(self) -> None:
        """Raise where notes and claims of what is asked for disagree; what a keyword picks is
        known once it is collected."""
        if selection.picked(self.config):
            return
        tests = selection.named_tests(self.config, self.settings)
        if tests is None:
            self.disagreements.refuse_of_files(self.settings.asked_for(self.config))
        else:
            self.disagreements.refuse_of_claims(tests)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Workers need not read the notes again, nor wake a GPU before they fork."""
        node.workerinput["claims_declared"] = self.declared
        node.workerinput["claims_began"] = self.since
        node.workerinput["claims_device"] = self.ledger.run["environment"]["device"]
        node.workerinput["claims_carried"] = self.carried
        node.workerinput["claims_refused"] = refused_of(self.config)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that breaks when it is read is why its claims are not tested."""
        self.uncollected += [report.nodeid][: report.failed]

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
        if selection.picked(self.config):
            self.disagreements.refuse_of_claims(selection.tests_of(nodeids))
        cases = {nodeid: located for nodeid in nodeids if (located := self.locate(nodeid))}
        if cases and cases.keys() != self.expected:
            self.expected = set(cases)
            self.ledger.select(cases.values())

    def locate(self, nodeid: str) -> tuple[str, str] | None:
        """Claim and case of a node id; None where it is no claim of a note."""
        found = selection.located(nodeid, self.settings.claims)
        return found if found and found[0] in self.ledger.rows else None

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """From here on it is being measured."""
        self.began[nodeid] = perf_counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record the row that the report carries; a crash that left none is an ERROR."""
        located = self.locate(report.nodeid)
        if located is None:
            return
        id, case = located
        if str(report.when) == "???":  # a process that died, in the words of xdist and forked
            took = perf_counter() - self.began.get(report.nodeid, perf_counter())
            why = died(report.longreprtext, took, self.settings.timeout, self.config)
            crashed = {"case": case, "verdict": Verdict.ERROR.value, "reason": why}
            report.claim = {"row": crashed}  # type: ignore[attr-defined]
        if not hasattr(report, "claim"):
            return
        declared = Verdict(self.declared[id].upper())
        row = self.worse(report, declared)
        self.ledger.record(id, row)
        if str(report.outcome) == "rerun":  # pytest-rerunfailures shows it in its own way
            return
        kept = {"row": row, "as_declared": row["verdict"] == declared}
        report.claim |= kept  # type: ignore[attr-defined]
        set_outcome(report, row, declared)
        if report.failed and row["verdict"] != Verdict.ERROR:
            report.longrepr = explain(self.ledger.rows[id], row, self.reproduce(report.nodeid))
        elif report.failed and (said := accusation(row, declared.value)):
            report.longrepr = f"{said}\n{report.longrepr}"

    def worse(self, report: Any, declared: Verdict) -> dict[str, Any]:
        """The row of a case; run again by a plugin, a claim keeps what speaks against it."""
        row = self.reported.get(report.nodeid, report.claim["row"])
        if row["verdict"] == declared:
            row = report.claim["row"]
        self.reported[report.nodeid] = row
        return row

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
        if self.expected:
            self.ledger.run["seconds"] = round(perf_counter() - self.started, 1)
            self.ledger.run |= data_row(self.settings)
            if undisturbed(self.settings, self.carried, self.ledger.sources):
                self.ledger.sign()
            self.ledger.write()
        session.exitstatus = self.final(session.exitstatus)

    def final(self, status: int) -> int:
        """The status of this run, which pytest's own can only make worse."""
        return exit_status.exit_status(self.run(status))

    def run(self, status: int = exit_status.ALL_AS_DECLARED) -> exit_status.Run:
        """All that the exit status depends on."""
        rows = list(self.ledger.rows.values())
        return exit_status.Run(
            rows=rows,
            asked=self.asked,
            status=status,
            broken=self.broken_inside,
            unreported=bool(self.expected - self.reported.keys()),
            accused=any(matrix.accused(self.ledger.correct(), rows).values()),
            stands_in=bool(self.settings.subjects),
            whole=self.is_whole(),
            thin=bool(prose.thin(self.notes, self.settings)),
            survivors=bool(matrix.survivors(self.ledger.mutants())),
            outdated=bool(self.outdated),
            unwritten=bool(self.unwritten),
            uncollected=self.uncollected,
            unexpected=any(self.expecting.unexpected(rows)),
            idle=any(each.idle(rows)),
            stale=any(finding.kind in values.FAULTS for finding in self.findings),
        )

    @cached_property
    def outdated(self) -> list[str]:
        """Where VERDICTS.md says something else than this audit; nothing where nobody asked."""
        if not self.config.getoption("claims_check_verdicts") or not self.is_whole():
            return []
        file = self.settings.root / VERDICTS
        text, faults = read_source(file, self.settings.root) if file.exists() else ("", [])
        if faults:
            return [f"{fault.problem}. {fault.cure}." for fault in faults]
        said, rows = verdicts_file.changes(text, self.ledger.document()), self.ledger.rows
        return said + badge.changes(self.settings.root / BADGE, list(rows.values()))

    @cached_property
    def findings(self) -> list[values.Finding]:
        """Numbers of the notes against what this run measured; they tell of the project's own
        implementations at seed 0, and another run has nothing to say of them."""
        if self.settings.subjects or self.settings.seed:
            return []
        rows = map(exit_status.part_of_this_run, self.ledger.rows.values())
        return values.findings(self.notes, rows)

    def is_whole(self) -> bool:
        """Whether this run was asked for every claim of every note, and tried them."""
        tried = all(map(exit_status.of_this_run, self.ledger.rows.values()))
        whole = self.settings.asked_for(self.config) is None
        return whole and tried and not self.disagreements.aside

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The audit, note by note."""
        if self.expected:
            thin = prose.thin(self.notes, self.settings) if self.is_whole() else []
            sections = self.settings.accounted_sections
            terminal.summary(terminalreporter, self.ledger, thin, sections)
            prose.numbers(terminalreporter, self.findings)
            rivals.implementations(terminalreporter, self.ledger)
        beside.told(terminalreporter, self.run(), self.findings, self.disagreements.told())

    def reproduce(self, nodeid: str) -> str:
        """A command that repeats one case, from where this run was started."""
        here = self.config.invocation_params.dir
        path, _, test = nodeid.partition("::")
        named = os.path.relpath(self.config.rootpath / path, here)
        return shlex.join(["pytest", f"{named}::{test}", *self.settings.options])
