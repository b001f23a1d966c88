"""What a worker puts on pytest's reports, which bring it home."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.faults import ClaimError
from pytest_claims.session import worker as room
from pytest_claims.session.worker import BROKEN, Worker

FILE = Path("/p/claims/test_01_toy.py")


class Item(SimpleNamespace):
    """Takes the place of a claim that pytest collected."""


class Carried(Item):
    """Takes the place of one that is carried."""


@pytest.fixture
def worker(monkeypatch):
    """One that has drawn a sample; of each item it knows the row."""
    monkeypatch.setattr(room, "Claim", Item)
    monkeypatch.setattr(room, "CarriedClaim", Carried)
    monkeypatch.setattr(room, "claim_id", lambda item: "01_toy/a")
    monkeypatch.setattr(room, "said", lambda item: "It is so.")
    monkeypatch.setattr(room.failures, "shown", lambda item, broken, root: f"shown: {broken}")
    made = object.__new__(Worker)
    made.settings = SimpleNamespace(is_claim_file=lambda path: path == FILE, junit=False, root="/")
    made.declared, made.rows = {"01_toy/a": Verdict.HOLDS}, [{"verdict": "HOLDS"}]
    made.row = lambda item: made.rows[0]
    made.instrument = SimpleNamespace(
        used={"k" * 64: 2.0}, store=SimpleNamespace(lacks=lambda: {"unreadable": 1})
    )
    return made


def reported(worker, item, when="call", problem=None, passed=True):
    """The report of an item whose phase ended like this."""
    report = SimpleNamespace(passed=passed, location=("f.py", 4, "a"), longrepr=None, outcome="")
    excinfo = problem and SimpleNamespace(value=problem)
    call = SimpleNamespace(when=when, excinfo=excinfo, duration=1.23456)
    step = worker.pytest_runtest_makereport(item, call)
    next(step)
    with pytest.raises(StopIteration) as ended:
        step.send(report)
    assert ended.value.value is report
    return report


def item(kind=Item, path=FILE):
    return kind(
        path=path, name="test_a[1]", originalname="test_a", stash={}, user_properties=["before"]
    )


def test_a_report_has_the_row_with_its_case_and_time_and_what_was_drawn(worker):
    report = reported(worker, item())

    assert report.claim["row"] == {
        **{"verdict": "HOLDS", "case": "1", "seconds": 1.235, "unreadable": 1},
    }
    assert (report.claim["id"], report.claim["declared"]) == ("01_toy/a", "HOLDS")
    assert list(report.claim["drawn"].values()) == [2.0]
    assert worker.instrument.used == {}
    assert report.outcome == "passed"


def test_what_is_carried_drew_nothing(worker):
    assert "drawn" not in reported(worker, item(Carried)).claim


@pytest.mark.parametrize(
    ("when", "passed"), [("setup", True), ("teardown", True), ("teardown", False)]
)
def test_only_what_ends_a_claim_is_reported(worker, when, passed):
    assert not hasattr(reported(worker, item(), when=when, passed=passed), "claim")


def test_another_test_is_reported_as_ever(worker):
    assert not hasattr(reported(worker, item(path=FILE.with_name("x.py"))), "claim")
    assert not hasattr(reported(worker, SimpleNamespace(path=FILE)), "claim")


@pytest.mark.parametrize("when", ["setup", "call"])
def test_a_claim_that_broke_is_an_error_that_is_shown(worker, when):
    problem = ClaimError("measure less")
    report = reported(worker, item(), when=when, problem=problem, passed=False)

    assert (report.claim["row"]["verdict"], report.claim["row"]["reason"]) == (
        "ERROR",
        "measure less",
    )
    assert report.longrepr == f"shown: {SimpleNamespace(value=problem)}"
    assert report.outcome == "failed"


def test_a_claim_that_another_plugin_ran_is_an_error(worker):
    worker.rows = [None]
    row = reported(worker, item()).claim["row"]

    assert row["verdict"] == "ERROR"
    assert row["reason"].startswith("another plugin ran its function")


def test_of_several_subjects_the_error_is_shown_that_made_the_verdict(worker):
    worker.rows = [{"verdict": "ERROR", "subject": "A=x:A", "reason": "it broke"}]
    broken = item()
    broken.stash[BROKEN] = {"A=x:A": "the first", "A=y:B": "the second"}

    assert reported(worker, broken).longrepr == "shown: the first"
    worker.rows = [{"verdict": "REFUTED", "subject": "A=y:B"}]
    assert reported(worker, broken).longrepr == "REFUTED"


@pytest.mark.parametrize("junit", [False, True])
def test_junit_reads_what_stands_on_the_item(worker, junit):
    worker.settings.junit, claim = junit, item()
    reported(worker, claim)
    properties = [("claim", "01_toy/a"), ("statement", "It is so."), ("verdict", "HOLDS")]

    assert claim.user_properties == ["before", *(properties if junit else [])]
