"""What a run may publish, and what it cannot."""

from types import SimpleNamespace

import pytest
from said import Said

from pytest_claims.faults import Fault
from pytest_claims.files import NotWritten
from pytest_claims.session import publish
from pytest_claims.session.publish import ELSEWHERE, Publisher

NODE = "claims/test_01_toy.py::test_"


def row(verdict="HOLDS", earlier=False):
    return {"verdict": verdict, "earlier": earlier, "cases": []}


@pytest.fixture
def publisher(tmp_path):
    """Of a run of two claims that were tried; what it was told is in its options."""
    earlier = {
        "claims": [
            {"id": "01_toy/a", "cases": [{"case": "1", "seconds": 3.0}, {"case": "2"}]},
        ]
    }
    ledger = SimpleNamespace(rows={"a": row(), "b": row()}, earlier=earlier)
    settings = SimpleNamespace(root=tmp_path, subjects=[], seed=0)
    places = {f"{NODE}a[1]": ("01_toy/a", "1"), f"{NODE}a[2]": ("01_toy/a", "2")}
    controller = SimpleNamespace(
        settings=settings,
        ledger=ledger,
        expected={*places, f"{NODE}b"},
        locate=places.get,
        is_whole=lambda: True,
        unwritten=[],
        outdated=[],
        findings=[],
        expecting=SimpleNamespace(unexpected=lambda rows: iter(())),
    )
    options = {}
    said = SimpleNamespace(args=(), dir=tmp_path / "here")
    config = SimpleNamespace(
        getoption=lambda name, default=None: options.get(name, default),
        invocation_params=said,
        options=options,
    )
    return Publisher(config, controller)


def test_progress_knows_what_each_case_took_the_last_time(publisher):
    publisher.config.options["numprocesses"] = 3
    progress = publisher.progress

    assert progress.earlier == {f"{NODE}a[1]": 3.0, f"{NODE}a[2]": None, f"{NODE}b": None}
    assert progress.workers == 3
    assert publisher.progress is progress


def test_without_workers_there_is_one(publisher):
    assert publisher.progress.workers == 1


def test_the_page_lies_where_the_run_was_started(publisher):
    assert publisher.report is None
    publisher.config.options["claims_report"] = "out"

    assert publisher.report == publisher.root / "here" / "out"


def test_the_verdicts_of_a_whole_audit_are_those_of_the_project(publisher):
    assert publisher.withheld == publisher.partial == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda p: p.controller.settings.subjects.append("x"), "it tells of the project's own"),
        (lambda p: vars(p.controller.settings).update(seed=7), "this run drew from seed 7"),
        (lambda p: p.controller.ledger.rows.update(b=row(earlier=True)), "tried 1 of 2 claims"),
        (lambda p: p.controller.ledger.rows.update(b=row("not reached")), "tried 1 of 2 claims"),
        (lambda p: vars(p.controller).update(is_whole=lambda: False), "left out cases of claims"),
        (lambda p: vars(p.config.invocation_params).update(args=["--lf"]), "left out cases"),
    ],
    ids=["subjects", "seed", "kept", "unreached", "parts", "chosen"],
)
def test_other_verdicts_are_withheld_and_it_is_said_why(publisher, change, why):
    change(publisher)

    assert why in publisher.withheld


def test_a_partial_run_says_what_verdicts_are_of(publisher):
    publisher.controller.is_whole = lambda: False

    assert publisher.partial == "this run left out cases of claims"
    assert publisher.withheld == f"{publisher.partial}, and it tells of whole audits only"


def test_of_a_run_that_expected_nothing_nothing_is_published(publisher):
    done = []
    publisher.publish = lambda: done.append(True)
    for expected in (set(), {f"{NODE}a"}):
        publisher.controller.expected = expected
        step = publisher.pytest_sessionfinish()
        next(step)
        assert done == []
        assert next(step, "ended") == "ended"

    assert done == [True]


def test_what_could_not_be_written_hinders_nothing_else(publisher):
    done = []

    def refuse(what):
        done.append(what)
        raise NotWritten(f"{what} is not to be written")

    for name in ("page", "table", "verdicts", "sarif"):
        setattr(publisher, f"write_{name}", lambda name=name: refuse(name))
    publisher.publish()

    assert done == ["page", "table", "verdicts", "sarif"]
    assert publisher.controller.unwritten == [f"{name} is not to be written" for name in done]


FINDINGS = [
    SimpleNamespace(kind="stale", fault=Fault("notes/a.md", 3, "it says 2", "Write 3")),
    SimpleNamespace(kind="too fine", fault=Fault("notes/a.md", 4, "it says 2.0", "Write 2")),
    SimpleNamespace(kind="agrees", fault=None),
]
AGAINST = {"id": "n/b", "note": "notes/a.md", "line": 7, "declared": "holds"}
AGAINST |= row("REFUTED") | {"sentence": "It is so."}


def test_a_run_ends_with_what_it_wrote_and_what_it_could_not(publisher):
    controller = publisher.controller
    controller.outdated, controller.unwritten = ["x is new"], ["the page: no space"]
    controller.expecting.unexpected = lambda rows: [f"{len(rows)} claims, one unexpected"]
    publisher.config.options |= {"claims_write_verdicts": True, "claims_table": "t.md"}
    controller.settings.seed, publisher.written = 7, "out/index.html"
    lines = Said()
    publisher.pytest_terminal_summary(lines)

    said = [
        ("VERDICTS.md is out of date: x is new", "red"),
        (f"VERDICTS.md was not written: {publisher.withheld}.", "red"),
        (f"the page: no space. {ELSEWHERE}", "red"),
        ("2 claims, one unexpected", "red"),
        ("report: out/index.html",),
    ]
    assert lines == said
    publisher.table.parent.mkdir()
    publisher.table.write_text("")
    controller.settings.seed, lines[:] = 0, []
    publisher.pytest_terminal_summary(lines)

    assert lines == [said[0], *said[2:4], (f"table: {publisher.table}",), said[4]]
    controller.expected, lines[:] = set(), []
    publisher.pytest_terminal_summary(lines)
    assert lines == []


def test_only_github_is_told_on_the_line(publisher, monkeypatch):
    controller = publisher.controller
    controller.findings = FINDINGS
    controller.ledger.rows |= {"b": AGAINST, "c": AGAINST | {"earlier": True}}
    for action, told in (("", []), ("true", ["error", "error", "warning"])):
        monkeypatch.setenv("GITHUB_ACTIONS", action)
        lines = Said()
        publisher.pytest_terminal_summary(lines)
        assert [line.partition(" ")[0][2:] for (line,) in lines] == told

    assert [line.rpartition("::")[2][:9] for (line,) in lines] == [
        "It is so.",
        "it says 2",
        "it says 2",
    ]


def test_what_is_asked_for_is_rendered_and_lies_where_the_run_was_started(publisher, monkeypatch):
    written = []
    for name in ("write_source", "write_atomically"):
        monkeypatch.setattr(publish, name, lambda *given: written.append(given))
    controller = publisher.controller
    controller.ledger.document, controller.findings = lambda: "a ledger", FINDINGS
    monkeypatch.setattr(publish.compliance, "render", lambda *given: given)
    monkeypatch.setattr(publish.verdicts_file, "render", lambda *given: given)
    monkeypatch.setattr(publish.badge, "render", lambda rows: rows)
    monkeypatch.setattr(publish.sarif, "render", lambda rows, faults: (list(rows), faults))
    publisher.publish()
    assert written == []
    publisher.config.options |= {"claims_write_verdicts": True, "claims_sarif": "out.sarif"}
    publisher.config.options |= {"claims_table": "t.md"}
    controller.ledger.rows = {"a": row()}
    publisher.publish()

    here = publisher.root / "here"
    assert written == [
        (here / "t.md", ("a ledger", "")),
        (publisher.root / "VERDICTS.md", ("a ledger",)),
        (publisher.root / "VERDICTS.svg", [row()]),
        (here / "out.sarif", ([row()], [FINDINGS[0].fault])),
    ]
    publisher.config.invocation_params.args = ["-k", "a b"]
    publisher.config.options["keyword"] = "a b"
    publisher.publish()
    assert written[4:] == [(here / "t.md", ("a ledger", "pytest -k 'a b'")), written[3]]


def test_there_is_progress_where_there_is_a_terminal(publisher):
    registered = []
    plugins = {"terminalreporter": None}
    publisher.config.pluginmanager = SimpleNamespace(
        get_plugin=plugins.get, register=lambda plugin, name: registered.append((plugin, name))
    )
    publisher.pytest_sessionstart()
    assert registered == []
    plugins["terminalreporter"] = "a terminal"
    publisher.pytest_sessionstart()
    ((live, name),) = registered

    assert (live.terminal, name) == ("a terminal", "pytest-claims-progress")
    assert live.progress() is publisher.progress
    publisher.controller.expected = set()
    assert live.progress() is None
