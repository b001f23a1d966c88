"""The audit has its place among other plugins, also those that are registered after it."""

import textwrap

import pytest
from audit_errors import conftest

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"

LATE = """
class Late:
{hooks}

@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    config.pluginmanager.register(Late())
"""


@pytest.fixture
def late(project):
    """Writes a project of one claim, and a plugin with these hooks that comes after all others."""

    def write(body, hooks):
        project.claim(body).write()
        conftest(project, LATE.format(hooks=textwrap.indent(textwrap.dedent(hooks), "    ")))
        return project

    return write


def test_what_a_plugin_changes_as_a_claim_begins_is_found(late):
    project = late(
        TRUE,
        """
        def pytest_runtest_protocol(self):
            import toy
            toy.Low.shift = 50
        """,
    )

    assert project.inside().ret == 1
    (case,) = project.ledger()["a"]["cases"]
    assert case["verdict"] == "ERROR"
    assert "before the claim began: toy.Low.shift changed from 0.0 to 50" in case["reason"]


def test_a_claim_is_decided_although_a_plugin_would_run_it(late):
    project = late(TRUE, "def pytest_pyfunc_call(self):\n    return True")

    assert project.inside().ret == 0
    assert project.ledger()["a"]["verdict"] == "HOLDS"


def test_a_claim_that_is_refused_is_prepared_by_no_plugin(late):
    prepares = "def pytest_runtest_setup(self, item):\n    print('made ready', item.name)"
    project = late(TRUE, prepares)
    fixture = "@pytest.fixture(autouse=True)\ndef shifting():\n    yield\n"
    assert "made ready test_a" in project.inside("-s").stdout.str()
    conftest(project, fixture)

    assert "made ready" not in project.inside("-s").stdout.str()
    assert project.ledger()["a"]["verdict"] == "ERROR"


def test_claims_come_first_whatever_a_plugin_sorts_at_last(late):
    project = late(
        TRUE,
        """
        @pytest.hookimpl(wrapper=True)
        def pytest_collection_modifyitems(self, items):
            yield
            items.reverse()
        """,
    )
    (project.pytester.path / "tests").mkdir()
    poison = "import toy\n\ndef test_x():\n    toy.Low.shift = 50\n"
    (project.pytester.path / "tests" / "test_x.py").write_text(poison)

    assert project.at("claims", "tests").ret == 0


def test_a_plugin_sees_reports_as_the_audit_settled_them(late):
    project = late(
        FALSE,
        """
        def pytest_runtest_logreport(self, report):
            if report.when == "call":
                print("seen:", report.outcome, report.claim["as_declared"])
        """,
    )

    project.inside("-s").stdout.fnmatch_lines(["*seen: failed False*"])


def test_no_session_begins_where_notes_and_claims_disagree(late):
    project = late(TRUE, "def pytest_sessionstart(self):\n    print('it began', flush=True)")
    note = project.pytester.path / "notes" / "01_toy.md"
    note.write_text(note.read_text().replace("This is", "That was"))
    result = project.inside()

    assert result.ret == 4
    assert "it began" not in result.stdout.str()
    note.write_text(note.read_text().replace("That was", "This is"))
    assert "it began" in project.inside().stdout.str()


def test_the_audit_needs_no_workers(project):
    project.claim(TRUE).write()

    assert project.inside("-p", "no:xdist").ret == 0


def test_where_the_page_is_stands_below_the_summary(project):
    result = project.claim(TRUE).audit("--claims-report=out")

    result.stdout.fnmatch_lines(["*= claims =*", "error at most *", "report: *index.html"])
