"""Before anything runs: what it needs is measured by a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from secrets import token_hex
from typing import Any

import pytest

from pytest_claims.cluster.dask import NoCluster, Workers
from pytest_claims.cluster.gathering import Gathering
from pytest_claims.cluster.order import Run
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.subjects import Subject
from pytest_claims.recording.standings import count
from pytest_claims.session.instruments import instrument_of
from pytest_claims.session.needed import Needed, Needing
from pytest_claims.session.terminal import unrepeated
from pytest_claims.settings import Settings


class Clustered:
    """Fills the store for whoever is ``asking``; what they run then finds it there."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.config, self.settings = config, settings
        self.address = config.getoption("claims_dask")
        self.asking: list[Needing] = []
        self.gathering: Gathering | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Have everything measured, after what a project's conftest.py sets first of all."""
        if session.testsfailed and not session.config.option.continue_on_collection_errors:
            return
        asked = [asking.needed(session) for asking in self.asking]
        if needed := [found for found in asked if found and found.needs]:
            for found in needed:
                found.instrument.begin()  # copies the process, which has no threads yet
            self.gather(needed)

    def gather(self, needed: Sequence[Needed]) -> None:
        """Order it, and keep what comes."""
        instrument = self.instrument(needed)
        try:
            workers = Workers(self.address, self.run(), lambda made: asked_for(needed, made))
        except NoCluster as problem:
            raise pytest.UsageError(f"--claims-dask: {problem}") from problem
        try:
            self.gathering = Gathering(instrument, workers)
            self.gathering.gather([need for found in needed for need in found.needs])
        finally:
            workers.close()
            instrument.close()

    def instrument(self, needed: Sequence[Needed]) -> Instrument:
        """Its own, so that no claim seems to rest on what another one needed."""
        return instrument_of(self.config, self.settings, needed[0].implementations)

    def run(self) -> Run:
        """A run of its own, so that nobody measures with sources of an earlier one."""
        fresh = ["--claims-fresh"] if self.settings.fresh else []
        return Run(token_hex(8), str(self.settings.root), (*self.settings.options, *fresh))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Who made how much, who was refused, and what could not be sent."""
        if self.gathering is None:
            return
        made = self.gathering.made
        whom = count(len(made), "worker")
        terminalreporter.write_line(f"measured by {whom} of the cluster: {sum(made.values())}")
        for line in self.warnings(self.gathering):
            terminalreporter.write_line(line, yellow=True)

    def warnings(self, gathering: Gathering) -> Iterator[str]:
        """What did not go as it should have."""
        if gathering.unrepeated:
            yield unrepeated(gathering.unrepeated)
        for who, why in sorted(gathering.refused.items()):
            yield f"not used: {who}, where {why}"
        for why in sorted(set(gathering.unsent)):
            yield f"measured here, since it cannot be sent: {why}"


def asked_for(needed: Sequence[Needed], made: Any) -> Subject | None:
    """What this was made for, by whichever implementations."""
    found = (each.implementations.asked(made) for each in needed)
    return next((asked for asked in found if asked is not None), None)
