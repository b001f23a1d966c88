"""pytest's hooks. No logic of its own: each calls one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimcheck import settings

if TYPE_CHECKING:
    from claimcheck.measurement import Measure


def pytest_addoption(parser: pytest.Parser) -> None:
    """Flags and ini keys."""
    settings.add_options(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """What a project's conftest.py may tell us."""
    from claimcheck import hookspecs

    pluginmanager.add_hookspecs(hookspecs)


def pytest_configure(config: pytest.Config) -> None:
    """Stay inert where there are no notes to audit."""
    found = settings.read(config)
    if found is None or found.asked_for(config) == set():
        return
    if not hasattr(config, "workerinput"):
        from claimcheck.controller import Controller
        from claimcheck.publish import Publisher

        controller = Controller(config, found)
        config.pluginmanager.register(controller, "claimcheck-controller")
        config.pluginmanager.register(Publisher(config, controller), "claimcheck-publisher")
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        from claimcheck.worker import Worker

        config.pluginmanager.register(Worker(config, found), "claimcheck-worker")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Single node ids are quicker without workers."""
    arguments = config.args
    return 0 if arguments and all("::" in argument for argument in arguments) else None


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """Declare a measurement: ``measure(probe, Architecture, **conditions)`` is a lazy sample."""
    from claimcheck.worker import Worker

    worker = request.config.pluginmanager.get_plugin("claimcheck-worker")
    if not isinstance(worker, Worker):
        pytest.fail(
            "measure is for claims: set claims_notes in the ini and run the claims' folder."
        )
    return worker.measure()
