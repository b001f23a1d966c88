"""What is false or untested is never green, whatever marks, plugins and processes say."""

import pytest
from audit_errors import add, conftest, says

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
VACUOUS = "assert measure(score, High) > -100"
NO_CONTROL = '@no_control("a toy")'


XFAIL_ADDED = """
def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.xfail(strict=False))
"""
REWRITTEN = """
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "passed"
    return report

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_logreport(report):
    report.outcome = "passed"
    yield
"""
STATUS_SET = """
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session):
    yield
    session.exitstatus = 0
"""


STATUS_SET_EARLY = """
def pytest_sessionfinish(session):
    session.exitstatus = 0
"""


@pytest.mark.parametrize("cheat", [XFAIL_ADDED, REWRITTEN, STATUS_SET, STATUS_SET_EARLY])
@pytest.mark.parametrize("folder", ["conftest.py", "claims/conftest.py"])
def test_what_is_refuted_stays_red_whatever_a_conftest_says(project, cheat, folder):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, folder, "\nimport pytest\n" + cheat)

    assert project.inside().ret == 1
    assert project.ledger()["a"]["verdict"] == "REFUTED"


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        (VACUOUS, {"how": "@control(High, Flat)"}),
        (TRUE, {"title": "refuted"}),
        ("assert undefined > 0", {}),
    ],
)
def test_what_is_not_as_declared_stays_red_under_xfail(project, body, claim):
    project.claim(body, **claim).claim(TRUE, name="b").write()
    conftest(project, XFAIL_ADDED)

    assert project.inside().ret == 1


def test_what_is_refuted_stays_red_under_xfail_on_workers(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, XFAIL_ADDED)

    assert project.again("-n2").ret == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('pytest.skip("no GPU")', "skipped by pytest.skip: no GPU"),
        ('pytest.xfail("known")', "skipped by pytest.xfail: known"),
        ('pytest.importorskip("nowhere")', "skipped by pytest.skip: could not import 'nowhere'"),
        ('pytest.exit("enough", returncode=0)', "ended by pytest.exit: enough"),
    ],
)
def test_a_claim_that_skips_itself_is_an_error(project, body, reason, unread):
    project.claim(f"{body}\n{TRUE}").claim(TRUE, name="b")
    project.write()
    result = project.inside()

    assert result.ret == 1
    row = project.ledger()["a"]
    assert row["verdict"] == "ERROR"
    assert row["cases"][0]["reason"].startswith(reason)
    says(result, f"claims/test_01_toy.py:12: {reason}")


def test_a_probe_that_skips_is_an_error(project):
    project.toy += "\ndef skips(*, seeds):\n    import pytest\n    pytest.skip('no GPU')\n"
    project.claim("assert measure(toy.skips) > 0").claim(TRUE, name="b").write()

    assert project.inside().ret == 1
    assert project.ledger()["a"]["verdict"] == "ERROR"


def marked(mark):
    return (
        "\ndef pytest_collection_modifyitems(items):\n"
        f"    items[0].add_marker(pytest.mark.{mark})\n"
    )


@pytest.mark.parametrize("mark", ["skip('later')", "skipif(True, reason='x')", "xfail(run=False)"])
def test_a_mark_that_skips_a_claim_is_an_error(project, mark):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, marked(mark))

    assert project.inside().ret == 1
    row = project.ledger()["a"]
    assert row["verdict"] == "ERROR"
    assert "skipped by pytest." in row["cases"][0]["reason"]


def test_a_claim_that_another_plugin_runs_is_an_error(project):
    project.claim(FALSE).write()
    conftest(
        project,
        "@pytest.hookimpl(wrapper=True, tryfirst=True)\n"
        "def pytest_runtest_call(item):\n    item.runtest = lambda: None\n    return (yield)\n",
    )
    result = project.inside()

    assert result.ret == 1
    row = project.ledger()["a"]
    assert row["verdict"] == "ERROR"
    assert "another plugin ran its function" in row["cases"][0]["reason"]


SILENT = """
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    return True if item.name == "test_a" else None
"""


def test_a_claim_that_never_reports_is_not_green(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, SILENT)

    assert project.inside().ret == 3


def test_a_claim_that_no_worker_reports_is_not_green(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, SILENT)

    assert project.again("-n2").ret == 3


RERUN = """
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    from _pytest.runner import runtestprotocol
    if item.name == "test_a":
        runtestprotocol(item, nextitem=nextitem)
        item._initrequest()
    return None
"""


def test_a_claim_that_errs_at_first_stays_an_error_when_it_is_run_again(project):
    project.toy += "\ncalls = []\n\ndef flaky(*, seeds):\n    calls.append(1)\n"
    project.toy += "    return np.ones(len(seeds) if len(calls) > 1 else 2)\n"
    project.claim("assert measure(toy.flaky) > 0").write()
    conftest(project, RERUN)

    assert project.inside().ret == 1


FORKED = """
def pytest_addoption(parser):
    parser.addoption("--forked", action="store_true")

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    crash = pytest.TestReport(item.nodeid, item.location, {}, "failed", "CRASHED", "???")
    item.ihook.pytest_runtest_logreport(report=crash)
    return True
"""


def test_a_claim_whose_process_brings_nothing_home_says_which_option_to_leave_out(project):
    project.claim(TRUE).write()
    conftest(project, FORKED)

    assert project.inside("--forked").ret == 1
    row = project.ledger()["a"]
    assert row["verdict"] == "ERROR"
    assert "CRASHED: run claims without --forked" in row["cases"][0]["reason"]
