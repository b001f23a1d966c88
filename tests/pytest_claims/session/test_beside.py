"""Why a run fails in which every test passed: in the last line, and once."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.faults import Fault
from pytest_claims.session.beside import told
from pytest_claims.session.exit_status import INTERRUPTED, Run, exit_status, untested

FILE = "claims/test_01.py"


def claim(name, *verdicts, file=FILE):
    cases = [{"case": "", "verdict": verdict} for verdict in verdicts]
    place = {"note": "n.md", "line": 3, "test": f"{file}::test_{name}"}
    return {"id": f"01/{name}", "declared": "holds", "cases": cases} | place


def shown(run, *findings, aside=()):
    terminal = Said()
    told(terminal, run, findings, aside)
    return [line for line, *_ in terminal], {
        words: len(those) for words, those in terminal.stats.items()
    }


def finding(kind):
    return SimpleNamespace(kind=kind, fault=Fault("n.md", 3, "“0.9” is stale", "Write 0.02"))


@pytest.mark.parametrize(
    ("kinds", "counted"),
    [
        (["stale"], {"stale number": 1}),
        (["stale", "no number"], {"stale numbers": 2}),
        (["agrees", "too fine"], {}),
    ],
)
def test_stale_numbers_are_counted_beside_what_passed(kinds, counted):
    assert shown(Run([claim("a", "HOLDS")]), *map(finding, kinds))[1] == counted


def test_what_is_counted_has_the_form_that_other_plugins_read():
    terminal = Said()
    told(terminal, Run([]), [finding("stale")])

    (report,) = terminal.stats["stale number"]
    assert isinstance(report, pytest.TestReport)
    assert "“0.9” is stale" in report.longreprtext


@pytest.mark.parametrize("kind", ["accused", "unexpected", "unwritten"])
def test_other_faults_that_no_test_shows_are_counted(kind):
    assert shown(Run([claim("a", "HOLDS")], **{kind: True}))[1] == {"other fault": 1}


@pytest.mark.parametrize("kind", ["thin", "survivors", "outdated"])
def test_faults_of_the_whole_are_counted_where_they_make_the_run_fail(kind):
    rows = [claim("a", "HOLDS")]

    assert shown(Run(rows, whole=True, **{kind: True}))[1] == {"other fault": 1}
    assert shown(Run(rows, **{kind: True}))[1] == {}


def test_untested_claims_are_told_and_counted():
    lines, counted = shown(Run([claim("a"), claim("b", "HOLDS")], {"01/a", "01/b"}), aside=["x"])

    assert lines[0] == "x"
    assert lines[1].startswith("n.md:3 01/a is not tested: it was not collected")
    assert counted == {"untested claim": 1}


def test_a_file_that_cannot_be_collected_is_the_one_reason_for_its_claims():
    rows = [claim("a"), claim("b"), claim("c", "not reached", file="claims/test_02.py")]
    run = Run(rows, {"01/a", "01/b", "01/c"}, status=INTERRUPTED, uncollected=[FILE])

    lines, counted = shown(run)

    assert lines == [
        f"{FILE} could not be collected, as is shown above: 3 claims not tested because of that"
    ]
    assert counted == {}
    assert exit_status(run) == INTERRUPTED


def test_a_claim_that_something_else_left_out_keeps_its_reason_beside_a_broken_file():
    rows = [claim("a"), claim("b", file="claims/test_02.py")]

    first, second = untested(Run(rows, {"01/a", "01/b"}, uncollected=[FILE]))

    assert "1 claim not tested because of that" in first
    assert second.startswith("n.md:3 01/b is not tested: it was not collected")


def test_what_was_tested_or_not_asked_for_does_not_wait_for_a_broken_file():
    rows = [claim("a"), claim("b", "HOLDS"), claim("c")]

    (line,) = untested(Run(rows, {"01/a", "01/b"}, uncollected=[FILE]))

    assert "1 claim not tested because of that" in line


def test_an_import_that_fails_is_told_once(project):
    project.claim("assert measure(score, High) > 2").claim(
        "assert measure(score, High) > 1", name="b"
    ).write()
    file = project.pytester.path / "claims/test_01_toy.py"
    file.write_text("import nothere\n" + file.read_text())

    result = project.inside()

    text = result.stdout.str()
    assert text.count("claims/test_01_toy.py could not be collected") == 1
    assert "2 claims not tested because of that" in text
    assert "it was not collected" not in text
