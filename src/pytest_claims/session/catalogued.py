"""Asks a project's conftest.py for its instruments, as pytest loads it; runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.recording.catalogue import Catalogue, gather

ADD = (
    "no conftest.py says where the instruments are. Add to the one in the root:\n\n"
    "def pytest_claims_catalogue():\n"
    '    return {"Probes": ["my_package.probes"], "Tasks": ["my_package.tasks"]}'
)


class Asking:
    """Takes the place of a run."""

    def __init__(self) -> None:
        self.found: Catalogue | None = None
        self.problem = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int:
        """Once the conftest.py is loaded; nothing else of pytest comes to run."""
        packages = config.hook.pytest_claims_catalogue()
        try:
            self.found = gather(packages, config.rootpath) if packages else None
        except ImportError as error:
            self.problem = f"correct pytest_claims_catalogue in conftest.py: {error}"
        return 0


def catalogue(root: Path) -> Catalogue:
    """The catalogue of the project in this folder; ClaimError says what to add or to correct."""
    asking = Asking()
    status = pytest.main([str(root), "--rootdir", str(root), "--assert=plain"], [asking])
    if asking.problem or (status != 0 and asking.found is None):
        raise ClaimError(asking.problem or f"pytest cannot start in {root}: see above")
    if asking.found is None:
        raise ClaimError(ADD)
    return asking.found
