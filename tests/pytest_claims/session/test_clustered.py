"""What a run asks of a cluster, and says of it; no cluster is asked."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.session import clustered
from pytest_claims.session.clustered import Clustered
from pytest_claims.session.controller import Controller
from pytest_claims.session.experiments import Experiments
from pytest_claims.session.timekeeper import Timekeeper


class Workers:
    """Stands for a cluster; ``made`` are all that were."""

    made = ()

    def __init__(self, address, run):
        if not address:
            raise clustered.NoCluster("nobody answers at this address")
        self.address, self.run, self.closed = address, run, False
        Workers.made = (*Workers.made, self)

    def close(self):
        self.closed = True


class Gathering:
    """Takes down what it is to gather."""

    def __init__(self, instrument, workers):
        self.given, self.made, self.refused = (instrument, workers), {}, {}

    def gather(self, cases):
        self.cases = [case() for case in cases]


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A run of two claims and two lineups on the cluster at an address."""
    done = []
    made = SimpleNamespace(close=lambda: done.append("closed"))
    monkeypatch.setattr(clustered, "instrument_of", lambda *given: made)
    monkeypatch.setattr(clustered, "Workers", Workers)
    monkeypatch.setattr(clustered, "Gathering", Gathering)
    monkeypatch.setattr(Workers, "made", ())
    worker = SimpleNamespace(
        implementations=SimpleNamespace(lineups=[("", "own"), ("A=x:A", "other")]),
        instrument=SimpleNamespace(begin=lambda: done.append("began")),
        claims_of=lambda session: ["a", "b"],
        prepared=lambda item, subject: (item, subject),
    )
    config = SimpleNamespace(getoption=lambda name: "tcp://host:1")
    settings = SimpleNamespace(root=tmp_path, options=("--claims-seed", "7"), fresh=False)
    found = Clustered(config, settings, worker)
    found.done = done
    return found


def session(failed=0, goes_on=False):
    option = SimpleNamespace(continue_on_collection_errors=goes_on)
    return SimpleNamespace(testsfailed=failed, config=SimpleNamespace(option=option))


def test_every_case_is_gathered_with_each_lineup_and_the_cluster_let_go(cluster):
    assert cluster.pytest_runtestloop(session()) is None

    (workers,) = Workers.made
    assert cluster.gathering.given == (cluster.instrument, workers)
    assert cluster.gathering.cases == [
        ("a", "own"),
        ("a", "other"),
        ("b", "own"),
        ("b", "other"),
    ]
    assert (workers.address, workers.closed) == ("tcp://host:1", True)
    assert cluster.done == ["began", "closed"]


@pytest.mark.parametrize(("goes_on", "asked"), [(False, 0), (True, 1)])
def test_nobody_is_asked_where_the_collection_failed(cluster, goes_on, asked):
    cluster.pytest_runtestloop(session(1, goes_on))

    assert len(Workers.made) == asked


def test_a_cluster_that_does_not_answer_is_a_usage_error(cluster):
    cluster.address = ""
    with pytest.raises(pytest.UsageError, match="--claims-dask: nobody answers at this address"):
        cluster.pytest_runtestloop(session())


run_of = Clustered.run


def test_a_run_is_one_of_its_own_and_measures_as_this_one_does(cluster, tmp_path):
    first, second = run_of(cluster), run_of(cluster)
    cluster.settings.fresh = True
    flags = ("--claims-seed", "7")

    assert first != second
    assert (first.root, first.flags) == (str(tmp_path), flags)
    assert run_of(cluster).flags == (*flags, "--claims-fresh")


def test_it_is_told_who_made_how_much_and_who_was_refused(cluster):
    lines = Said()
    cluster.pytest_terminal_summary(lines)
    assert lines == []
    cluster.gathering = SimpleNamespace(made={"w1": 3, "w2": 4}, refused={"w9": "y", "w3": "x"})
    cluster.pytest_terminal_summary(lines)

    assert lines == [
        ("measured by 2 workers of the cluster: 7",),
        ("not used: w3, where x", "yellow"),
        ("not used: w9, where y", "yellow"),
    ]


def test_the_cluster_is_asked_before_the_claims_run_whoever_registers_later(cluster):
    calls = []
    cluster.cases = lambda session: calls.append("the cluster") or []

    class Runs:
        def pytest_runtestloop(self, session):
            calls.append("the claims")
            return True

    manager = pytest.PytestPluginManager()
    for plugin in (cluster, Runs()):
        manager.register(plugin)
    manager.hook.pytest_runtestloop(session=session())

    assert calls == ["the cluster", "the claims"]


@pytest.mark.parametrize("kind", [Controller, Experiments, Timekeeper])
def test_a_run_without_xdist_knows_what_hooks_of_its_are_for(kind):
    manager = pytest.PytestPluginManager()
    manager.register(object.__new__(kind))

    manager.check_pending()
