"""The toy project, in a folder of the test's own."""

import os
import sys

import pytest
from toy_project import Project

# What only the tests around a project use takes a quarter of a small audit to import.
LEFT_OUT = "-p no:hypothesispytest -p no:jaxtyping"
OTHERS = ("sequence_models", "tests", "notebooks", "experiments", "benchmarks")
"""Packages that other tests of this process may have imported, and no project here does."""


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_ADDOPTS", LEFT_OUT)
    for name in [name for name in sys.modules if name.split(".")[0] in OTHERS]:
        # an audit looks at all that first-party modules hold, whenever it measures
        monkeypatch.delitem(sys.modules, name)
    return pytester


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(pytester.path), prepend=os.pathsep)
    return Project(pytester)
