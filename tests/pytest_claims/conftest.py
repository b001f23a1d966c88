"""The toy project, in a folder of the test's own."""

import os

import pytest
from toy_project import Project

# What only the tests around a project use takes a quarter of a small audit to import.
LEFT_OUT = "-p no:hypothesispytest -p no:jaxtyping"


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_ADDOPTS", LEFT_OUT)
    return pytester


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(pytester.path), prepend=os.pathsep)
    return Project(pytester)
