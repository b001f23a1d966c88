"""Asks a project's conftest.py for its instruments, as pytest loads it; runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_claims.faults import ClaimError
from pytest_claims.recording.catalogue import Catalogue, gather
from pytest_claims.session.asking import ask

ADD = (
    "no conftest.py says where the instruments are. Add to the one in the root:\n\n"
    "def pytest_claims_catalogue():\n"
    '    return {"Probes": ["my_package.probes"], "Tasks": ["my_package.tasks"]}'
)


def catalogue(root: Path) -> Catalogue:
    """The catalogue of the project in this folder; ClaimError says what to add or to correct."""
    return ask(root, _gathered, "--rootdir", str(root))


def _gathered(config: pytest.Config) -> Catalogue:
    packages = config.hook.pytest_claims_catalogue()
    if not packages:
        raise ClaimError(ADD)
    try:
        return gather(packages, config.rootpath)
    except ImportError as error:
        raise ClaimError(f"correct pytest_claims_catalogue in conftest.py: {error}") from error
