"""A run that measures nothing: it shows what another would measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

import pytest

from pytest_claims.deciding.plan import plan
from pytest_claims.declaring.measurement import Measurement, Substitution
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.instrument import Instrument
from pytest_claims.measuring.pieces import Piece, Times
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.recording.ledger_file import NoLedger, read
from pytest_claims.session import failures
from pytest_claims.session.foretold import claim_line, total_line
from pytest_claims.session.items import claim_id
from pytest_claims.session.worker import Worker
from pytest_claims.settings import Settings


@dataclass
class Claim:
    """What one claim would measure, in all its cases."""

    pieces: dict[str, Piece] = field(default_factory=dict)
    replicas: int = 0
    undecidable: list[str] = field(default_factory=list)


class Planner:
    """Takes the place of controller and worker."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.settings = settings
        self.worker = Worker(config, settings, {})
        self.claims: dict[str, Claim] = {}
        config.pluginmanager.register(self.worker, "pytest-claims-worker")

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run every body, and nothing else; where the collection failed, pytest says so."""
        if session.testsfailed and not session.config.option.continue_on_collection_errors:
            return None
        for item in self.worker.claims_of(session):
            claim = self.claims.setdefault(claim_id(item), Claim())
            for _, subject in self.worker.implementations.lineups:
                self._foresee(item, subject, claim)
        return True

    def _foresee(self, item: pytest.Function, subject: Substitution, claim: Claim) -> None:
        try:
            with self.worker.confinement.claim(item.nodeid):
                found = plan(self.worker.prepared(item, subject))
                pieces = foreseen(self.worker.instrument, found.measurements, found.replicas)
                claim.pieces |= {piece.key: piece for piece in pieces}
                claim.replicas = max(claim.replicas, found.replicas)
                undecidable = found.undecidable
        except failures.BROKEN as problem:
            undecidable = [failures.told(item, problem, self.settings.root)]
        claim.undecidable += [why for why in undecidable if why not in claim.undecidable]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """A line for each claim, and one for all."""
        pieces = {k: piece for claim in self.claims.values() for k, piece in claim.pieces.items()}
        times = Times(pieces.values(), self._first_looks())
        terminalreporter.section("claims, not measured")
        for id, claim in self.claims.items():
            found = list(claim.pieces.values())
            terminalreporter.write_line(f"{id}: {claim_line(found, claim.replicas, times)}")
            for why in claim.undecidable:
                terminalreporter.write_line(f"    cannot be decided: {why}", red=True)
        impossible = sum(bool(claim.undecidable) for claim in self.claims.values())
        terminalreporter.write_line(
            total_line(len(self.claims), impossible, list(pieces.values()), times)
        )

    def _first_looks(self) -> dict[str, float]:
        """Seconds by the text of a measurement, from the ledger of an earlier run."""
        try:
            document = read(self.settings.ledger).document
        except (FileNotFoundError, NoLedger):
            return {}
        cases = [case for claim in document["claims"] for case in claim["cases"]]
        rows = [row for case in cases for row in case.get("measurements", ())]
        return {row["text"]: row["seconds"] for row in rows if "seconds" in row}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A claim that cannot be decided is as bad as one that was not."""
        if session.exitstatus == 0 and any(claim.undecidable for claim in self.claims.values()):
            session.exitstatus = 1


def foreseen(
    instrument: Instrument, measurements: Iterable[Measurement], replicas: int
) -> Iterable[Piece]:
    """All pieces up to so many replicas; what cannot be shared evenly has none."""
    for measurement in measurements:
        try:
            for look in takewhile(lambda k: LOOKS[k] <= replicas, range(len(LOOKS))):
                yield from instrument.pieces(measurement, look)
        except ClaimError:
            continue
