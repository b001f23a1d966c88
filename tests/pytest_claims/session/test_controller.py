"""What the process that the user started does with what it hears, without a run."""

from types import SimpleNamespace

import pytest
from heard import NODE

from pytest_claims.session import controller as room
from pytest_claims.session.exit_status import INTERNAL


def started(controller, answer):
    """What becomes of the start of a session that ends like this."""
    step = controller.pytest_sessionstart()
    next(step)
    if isinstance(answer, BaseException):
        return step.throw(answer)
    with pytest.raises(StopIteration) as ended:
        step.send(answer)
    return ended.value.value


def test_faults_stop_a_run_before_it_starts(controller):
    def refuse():
        assert controller.begun
        raise pytest.UsageError("notes and claims disagree")

    controller.refuse_faults = refuse
    with pytest.raises(pytest.UsageError):
        next(controller.pytest_sessionstart())


@pytest.mark.parametrize("problem", [EOFError("closed"), OSError("no memory")])
def test_only_where_workers_were_to_start_is_it_said_that_none_did(controller, problem):
    controller.refuse_faults = list
    with pytest.raises(type(problem)):
        started(controller, problem)
    controller.config.options["tx"] = ["popen"]
    with pytest.raises(pytest.exit.Exception, match=r"no worker could be started .*-n0") as ended:
        started(controller, problem)

    assert ended.value.returncode == INTERNAL
    assert started(controller, "a session") == "a session"


@pytest.mark.parametrize(
    ("args", "chosen", "asked"),
    [
        ([], {}, [None]),
        (["-k", "x"], {"keyword": "x"}, []),
        ([f"{NODE}a[1]"], {}, [{("claims/test_01_toy.py", "test_a")}]),
    ],
    ids=["files", "a keyword", "a test"],
)
def test_faults_are_refused_of_what_is_asked_for(controller, args, chosen, asked):
    controller.config.args = [a for a in args if "::" in a]
    controller.config.invocation_params.args = args
    controller.config.options.update(chosen)
    controller.refuse_faults()

    assert controller.disagreements.asked == asked


def test_faults_of_what_a_keyword_picks_are_refused_once_that_is_known(controller):
    controller.expect([f"{NODE}a"])
    assert controller.disagreements.asked == []
    controller.config.invocation_params.args = ["-k", "a"]
    controller.config.options["keyword"] = "a"
    controller.expect([f"{NODE}a"])

    assert controller.disagreements.asked == [{("claims/test_01_toy.py", "test_a")}]


def test_a_worker_is_told_what_it_need_not_find_out(controller):
    node = SimpleNamespace(workerinput={})
    controller.pytest_configure_node(node)

    assert node.workerinput == {
        "claims_declared": {"01_toy/a": "holds"},
        "claims_began": 5.0,
        "claims_device": "cuda Toy 1",
        "claims_carried": {"a file": {}},
        "claims_refused": {"High=mine.py:Slow": "it took too long"},
    }


@pytest.mark.parametrize(
    ("nodeid", "found"),
    [
        (f"{NODE}a", ("01_toy/a", "")),
        (f"{NODE}a[x-[1]]", ("01_toy/a", "x-[1]")),
        (f"{NODE}b", None),
        ("claims/below/test_01_toy.py::test_a", None),
        ("tests/test_01_toy.py::test_a", None),
        ("notes/01_toy.md", None),
    ],
)
def test_a_claim_is_located_in_the_folder_of_claims_and_in_the_ledger(controller, nodeid, found):
    assert controller.locate(nodeid) == found


def test_what_will_run_is_selected_once(controller):
    controller.expected = set()
    controller.expect(["tests/test_x.py::test_x"])
    assert controller.ledger.done == []
    for _ in range(2):
        controller.expect([f"{NODE}a[1]", f"{NODE}a[2]", f"{NODE}gone"])

    ((done, cases),) = controller.ledger.done
    assert (done, list(cases)) == ("select", [("01_toy/a", "1"), ("01_toy/a", "2")])
    assert controller.expected == {f"{NODE}a[1]", f"{NODE}a[2]"}


def reported(**more):
    """A report of the one claim."""
    found = {"nodeid": f"{NODE}a", "when": "call", "outcome": "passed", "failed": False}
    found |= {"location": ("f.py", 4, "a"), "longrepr": None, "longreprtext": ""}
    return SimpleNamespace(**found | more)


def test_a_process_that_died_is_an_error_that_says_how_long_it_had(controller):
    controller.began[f"{NODE}a"] = 40.0
    report = reported(when="???", longreprtext="worker gw0 crashed", failed=True)
    controller.pytest_runtest_logreport(report)
    row = report.claim["row"]

    assert (row["case"], row["verdict"]) == ("", "ERROR")
    assert row["reason"] == (
        "worker gw0 crashed; it was not decided within claims_timeout = 60 seconds"
    )
    assert controller.ledger.done == [("record", "01_toy/a", row)]
    assert (report.outcome, report.claim["as_declared"]) == ("failed", False)
    assert report.longrepr == row["reason"]


def test_of_a_process_whose_beginning_was_not_heard_no_time_is_known(controller):
    report = reported(when="???", longreprtext="worker gw0 crashed")
    controller.pytest_runtest_logreport(report)

    assert report.claim["row"]["reason"] == "worker gw0 crashed"


def test_the_beginning_of_a_case_is_remembered(controller):
    controller.pytest_runtest_logstart(f"{NODE}a")

    assert controller.began == {f"{NODE}a": 107.26}


@pytest.mark.parametrize("report", [reported(), reported(nodeid="tests/test_x.py::test_x")])
def test_a_report_without_a_row_changes_nothing(controller, report):
    controller.pytest_runtest_logreport(report)

    assert controller.ledger.done == []
    assert not hasattr(report, "claim")
    assert controller.pytest_report_teststatus(report) is None


def test_a_run_that_is_repeated_is_recorded_and_shown_as_its_plugin_does(controller):
    report = reported(outcome="rerun", claim={"row": {"case": "", "verdict": "REFUTED"}})
    controller.pytest_runtest_logreport(report)

    assert controller.ledger.done == [("record", "01_toy/a", report.claim["row"])]
    assert report.outcome == "rerun"
    assert controller.pytest_report_teststatus(report) is None


def test_what_speaks_against_a_claim_outlasts_what_follows(controller):
    found = []
    controller.reported = {}
    for verdict in ("HOLDS", "REFUTED", "HOLDS", "ERROR"):
        report = reported(claim={"row": {"case": "", "verdict": verdict, "reason": ""}})
        report.failed = False
        controller.pytest_runtest_logreport(report)
        found.append(report.claim["row"]["verdict"])

    assert found == ["HOLDS", "REFUTED", "REFUTED", "REFUTED"]
    assert controller.reported[f"{NODE}a"]["verdict"] == "REFUTED"


@pytest.mark.parametrize(
    ("verdict", "failed", "explained"),
    [("REFUTED", True, True), ("ERROR", True, False), ("HOLDS", False, False)],
)
def test_a_verdict_that_is_not_as_declared_is_explained(
    controller, monkeypatch, verdict, failed, explained
):
    monkeypatch.setattr(room, "explain", lambda *given: given)
    row = {"case": "", "verdict": verdict, "reason": "it broke"}
    report = reported(failed=failed, claim={"row": row})
    controller.reported = {}
    controller.pytest_runtest_logreport(report)

    said = (controller.ledger.rows["01_toy/a"], row, f"pytest {NODE}a --claims-seed 7")
    assert (report.longrepr == said) == explained
    assert controller.pytest_report_teststatus(report)[2][0] == verdict
