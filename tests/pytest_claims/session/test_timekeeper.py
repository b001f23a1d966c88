"""What is remembered of a run's times, and when claims are dealt out by it."""

from types import SimpleNamespace

import pytest

from pytest_claims.recording import times
from pytest_claims.session.dealing import LongestFirst
from pytest_claims.session.timekeeper import Timekeeper

TEST = "claims/test_01_toy.py::test_"


@pytest.fixture
def keeper(tmp_path):
    """Of a project of two tests, a of which has cases."""
    tests = [
        SimpleNamespace(path="claims/test_01_toy.py", name=f"test_{n}", effort=5) for n in "ab"
    ]
    settings = SimpleNamespace(evidence=tmp_path / ".claims" / "evidence", alone=True)
    settings.only_claims = lambda config: settings.alone
    (tmp_path / ".claims").mkdir()
    return Timekeeper(settings, [SimpleNamespace(tests=tests)])


def report(name, drawn=None, verdict="HOLDS"):
    claim = {"row": {"verdict": verdict}} | ({} if drawn is None else {"drawn": drawn})
    return SimpleNamespace(nodeid=f"{TEST}{name}", claim=claim)


def test_what_a_run_saw_is_kept_beside_what_earlier_ones_did(keeper):
    times.write(keeper.path, {f"{TEST}a[1]": {"k": 1.0}, f"{TEST}b": {"k": 2.0}})
    times.write(keeper.path, times.read(keeper.path) | {f"{TEST}gone": {"k": 9.0}})
    for each in (
        report("a[1]", {"m": 3.0}),
        report("a[2]", {"m": 4.0}),
        report("b", {"m": 5.0}, "ERROR"),
        report("b"),
        SimpleNamespace(nodeid="tests/test_x.py::test_x"),
    ):
        keeper.pytest_runtest_logreport(each)
    keeper.pytest_sessionfinish()

    assert times.read(keeper.path) == {
        f"{TEST}a[1]": {"m": 3.0},
        f"{TEST}a[2]": {"m": 4.0},
        f"{TEST}b": {"k": 2.0},
    }


def test_a_run_that_saw_nothing_new_writes_nothing(keeper):
    keeper.pytest_sessionfinish()
    assert not keeper.path.exists()
    keeper.pytest_runtest_logreport(report("b", {"m": 5.0}))
    keeper.pytest_sessionfinish()

    assert keeper.path.name == "times.json"
    assert keeper.path.parent.name == ".claims"


@pytest.mark.parametrize(
    ("dist", "alone", "ours"),
    [("load", True, True), ("load", False, False), ("loadfile", True, False), ("no", True, False)],
)
def test_claims_are_dealt_out_where_they_are_all_that_runs(keeper, monkeypatch, dist, alone, ours):
    monkeypatch.setattr(
        LongestFirst, "__init__", lambda self, *given: vars(self).update(given=given)
    )
    keeper.settings.alone = alone
    config = SimpleNamespace(getoption=lambda name: dist)
    found = keeper.pytest_xdist_make_scheduler(config, "log")

    assert (found is not None) == ours
    if ours:
        assert found.given[:2] == (config, "log")
        assert found.given[2].seconds(f"{TEST}a[1]") == 5.0
