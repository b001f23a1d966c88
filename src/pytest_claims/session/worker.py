"""Where claims run: each item's body is declared, measured and decided here."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pytest_claims.cluster.need import Need, need_of
from pytest_claims.deciding.outcome import Outcome
from pytest_claims.deciding.trial import Case, attempt
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.sample import Sample
from pytest_claims.measuring.implementations import implementations_of
from pytest_claims.measuring.instrument import NotTested
from pytest_claims.measuring.subjects import UnknownSubject
from pytest_claims.recording.files import files_row
from pytest_claims.recording.interchange import junit_properties
from pytest_claims.recording.lineups import Attempt, meets, side_by_side
from pytest_claims.recording.medians import value_rows
from pytest_claims.recording.rows import case_row, unmeasured_row
from pytest_claims.recording.times import shortened
from pytest_claims.session import failures
from pytest_claims.session.confined import Confinement
from pytest_claims.session.expected import Expected
from pytest_claims.session.fixtures import refuse_fixtures
from pytest_claims.session.grounds import Coverage
from pytest_claims.session.instruments import instrument_of
from pytest_claims.session.items import Claim, case_name, claim_id, said
from pytest_claims.session.modules import CarriedClaim
from pytest_claims.session.named import run_named
from pytest_claims.session.needed import Needed
from pytest_claims.session.outcome import set_outcome
from pytest_claims.session.shown import Shown, shown
from pytest_claims.settings import Settings

ROW = pytest.StashKey[dict[str, Any]]()
SHOWN = pytest.StashKey[Shown]()
BROKEN = pytest.StashKey[dict[str, pytest.ExceptionInfo[BaseException]]]()


class Worker:
    """Runs claims in this process; ``declared`` is what the notes say will come out, by id."""

    def __init__(
        self, config: pytest.Config, settings: Settings, declared: Mapping[str, str]
    ) -> None:
        self.settings = settings
        try:
            self.implementations = implementations_of(config, settings)
        except UnknownSubject as problem:
            raise pytest.UsageError(str(problem)) from problem
        self.instrument = instrument_of(config, settings, self.implementations)
        self.declared = {id: Verdict(word.upper()) for id, word in declared.items()}
        self.expected = Expected.read(config)
        self.confinement = Confinement(settings.timeout)
        self.coverage = Coverage(settings.root, self.instrument.store.began)
        self.cases: dict[tuple[Path, str], list[str]] = {}

    def pytest_unconfigure(self) -> None:
        """The process is its own again."""
        self.instrument.close()
        self.confinement.release()

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """The status that this process ends with is the session's."""
        self.confinement.status = lambda: int(session.exitstatus)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Before the first claim this process is as pristine as it will ever be."""
        if isinstance(item, pytest.Function) and self.settings.is_claim_file(item.path):
            self.instrument.begin()

    @pytest.hookimpl(wrapper=True)
    def pytest_pycollect_makeitem(
        self, collector: pytest.Module | pytest.Class, name: str
    ) -> Generator[None, Any, Any]:
        """Count the cases of each claim, whichever way they arise, before any is deselected."""
        made = yield
        if isinstance(made, list):
            self.cases[collector.path, name] = [item.name for item in made]
        return made

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None]:
        """Claims come first, whoever else sorts: other tests may leave a process changed."""
        yield
        items.sort(key=lambda item: not self.settings.is_claim_file(item.path))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Refuse a claim that is given more than it shows, or that runs something else."""
        if isinstance(item, pytest.Function) and self.settings.is_claim_file(item.path):
            item.stash[SHOWN] = shown(item, self.settings.root)
            refuse_fixtures(item, self.settings.root)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Decide a claim instead of merely calling it."""
        if not self.settings.is_claim_file(pyfuncitem.path):
            return None
        declared = self.verdict_declared(pyfuncitem)
        each = [self.alone(pyfuncitem, *lineup) for lineup in self.implementations.lineups]
        for tried in each:
            asked = claim_id(pyfuncitem), declared, case_name(pyfuncitem)
            tried.row.update(self.expected.of(tried.row, *asked))
        error = self.settings.error
        row = side_by_side(each, declared, self.instrument, error)
        pyfuncitem.stash[ROW] = row | files_row(*self.instrument.said_of_used())
        return True

    def alone(self, item: pytest.Function, name: str, subject: Substitution) -> Attempt:
        """One case with these implementations under test; what breaks is theirs alone."""
        try:
            with self.confinement.claim(item.nodeid), self.instrument.isolated():
                row, outcome = self.attempt(item, subject)
        except failures.BROKEN as problem:
            if not name:
                raise
            broken = item.stash.setdefault(BROKEN, {})
            broken[name] = pytest.ExceptionInfo.from_exception(problem)
            row, outcome = unmeasured_row(Verdict.ERROR, failures.reason(problem)), None
        concerned = outcome is None or meets(outcome, subject)
        return Attempt(row | {"subject": name, "concerned": concerned}, outcome)

    def attempt(
        self, item: pytest.Function, subject: Substitution
    ) -> tuple[dict[str, Any], Outcome | None]:
        """The row of one case, and the outcome behind it."""
        try:
            return self.measured(item, subject)
        except NotTested as limit:
            return unmeasured_row(Verdict.NOT_TESTED, str(limit)), None
        except tuple(failures.ENDINGS) as problem:
            raise failures.ended(problem).with_traceback(problem.__traceback__) from None

    def measured(
        self, item: pytest.Function, subject: Substitution
    ) -> tuple[dict[str, Any], Outcome]:
        """The row of a case that could be measured, with the medians of what its body names."""
        named: list[dict[str, Sample]] = []
        outcome = attempt(self.case(item, subject, named))
        own = {k: s for run in named for k, s in run.items() if s.body is outcome.body}
        error = self.settings.error
        values = value_rows(own, outcome.decided, self.instrument.draw, error)
        return case_row(outcome, self.instrument) | {"values": values}, outcome

    def row(self, item: Claim) -> dict[str, Any] | None:
        """What was decided here or is carried; with what it rests on, where that is all known."""
        if isinstance(item, CarriedClaim):
            return dict(item.row)
        row, cases = item.stash.get(ROW, None), self.cases.get((item.path, item.originalname), [])
        rests_on = {*self.instrument.sources.followed, *self.instrument.data.files()}
        if row is None or not self.coverage.of(rests_on):
            return row
        place = [cases.index(item.name), len(cases)]
        return row | {"records": sorted(self.instrument.used), "place": place}

    def verdict_declared(self, item: Claim) -> Verdict:
        """What the note says will come out."""
        return self.declared.get(claim_id(item), Verdict.HOLDS)

    def claims_of(self, session: pytest.Session) -> list[pytest.Function]:
        """The items that are claims and have to be decided."""
        items = [item for item in session.items if isinstance(item, pytest.Function)]
        return [item for item in items if self.settings.is_claim_file(item.path)]

    def needed(self, session: pytest.Session) -> Needed:
        """Every case that is not carried, with each lineup."""
        needs: list[Need] = []
        for item in self.claims_of(session):
            with suppress(*failures.BROKEN):  # which is told when it runs
                lineups = self.implementations.lineups
                needs += [need_of(self.prepared(item, subject)) for _, subject in lineups]
        return Needed(self.instrument, self.implementations, needs)

    def prepared(self, item: pytest.Function, subject: Substitution) -> Case:
        """The case of an item that is not run by pytest, held to its source all the same."""
        self.pytest_runtest_setup(item)
        return self.case(item, subject, [])

    def case(
        self,
        item: pytest.Function,
        subject: Substitution,
        named: list[dict[str, Sample]],
    ) -> Case:
        """The item as one case of a claim: its part of the error, its controls.

        What each run of its body names is added to ``named``.
        """
        names = item._fixtureinfo.argnames
        parameters = {name: item.callspec.params[name] for name in names if name != "measure"}

        def declare(measure: Measure) -> None:
            given = parameters | ({"measure": measure} if "measure" in names else {})
            named.append(run_named(item.obj, given))
            item.stash[SHOWN].require_all(measure.body.assertions)

        return Case(
            declare=declare,
            instrument=self.instrument,
            error=self.settings.error / len(self.cases[item.path, item.originalname]),
            declared=self.verdict_declared(item),
            controls=getattr(item.function, "claim_controls", []),
            mutants=self.implementations.mutants,
            correct=self.implementations.correct,
            subject=subject,
            until=self.settings.every,
            root=self.settings.root,
            common=self.implementations.common,
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the row on the report, which xdist carries home, and set pytest's outcome by it."""
        report = yield
        if not isinstance(item, Claim) or not self.settings.is_claim_file(item.path):
            return report
        if call.when == "teardown" or (call.when == "setup" and report.passed):
            return report
        row = self.row(item) if call.excinfo is None else None
        row = row or unmeasured_row(
            Verdict.ERROR, failures.reason(call.excinfo and call.excinfo.value)
        )
        row |= {"case": case_name(item), "seconds": round(call.duration, 3)}
        row |= self.instrument.store.lacks()
        drawn = {} if isinstance(item, CarriedClaim) else {"drawn": shortened(self.instrument.used)}
        self.instrument.used.clear()
        declared = self.verdict_declared(item)
        if self.settings.junit:  # on the item: the report of its teardown is what JUnit reads
            item.user_properties += junit_properties(claim_id(item), said(item), row["verdict"])
        broken = item.stash.get(BROKEN, {}).pop(row.get("subject", ""), call.excinfo)
        if broken is not None and row["verdict"] == Verdict.ERROR:
            report.longrepr = failures.shown(item, broken, self.settings.root)
        claim = {"id": claim_id(item), "declared": declared.value, "row": row, **drawn}
        report.claim = claim  # type: ignore[attr-defined]
        set_outcome(report, row, declared)
        return report
