"""Before claims run: what they need is measured by a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from secrets import token_hex

import pytest

from pytest_claims.cluster.dask import NoCluster, Workers
from pytest_claims.cluster.gathering import Gathering
from pytest_claims.cluster.order import Run
from pytest_claims.deciding.trial import Case
from pytest_claims.session.instruments import instrument_of
from pytest_claims.session.worker import Worker
from pytest_claims.settings import Settings


class Clustered:
    """Fills the store; the claims are then decided here, as without."""

    def __init__(self, config: pytest.Config, settings: Settings, worker: Worker) -> None:
        self.settings, self.worker = settings, worker
        # its own, so that no claim seems to rest on what another one needed
        self.instrument = instrument_of(config, settings, worker.implementations)
        self.address = config.getoption("claims_dask")
        self.gathering: Gathering | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Have everything measured."""
        if session.testsfailed and not session.config.option.continue_on_collection_errors:
            return
        self.worker.instrument.begin()  # copies the process, which has no threads yet
        try:
            workers = Workers(self.address, self.run())
        except NoCluster as problem:
            raise pytest.UsageError(f"--claims-dask: {problem}") from problem
        try:
            self.gathering = Gathering(self.instrument, workers)
            self.gathering.gather(self.cases(session))
        finally:
            workers.close()
            self.instrument.close()

    def run(self) -> Run:
        """A run of its own, so that nobody measures with sources of an earlier one."""
        fresh = ["--claims-fresh"] if self.settings.fresh else []
        return Run(token_hex(8), str(self.settings.root), (*self.settings.options, *fresh))

    def cases(self, session: pytest.Session) -> Iterator[Callable[[], Case]]:
        """Every case that is not carried, with each lineup."""
        for item in self.worker.claims_of(session):
            for _, subject in self.worker.implementations.lineups:
                yield partial(self.worker.prepared, item, subject)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Who made how much, and who was refused."""
        if self.gathering is None:
            return
        made = self.gathering.made
        total = sum(made.values())
        terminalreporter.write_line(f"measured by {len(made)} workers of the cluster: {total}")
        for who, why in sorted(self.gathering.refused.items()):
            terminalreporter.write_line(f"not used: {who}, where {why}", yellow=True)
