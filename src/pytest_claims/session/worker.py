"""Where claims run: each item's body is declared, measured and decided here."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import pytest

from pytest_claims.deciding.trial import Case, attempt
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.measuring.instrument import Instrument, NotTested
from pytest_claims.measuring.sources import Sources
from pytest_claims.notes.note import read_notes
from pytest_claims.notes.outline import id_of
from pytest_claims.recording.interchange import junit_properties
from pytest_claims.recording.rows import case_row, unmeasured_row, worst_row
from pytest_claims.settings import Settings

ROW = pytest.StashKey[dict[str, Any]]()


class Worker:
    """Runs claims in this process."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.config = config
        self.settings = settings
        self.implementations = Implementations(config, settings)
        self.instrument = Instrument(
            Store(settings.evidence, fresh=settings.fresh),
            Sources([path for path in [settings.root / "conftest.py"] if path.exists()]),
            self.implementations,
            seed=settings.seed,
            repeat=settings.repeat,
        )
        notes, _ = read_notes(settings.root, settings.notes)
        self.declared = {
            claim.id: Verdict(claim.declared.upper()) for note in notes for claim in note.claims
        }

    def measure(self) -> Measure:
        """A ``measure`` that draws on demand, for the fixture."""
        return Measure(lambda measurement: self.instrument.draw(measurement, 0))

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Decide a claim instead of merely calling it."""
        if not self.settings.is_claim_file(pyfuncitem.path):
            return None
        lineups = self.implementations.lineups
        rows = [self.attempt(pyfuncitem, name, subject) for name, subject in lineups]
        pyfuncitem.stash[ROW] = worst_row(rows, self.verdict_declared(pyfuncitem))
        return True

    def attempt(self, item: pytest.Function, name: str, subject: Substitution) -> dict[str, Any]:
        """The row of one case with these implementations under test."""
        try:
            row = case_row(attempt(self.case(item, subject)), self.instrument)
        except NotTested as limit:
            row = unmeasured_row(Verdict.NOT_TESTED, str(limit))
        return row | {"subject": name}

    def verdict_declared(self, item: pytest.Function) -> Verdict:
        """What the note says will come out."""
        return self.declared.get(claim_id(item), Verdict.HOLDS)

    def case(self, item: pytest.Function, subject: Substitution) -> Case:
        """The item as one case of a claim: its part of the error, its controls."""
        arguments = {name: item.funcargs[name] for name in item._fixtureinfo.argnames}

        def declare(measure: Measure) -> None:
            item.obj(**arguments | ({"measure": measure} if "measure" in arguments else {}))

        return Case(
            declare=declare,
            instrument=self.instrument,
            error=self.settings.error / cases_of(item),
            declared=self.verdict_declared(item),
            controls=getattr(item.function, "claim_controls", []),
            mutants=self.implementations.mutants,
            subject=subject,
            until=self.settings.every,
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the row on the report, which xdist carries home, and set pytest's outcome by it."""
        report = yield
        if not isinstance(item, pytest.Function) or not self.settings.is_claim_file(item.path):
            return report
        if call.when == "teardown" or (call.when == "setup" and report.passed):
            return report
        row = item.stash.get(ROW, None) or without_verdict(report, call)
        row |= {"case": case_name(item), "seconds": round(call.duration, 3)}
        declared = self.verdict_declared(item)
        if self.settings.junit:  # on the item: the report of its teardown is what JUnit reads
            item.user_properties += junit_properties(claim_id(item), row["verdict"])
        report.claim = {"id": claim_id(item), "declared": declared.value, "row": row}  # type: ignore[attr-defined]
        set_outcome(report, row, declared)
        return report


def without_verdict(report: pytest.TestReport, call: pytest.CallInfo[None]) -> dict[str, Any]:
    """The row of a case that raised or was skipped: never a verdict."""
    verdict = Verdict.NOT_TESTED if report.skipped else Verdict.ERROR
    return unmeasured_row(verdict, call.excinfo.exconly() if call.excinfo else "")


def set_outcome(report: pytest.TestReport, row: dict[str, Any], declared: Verdict) -> None:
    """As declared passes; a measured contradiction or a vacuous claim fails; open is skipped."""
    match Verdict(row["verdict"]):
        case Verdict.ERROR:
            pass
        case verdict if verdict is declared:
            pass
        case Verdict.INCONCLUSIVE | Verdict.NOT_TESTED as verdict:
            path, line, _ = report.location
            report.outcome = "skipped"
            report.longrepr = (path, (line or 0) + 1, row.get("reason") or verdict.value)
        case verdict:
            report.outcome = "failed"
            report.longrepr = verdict.value


def claim_id(item: pytest.Function) -> str:
    """The id of the claim that this item is a case of."""
    return id_of(item.path.stem.removeprefix("test_"), item.originalname)


def case_name(item: pytest.Function) -> str:
    """The part of the node id that tells the cases of a claim apart; empty where there is one."""
    return item.name.removeprefix(item.originalname)[1:-1]


def cases_of(item: pytest.Function) -> int:
    """How many cases the claim has, whichever of them this run selects."""
    return math.prod(len(mark.args[1]) for mark in item.iter_markers("parametrize"))
