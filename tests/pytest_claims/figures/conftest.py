"""The toy project with an experiment."""

import matplotlib.backends.backend_svg  # once per process, and not again in every project's run
import matplotlib.figure  # noqa: F401
import pytest
from shift_experiment import Experiment

import pytest_claims.session.experiments  # noqa: F401


@pytest.fixture
def experiment(project):
    return Experiment(project)
