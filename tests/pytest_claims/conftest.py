"""The toy project, in a folder of the test's own."""

import os

import pytest
import scipy.fft  # pytester forgets what was imported in a run, and these load once per process
import scipy.special  # noqa: F401
from toy_project import Project


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(pytester.path), prepend=os.pathsep)
    return Project(pytester)
