"""What is false or untested is never green, whatever marks, plugins and processes say."""

import pytest

import pytest_claims.session.controller  # once here, and not again in every project's run
import pytest_claims.session.worker  # noqa: F401

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
VACUOUS = "assert measure(score, High) > -100"
NO_CONTROL = '@no_control("a toy")'


def add(project, name, text):
    """Append to a file of the project."""
    file = project.pytester.path / name
    file.write_text((file.read_text() if file.exists() else "") + text)


def conftest(project, text):
    add(project, "conftest.py", "\nimport pytest\n" + text)


def says(result, *parts):
    text = result.stdout.str()
    for part in parts:
        assert part in text, text


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


@pytest.mark.parametrize("cheat", [XFAIL_ADDED, REWRITTEN, STATUS_SET])
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
def test_a_claim_that_skips_itself_is_an_error(project, body, reason):
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


LEFT_OUT = {
    "ignored": "collect_ignore = ['claims/test_01_toy.py']\n",
    "deselected": "def pytest_collection_modifyitems(items):\n    del items[0]\n",
    "removed": "",
}


@pytest.mark.parametrize("mark", ["skip('later')", "skipif(True, reason='x')", "xfail(run=False)"])
def test_a_mark_that_skips_a_claim_is_an_error(project, mark):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, marked(mark))

    assert project.inside().ret == 1
    row = project.ledger()["a"]
    assert row["verdict"] == "ERROR"
    assert "skipped by pytest." in row["cases"][0]["reason"]


def test_a_claim_that_a_plugin_deselects_is_named_and_not_green(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, LEFT_OUT["deselected"])
    result = project.inside()

    assert result.ret == 1
    says(result, "notes/01_toy.md:5 01_toy/a is not tested: it was not collected")


def test_a_claim_that_a_plugin_deselects_on_workers_is_not_green(project):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, LEFT_OUT["deselected"])

    assert project.again("-n2").ret == 1


@pytest.mark.parametrize("asked", ["claims", "claims/test_01_toy.py"])
def test_a_test_that_is_gone_when_the_file_is_imported_is_not_green(project, asked):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "claims/test_01_toy.py", "\n\nglobals().pop('test_a')\n")
    project.pytester.syspathinsert()
    result = project.pytester.runpytest_inprocess(asked)

    assert result.ret == 1
    says(result, "01_toy/a is not tested")


@pytest.mark.parametrize("how", ["collect_ignore", "python_functions", "addopts"])
def test_a_claim_that_configuration_leaves_out_is_not_green(project, how):
    project.claim(FALSE).claim(TRUE, name="b").write()
    add(project, "tests/test_x.py", "") if (project.pytester.path / "tests").exists() else None
    if how == "collect_ignore":
        (project.pytester.path / "notes" / "02_two.md").write_text(
            (project.pytester.path / "notes" / "01_toy.md").read_text().replace("01_toy", "02_two")
        )
        claims = project.pytester.path / "claims"
        (claims / "test_02_two.py").write_text((claims / "test_01_toy.py").read_text())
        conftest(project, "collect_ignore = ['claims/test_01_toy.py']\n")
        expected = 1
        (claims / "test_02_two.py").write_text(
            (claims / "test_02_two.py").read_text().replace("High) <", "High) >")
        )
    elif how == "python_functions":
        add(project, "pytest.ini", "python_functions = test_b\n")
        expected = 1
    else:
        ini = project.pytester.path / "pytest.ini"
        ini.write_text(ini.read_text().replace("addopts =", "addopts = -k test_b"))
        expected = 1

    result = project.inside()
    assert result.ret == expected
    says(result, "01_toy/a is not tested")


@pytest.mark.parametrize(
    "choice", [["-k", "test_b"], ["-ktest_b"], ["--deselect=claims/test_01_toy.py::test_a"]]
)
def test_what_the_user_leaves_out_is_by_choice(project, choice):
    project.claim(FALSE).claim(TRUE, name="b").write()
    result = project.inside(*choice)

    assert result.ret == 0
    assert "is not tested" not in result.stdout.str()


def test_one_inconclusive_claim_beside_one_that_holds_is_status_6(project):
    project.claim(TRUE).claim("assert measure(score, High) > 5.0", name="b").write()

    assert project.inside().ret == 6


def test_a_note_accounted_for_exactly_as_asked_passes(project):
    project.claim(TRUE).write()
    note = project.pytester.path / "notes" / "01_toy.md"
    text = note.read_text()
    linked = next(line for line in text.splitlines() if line.startswith("[This"))
    text = text.replace(linked, "").replace(
        "## What Failed\n", f"## What Failed\n\n{linked}\nIt failed.\n"
    )
    note.write_text(text)

    assert project.inside("-o", "claims_accounted_for=0.5").ret == 0
    assert project.inside("-o", "claims_accounted_for=0.51").ret == 1


def test_a_surviving_mutant_counts_for_a_whole_audit_only(project):
    project.claim(VACUOUS).claim(TRUE, name="b").write()
    project.inside("--claims-mutants")
    project.pytester.syspathinsert()
    node = "claims/test_01_toy.py::test_a"

    assert project.pytester.runpytest_inprocess(node, "--claims-mutants").ret == 0


def test_a_run_without_mutants_says_nothing_of_them(project):
    import json

    project.claim(TRUE).write()
    result = project.inside()
    ledger = json.loads((project.pytester.path / ".claims" / "audit.json").read_text())

    assert ledger["run"]["mutants"] is None
    assert "mutant High" not in result.stdout.str()


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


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_claim_that_never_reports_is_not_green(project, workers):
    project.claim(FALSE).claim(TRUE, name="b").write()
    conftest(project, SILENT)

    assert project.again(workers).ret == 3


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


def test_verdicts_are_written_by_a_whole_audit_only(project):
    project.claim(TRUE).claim(TRUE, name="b").write()
    result = project.inside("-k", "test_a", "--claims-write-verdicts")

    says(result, "VERDICTS.md is left as it was: only a whole audit writes it")
    assert not (project.pytester.path / "VERDICTS.md").exists()
