"""What a run that ends leaves, says and ends with, by what it has met."""

from types import SimpleNamespace

import pytest
from heard import NODE, row
from said import Said

from pytest_claims.faults import Fault
from pytest_claims.session import controller as room
from pytest_claims.session.exit_status import INTERNAL

FAULT = Fault("notes/01_toy.md", 3, "it says 2 and 3 was measured", "Write 3")


@pytest.mark.parametrize(("undisturbed", "signed"), [(True, [("sign",)]), (False, [])])
def test_a_ledger_is_signed_where_nothing_was_edited_and_written(
    controller, monkeypatch, undisturbed, signed
):
    asked = []
    monkeypatch.setattr(room, "undisturbed", lambda *given: asked.append(given) or undisturbed)
    session = SimpleNamespace(exitstatus=0)
    (controller.settings.root / "x.txt").write_text("1, 2")
    controller.pytest_sessionfinish(session)

    assert controller.ledger.done == [*signed, ("write",)]
    assert list(controller.ledger.run["data"]) == ["x.txt"]
    assert asked == [(controller.settings, {"a file": {}}, "as they were")]
    assert controller.ledger.run["seconds"] == 7.3
    assert session.exitstatus == 0


def test_a_run_that_expected_nothing_writes_nothing(controller):
    controller.expected = set()
    session = SimpleNamespace(exitstatus=5)
    controller.pytest_sessionfinish(session)

    assert controller.ledger.done == []
    assert session.exitstatus == 5


CHANGES = {
    "nothing": (lambda c, m: None, 0),
    "refuted": (lambda c, m: c.ledger.rows.update({"01_toy/a": row("REFUTED")}), 1),
    "broken": (lambda c, m: c.pytest_internalerror(), INTERNAL),
    "unreported": (lambda c, m: c.reported.clear(), INTERNAL),
    "accused": (lambda c, m: c.ledger.right.update({"High = x:R": {"01_toy/a": "REFUTED"}}), 1),
    "survivor": (lambda c, m: c.ledger.told.update({"High → Odd": {"01_toy/a": "same"}}), 1),
    "survivor of a part": (
        lambda c, m: (
            c.ledger.told.update({"High → Odd": {"01_toy/a": "same"}}),
            c.disagreements.aside.append(FAULT),
        ),
        0,
    ),
    "thin": (lambda c, m: m.setattr(room.prose, "thin", lambda *_: ["a note"]), 1),
    "outdated": (lambda c, m: vars(c).update(outdated=["a row"]), 1),
    "unwritten": (lambda c, m: c.unwritten.append("the page"), 1),
    "unexpected": (lambda c, m: vars(c.expecting).update(unexpected=lambda rows: ["x"]), 1),
    "stale": (lambda c, m: vars(c).update(findings=[SimpleNamespace(kind="stale")]), 1),
    "too fine": (lambda c, m: vars(c).update(findings=[SimpleNamespace(kind="too fine")]), 0),
    "untested": (lambda c, m: c.ledger.rows.update(b=row(id="b", cases=[])) or c.asked.add("b"), 1),
    "stood in": (
        lambda c, m: (
            c.ledger.rows.update(b=row("NOT TESTED HERE", id="b")),
            c.settings.subjects.append("x"),
        ),
        0,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_status_depends_on_all_that_a_run_has_met(controller, monkeypatch, change):
    do, status = CHANGES[change]
    do(controller, monkeypatch)

    assert controller.final(0) == status


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        (lambda c: None, True),
        (lambda c: vars(c.settings).update(asked_for=lambda config: {"01_toy"}), False),
        (lambda c: c.disagreements.aside.append(FAULT), False),
        (lambda c: c.ledger.rows.update(b=row(cases=[])), False),
    ],
    ids=["all", "a file", "faults", "a claim less"],
)
def test_a_run_is_whole_that_was_asked_for_every_claim_and_tried_it(controller, change, whole):
    change(controller)

    assert controller.is_whole() == whole


def test_verdicts_on_file_are_held_to_those_of_a_whole_run_that_is_asked(controller, monkeypatch):
    monkeypatch.setattr(room.verdicts_file, "changes", lambda text, document: [f"read {text!r}"])
    monkeypatch.setattr(room.badge, "changes", lambda file, rows: [f"{file.name}: {len(rows)}"])
    assert controller.outdated == []
    del controller.outdated
    controller.config.options["claims_check_verdicts"] = True
    assert controller.outdated == ["read ''", "VERDICTS.svg: 1"]
    del controller.outdated
    (controller.settings.root / "VERDICTS.md").write_text("| HOLDS |")
    assert controller.outdated == ["read '| HOLDS |'", "VERDICTS.svg: 1"]
    del controller.outdated
    (controller.settings.root / "VERDICTS.md").write_bytes(b"\xff")
    assert [line.partition(" ")[0] for line in controller.outdated] != ["read"]
    assert len(controller.outdated) == 1
    del controller.outdated
    controller.disagreements.aside.append(FAULT)

    assert controller.outdated == []


@pytest.mark.parametrize("said", [{}, {"subjects": ["x"]}, {"seed": 7}])
def test_numbers_are_held_to_the_projects_own_at_seed_0(controller, monkeypatch, said):
    rows = []
    monkeypatch.setattr(room.values, "findings", lambda notes, given: rows.extend(given) or ["x"])
    earlier = {"case": "1", "verdict": "HOLDS", "earlier": True}
    controller.ledger.rows["01_toy/a"]["cases"].append(earlier)
    vars(controller.settings).update(said)

    assert controller.findings == ([] if said else ["x"])
    assert [(row["id"], len(row["cases"])) for row in rows] == ([] if said else [("01_toy/a", 1)])


def test_a_run_ends_with_its_summary_and_what_is_not_tested(controller, monkeypatch):
    calls = []
    for name, place in (("summary", room.terminal), ("implementations", room.rivals)):
        monkeypatch.setattr(place, name, lambda *given, n=name: calls.append((n, *given[1:])))
    monkeypatch.setattr(room.prose, "numbers", lambda *given: calls.append(("numbers", given[1])))
    monkeypatch.setattr(room.prose, "thin", lambda *_: ["a thin note"])
    controller.disagreements.told = lambda: ["they disagree elsewhere"]
    controller.ledger.rows["b"] = row("not reached", id="01_toy/b")
    lines = Said()
    controller.pytest_terminal_summary(lines)

    ledger = controller.ledger
    assert calls == [
        ("summary", ledger, ["a thin note"], ("Context",)),
        ("numbers", []),
        ("implementations", ledger),
    ]
    assert lines == [
        ("they disagree elsewhere", "yellow"),
        ("notes/01_toy.md:3 01_toy/b is not tested: the run ended before it", "red"),
    ]
    assert list(lines.stats) == ["untested claim", "other fault"]
    controller.disagreements.aside.append(FAULT)
    controller.pytest_terminal_summary(Said())
    assert calls[3] == ("summary", ledger, [], ("Context",))
    controller.expected = set()
    controller.pytest_terminal_summary(Said())
    assert len(calls) == 6


def test_a_case_is_repeated_from_where_the_run_was_started(controller, tmp_path):
    assert controller.reproduce(f"{NODE}a[x y]") == f"pytest '{NODE}a[x y]' --claims-seed 7"
    controller.config.invocation_params.dir = tmp_path / "notes"

    assert controller.reproduce(f"{NODE}a") == f"pytest ../{NODE}a --claims-seed 7"
