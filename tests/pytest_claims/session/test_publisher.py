"""What a run may publish, and what it cannot."""

from types import SimpleNamespace

import pytest

from pytest_claims.session.publish import Publisher

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
