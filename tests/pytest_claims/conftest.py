"""The toy project, in a folder of the test's own."""

import os

import pytest
from toy_project import Project


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(pytester.path), prepend=os.pathsep)
    return Project(pytester)
