"""pytest's hooks. No logic of its own: each calls one thing."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

from pytest_claims import options, settings
from pytest_claims.extras import lacking

if TYPE_CHECKING:
    from pytest_claims.declaring.measure import Measure
    from pytest_claims.session.controller import Controller
    from pytest_claims.session.needed import Needing


def pytest_addoption(parser: pytest.Parser) -> None:
    """Flags and ini keys."""
    options.add_options(parser)


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
    """Stay inert where there are no notes to audit, or where pytest only looks."""
    found = settings.read(config)
    if config.getoption("claims_report") and (why := lacking("--claims-report")):
        raise pytest.UsageError(why)
    if config.getoption("claims_plan"):
        from pytest_claims.session.planner import Planner

        refuse_beside(config, "--claims-plan", "a plan has no verdicts")
        planner = Planner(config, with_notes(found, "--claims-plan"))
        config.pluginmanager.register(planner, "pytest-claims-planner")
        return
    if config.getoption("claims_over"):
        from pytest_claims.session.regime import Regimes

        refuse_beside(config, "--claims-over", "a regime is no audit")
        regimes = Regimes(config, with_notes(found, "--claims-over"))
        config.pluginmanager.register(regimes, "pytest-claims-regimes")
        cluster(config, regimes.settings, regimes)
        return
    draws = found is not None and found.draws(config)
    if not draws and config.getoption("claims_write_figures"):
        raise pytest.UsageError("name the experiments, or leave out --claims-write-figures.")
    if found is not None and draws:
        if why := lacking(f"{found.experiments}/"):
            raise pytest.UsageError(why)
        from pytest_claims.session.experiments import Experiments

        experiments = Experiments(config, found)
        config.pluginmanager.register(experiments, "pytest-claims-experiments")
        cluster(config, found, experiments)
    if found is None or found.asked_for(config) == set():
        return
    if settings.only_looks(config):
        look(config, found)
        return
    if hasattr(config, "workerinput"):
        declared = config.workerinput["claims_declared"]
        carried = config.workerinput["claims_carried"]
    else:
        from pytest_claims.files import sweep
        from pytest_claims.session.publish import Publisher
        from pytest_claims.session.timekeeper import Timekeeper

        sweep(found.evidence.parent)
        controller = controller_of(config, found)
        declared, carried = controller.declared, controller.carried
        config.pluginmanager.register(controller, "pytest-claims-controller")
        config.pluginmanager.register(Publisher(config, controller), "pytest-claims-publisher")
        timekeeper = Timekeeper(found, controller.files)
        config.pluginmanager.register(timekeeper, "pytest-claims-timekeeper")
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        from pytest_claims.session.modules import Carrying
        from pytest_claims.session.worker import Worker

        worker = Worker(config, found, declared)
        config.pluginmanager.register(worker, "pytest-claims-worker")
        cluster(config, found, worker)
        config.pluginmanager.register(Carrying(found, carried), "pytest-claims-carrying")


def look(config: pytest.Config, found: settings.Settings) -> None:
    """List claims without importing their files, where an earlier run knows what they hold."""
    if config.getoption("collectonly"):
        from pytest_claims.session.carried import listed
        from pytest_claims.session.modules import Carrying

        config.pluginmanager.register(
            Carrying(found, listed(config, found)), "pytest-claims-carrying"
        )


def cluster(config: pytest.Config, found: settings.Settings, asking: Needing) -> None:
    """Have what this needs measured by a cluster, where one is named and something runs."""
    if not config.getoption("claims_dask") or settings.only_looks(config):
        return
    from pytest_claims.session.clustered import Clustered

    clustered: Any = config.pluginmanager.get_plugin("pytest-claims-clustered")
    if clustered is None:
        clustered = Clustered(config, found)
        config.pluginmanager.register(clustered, "pytest-claims-clustered")
    clustered.asking.append(asking)


NEEDS_VERDICTS = (
    "claims_check_verdicts",
    "claims_write_verdicts",
    "claims_report",
    "claims_sarif",
    "claims_table",
)


def with_notes(found: settings.Settings | None, asked: str) -> settings.Settings:
    """The settings of a project that has notes, which this flag asks about."""
    if found is None:
        raise pytest.UsageError(
            f"{asked}: there are no notes to audit. Set claims_notes in the ini."
        )
    return found


def refuse_beside(config: pytest.Config, asked: str, why: str) -> None:
    """Without an audit's verdicts, what is done with them would be left undone in silence."""
    for name in NEEDS_VERDICTS:
        if config.getoption(name):
            flag = f"--{name.replace('_', '-')}"
            raise pytest.UsageError(f"leave out {flag} or {asked}: {why}.")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, Any, Any]:
    """The exit status is the controller's, whatever another plugin set afterwards."""
    if any(map(config.getoption, ("claims_plan", "claims_over", "claims_dask"))):
        config.option.numprocesses = 0  # there is nothing to share between workers
    status = yield
    controller: Any = config.pluginmanager.get_plugin("pytest-claims-controller")
    return controller.final(status) if controller and controller.begun else status


@pytest.hookimpl(optionalhook=True, tryfirst=True)  # else xdist answers before us
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Single node ids are quicker without workers, and so is what is carried."""
    arguments = config.args
    if arguments and all("::" in argument for argument in arguments):
        return 0
    return workers(config)


def workers(config: pytest.Config) -> int | None:
    """None at all where claims are all that runs and at most one of them has to be decided; else
    as many as xdist itself would start.
    """
    found = settings.read(config)
    if found is None or settings.only_looks(config) or not found.only_claims(config):
        return None
    from pytest_claims.session.carried import undecided

    carried = controller_of(config, found).carried
    return 0 if carried and undecided(carried, found.asked_for(config)) <= 1 else None


CONTROLLER = pytest.StashKey["Controller"]()


def controller_of(config: pytest.Config, found: settings.Settings) -> Controller:
    """The one of this run, made where it is asked for first."""
    from pytest_claims.session.controller import Controller

    if CONTROLLER not in config.stash:
        config.stash[CONTROLLER] = Controller(config, found)
    return config.stash[CONTROLLER]


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """Declare a measurement: ``measure(probe, Subject, **conditions)`` is a lazy sample."""
    from pytest_claims.declaring.measure import Measure

    found = settings.read(request.config)
    if found is None or not found.is_claim_file(request.path):
        pytest.fail(
            f"measure is for claims, and {request.path} is none: "
            "set claims_notes in the ini and run the claims' folder.",
            pytrace=False,
        )
    unusable = Measure(root=found.root)
    unusable.body.closed = True  # the audit runs the body with one of its own
    return unusable
