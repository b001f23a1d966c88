"""What a run asks of a cluster, and says of it; no cluster is asked."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.session import clustered
from pytest_claims.session.clustered import Clustered
from pytest_claims.session.controller import Controller
from pytest_claims.session.experiments import Experiments
from pytest_claims.session.needed import Needed
from pytest_claims.session.terminal import unrepeated
from pytest_claims.session.timekeeper import Timekeeper


class Workers:
    """Stands for a cluster; ``made`` are all that were."""

    made = ()

    def __init__(self, address, run, asked):
        if not address:
            raise clustered.NoCluster("nobody answers at this address")
        self.address, self.run, self.asked, self.closed = address, run, asked, False
        Workers.made = (*Workers.made, self)

    def close(self):
        self.closed = True


class Gathering:
    """Takes down what it is to gather."""

    def __init__(self, instrument, workers):
        self.given, self.made, self.refused, self.unsent = (instrument, workers), {}, {}, []

    def gather(self, needs):
        self.needs = list(needs)


def asking(done, name, *needs, knows=None):
    """A plugin that needs this, and whose implementations made something for a subject."""
    begin = lambda: done.append(f"{name} began")  # noqa: E731
    known = SimpleNamespace(asked={knows: f"{knows} of {name}"}.get)
    found = Needed(SimpleNamespace(begin=begin), known, needs)
    return SimpleNamespace(needed=lambda session: found)


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A run of claims and experiments on the cluster at an address."""
    done = []
    made = SimpleNamespace(close=lambda: done.append("closed"), given=[])
    made.of = lambda *given: made.given.append(given) or made
    monkeypatch.setattr(clustered, "instrument_of", lambda *given: made.of(*given))
    monkeypatch.setattr(clustered, "Workers", Workers)
    monkeypatch.setattr(clustered, "Gathering", Gathering)
    monkeypatch.setattr(Workers, "made", ())
    config = SimpleNamespace(getoption=lambda name: "tcp://host:1")
    settings = SimpleNamespace(root=tmp_path, options=("--claims-seed", "7"), fresh=False)
    found = Clustered(config, settings)
    found.asking = [
        asking(done, "claims", "a", "b", knows="A"),
        asking(done, "experiments", "c", knows="B"),
        SimpleNamespace(needed=lambda session: None),
    ]
    found.done, found.made = done, made
    return found


def session(failed=0, goes_on=False):
    option = SimpleNamespace(continue_on_collection_errors=goes_on)
    return SimpleNamespace(testsfailed=failed, config=SimpleNamespace(option=option))


def test_what_everybody_needs_is_gathered_together_and_the_cluster_let_go(cluster):
    assert cluster.pytest_runtestloop(session()) is None

    (workers,) = Workers.made
    assert cluster.gathering.given[1] is workers
    assert cluster.gathering.needs == ["a", "b", "c"]
    assert (workers.address, workers.closed) == ("tcp://host:1", True)
    assert cluster.done == ["claims began", "experiments began", "closed"]


def test_what_comes_is_kept_by_an_instrument_of_the_runs_own(cluster):
    cluster.pytest_runtestloop(session())
    ((config, settings, implementations),) = cluster.made.given

    assert cluster.gathering.given[0] is cluster.made
    assert (config, settings) == (cluster.config, cluster.settings)
    assert implementations.asked("A") == "A of claims"


def test_a_cluster_is_let_go_where_it_breaks(cluster, monkeypatch):
    def breaks(self, needs):
        raise KeyError("x")

    monkeypatch.setattr(Gathering, "gather", breaks)
    with pytest.raises(KeyError):
        cluster.pytest_runtestloop(session())

    assert [workers.closed for workers in Workers.made] == [True]
    assert cluster.done[-1] == "closed"


def test_what_was_made_for_a_subject_is_known_to_whoever_made_it(cluster):
    cluster.pytest_runtestloop(session())
    (workers,) = Workers.made

    assert [workers.asked(made) for made in "ABC"] == ["A of claims", "B of experiments", None]


def test_no_cluster_is_asked_where_nothing_is_needed(cluster):
    cluster.asking = [asking(cluster.done, "experiments"), cluster.asking[-1]]
    cluster.pytest_runtestloop(session())

    assert Workers.made == ()
    assert cluster.done == []


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
    cluster.gathering = SimpleNamespace(
        made={"w1": 3, "w2": 4},
        refused={"w9": "y", "w3": "x"},
        unsent=[f"{name}: it" for name in "dbcaa"],
        unrepeated=2,
    )
    cluster.pytest_terminal_summary(lines)

    assert lines == [
        ("measured by 2 workers of the cluster: 7",),
        (unrepeated(2), "yellow"),
        ("not used: w3, where x", "yellow"),
        ("not used: w9, where y", "yellow"),
        *((f"measured here, since it cannot be sent: {name}: it", "yellow") for name in "abcd"),
    ]
    cluster.gathering = SimpleNamespace(made={"w1": 3}, refused={}, unsent=[], unrepeated=0)
    lines.clear()
    cluster.pytest_terminal_summary(lines)
    assert lines == [("measured by 1 worker of the cluster: 3",)]


def test_the_cluster_is_asked_after_what_a_project_sets_and_before_anything_runs(cluster):
    calls = cluster.done

    class Runs:
        def pytest_runtestloop(self, session):
            calls.append("the claims")
            return True

    class Project:
        @pytest.hookimpl(tryfirst=True)
        def pytest_runtestloop(self, session):
            calls.append("the project")

    manager = pytest.PytestPluginManager()
    for plugin in (Runs(), Project(), cluster):
        manager.register(plugin)
    manager.hook.pytest_runtestloop(session=session())

    assert calls == ["the project", "claims began", "experiments began", "closed", "the claims"]


@pytest.mark.parametrize("kind", [Controller, Experiments, Timekeeper])
def test_a_run_without_xdist_knows_what_hooks_of_its_are_for(kind):
    manager = pytest.PytestPluginManager()
    manager.register(object.__new__(kind))

    manager.check_pending()
