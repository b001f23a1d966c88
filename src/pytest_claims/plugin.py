"""pytest's hooks. No logic of its own: each calls one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_claims import settings

if TYPE_CHECKING:
    from pytest_claims.declaring.measure import Measure


def pytest_addoption(parser: pytest.Parser) -> None:
    """Flags and ini keys."""
    settings.add_options(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """What a project's conftest.py may tell us."""
    from pytest_claims import hookspecs

    pluginmanager.add_hookspecs(hookspecs)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Watch what is read from the very start, where there are notes to audit."""
    if early_config.getini("claims_notes"):
        from pytest_claims.measuring import opened

        opened.install()


def pytest_configure(config: pytest.Config) -> None:
    """Stay inert where there are no notes to audit."""
    found = settings.read(config)
    if found is None or found.asked_for(config) == set():
        return
    if not hasattr(config, "workerinput"):
        from pytest_claims.files import sweep
        from pytest_claims.session.controller import Controller
        from pytest_claims.session.publish import Publisher

        sweep(found.evidence.parent)
        controller = Controller(config, found)
        config.pluginmanager.register(controller, "pytest-claims-controller")
        config.pluginmanager.register(Publisher(config, controller), "pytest-claims-publisher")
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        from pytest_claims.session.worker import Worker

        config.pluginmanager.register(Worker(config, found), "pytest-claims-worker")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Single node ids are quicker without workers."""
    arguments = config.args
    return 0 if arguments and all("::" in argument for argument in arguments) else None


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """Declare a measurement: ``measure(probe, Architecture, **conditions)`` is a lazy sample."""
    from pytest_claims.session.worker import Worker

    worker = request.config.pluginmanager.get_plugin("pytest-claims-worker")
    if not isinstance(worker, Worker):
        pytest.fail(
            "measure is for claims: set claims_notes in the ini and run the claims' folder."
        )
    return worker.measure()
