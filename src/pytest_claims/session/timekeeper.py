"""Remembers from run to run what each case drew and how long that took, and orders by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from pytest_claims.claims.grammar import ClaimFile
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording import times
from pytest_claims.settings import Settings


class Timekeeper:
    """Runs in the process that the user started; ``files`` are the claims as they are written."""

    def __init__(self, settings: Settings, files: Iterable[ClaimFile]) -> None:
        self.settings = settings
        self.path = settings.evidence.parent / "times.json"
        self.efforts = {f"{t.path}::{t.name}": t.effort for file in files for t in file.tests}
        self.drawn: dict[str, times.Drawn] = {}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """In place of xdist's usual scheduler, where claims are all that runs."""
        if config.getoption("dist") != "load" or not self.settings.only_claims(config):
            return None
        from pytest_claims.session.dealing import Costs, LongestFirst

        return LongestFirst(config, log, Costs(times.read(self.path), self.efforts))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A case that broke off did not draw all that it draws."""
        claim = getattr(report, "claim", {})
        if "drawn" in claim and claim["row"]["verdict"] != Verdict.ERROR:
            self.drawn[report.nodeid] = claim["drawn"]

    def pytest_sessionfinish(self) -> None:
        """Keep what this run saw, and of earlier ones what it did not see."""
        known = times.read(self.path)
        seen = {**known, **self.drawn}
        cases = {case: d for case, d in seen.items() if case.partition("[")[0] in self.efforts}
        if cases != known:
            times.write(self.path, cases)
