"""What a run keeps of the last one, and what becomes of a ledger that is damaged or cannot be
written."""

import json
import os

import pytest
from audit_rows import ledger as made_up
from damaged import DAMAGE

from pytest_claims import files
from pytest_claims.claims.grammar import read_claim_files
from pytest_claims.notes.note import read_notes
from pytest_claims.recording import dependencies, ledger_file
from pytest_claims.recording.ledger import Ledger

NOTE = """# Toy

## Context

[{a}][a]
[{b}][b]

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

[a]: ../claims/test_01_toy.py#test_a
[b]: ../claims/test_01_toy.py#test_b{title}
"""
CLAIMS = '''
from pytest_claims import no_control
LIMIT = {limit}

@no_control("a toy")
def test_a(measure):
    """{a}"""
    assert measure(score) > {above}

{mark}
@no_control("{why}")
def test_b(measure):
    """{b}"""
    assert measure(score) > {below}
'''
AS_IT_IS = {
    "a": "First.",
    "b": "Second.",
    "title": "",
    "limit": 1,
    "above": 0,
    "below": 0,
    "mark": "",
    "why": "a toy",
    "probe": "score = 1",
    "data": "1, 2",
    "run": {},
}
RUN = {
    "seed": 0,
    "options": [],
    "error_per_claim": 0.001,
    "every": 192,
    "subjects": {"High": "toy:High"},
    "environment": {"python": "3.11", "torch": "2.13", "git": "abc"},
}


@pytest.fixture
def audit(tmp_path):
    """The ledger of a run over the project as it is, or edited."""

    def start(**edits):
        said = AS_IT_IS | edits
        for folder in ("notes", "claims", "toy", "math"):
            (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "notes" / "01_toy.md").write_text(NOTE.format(**said))
        (tmp_path / "claims" / "test_01_toy.py").write_text(CLAIMS.format(**said))
        (tmp_path / "toy" / "__init__.py").write_text(said["probe"])
        (tmp_path / "toy" / "data.csv").write_text(said["data"])
        notes, _ = read_notes(tmp_path, ["notes"])
        claims, _ = read_claim_files(tmp_path, "claims")
        path = tmp_path / ".claims" / "audit.json"
        sources = dependencies.read(tmp_path, "claims", path)
        return Ledger(path, RUN | said["run"], notes, claims, sources)

    return start


A, B = "01_toy/a", "01_toy/b"


def row(verdict="HOLDS", case=""):
    return {"case": case, "verdict": verdict, "comparisons": [], "controls": [], "mutants": []}


def both_hold(audit, **edits):
    ledger = audit(**edits)
    ledger.select([(A, ""), (B, "")])
    ledger.record(A, row())
    ledger.record(B, row())
    return ledger


def test_a_claim_that_is_not_selected_keeps_its_verdict(audit):
    both_hold(audit)

    ledger = audit()
    ledger.select([(A, "")])

    assert (ledger.rows[B]["verdict"], ledger.rows[B]["earlier"]) == ("HOLDS", True)
    assert ledger.rows[B]["cases"][0]["earlier"]
    assert ledger.rows[A]["verdict"] == "not reached"
    assert not ledger.rows[A]["earlier"]


def test_a_kept_verdict_is_kept_again(audit):
    both_hold(audit)
    for _ in range(2):
        ledger = audit()
        ledger.select([(A, "")])
        ledger.record(A, row())

    assert ledger.rows[B]["verdict"] == "HOLDS"


EDITS = {
    "sentence": {"b": "Second, otherwise."},
    "declared": {"title": ' "refuted"'},
    "test": {"below": 1},
    "mark": {"mark": "@pytest.mark.trained"},
    "cases": {"mark": '@pytest.mark.parametrize("x", [1])'},
    "reason": {"why": "another"},
    "constant of the claim file": {"limit": 2},
    "source": {"probe": "score = 2"},
    "data": {"data": "1, 3"},
    "seed": {"run": {"seed": 7}},
    "error": {"run": {"error_per_claim": 0.01}},
    "every": {"run": {"every": 24}},
    "subjects": {"run": {"subjects": {"High": "torch.nn:LSTM"}}},
    "version": {"run": {"environment": {"python": "3.11", "torch": "2.14", "git": "abc"}}},
    "python": {"run": {"environment": {"python": "3.12", "torch": "2.13", "git": "abc"}}},
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_a_verdict_is_dropped_where_what_it_depends_on_changed(audit, edits):
    both_hold(audit)

    ledger = audit(**edits)
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "not reached"
    assert ledger.rows[B]["cases"] == []


def test_a_dropped_verdict_does_not_come_back(audit):
    both_hold(audit)
    audit(below=1).select([(A, "")])

    ledger = audit()
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "not reached"


KEPT = {
    "the other claim": {"a": "First, otherwise.", "above": 1},
    "commit": {"run": {"environment": {"python": "3.11", "torch": "2.13", "git": "def"}}},
    "time": {"run": {"started": "later", "seconds": 3.0}},
    "mutants": {"run": {"mutants": {"High": ["toy:Flat"]}}},
}


@pytest.mark.parametrize("edits", KEPT.values(), ids=KEPT)
def test_a_verdict_is_kept_where_something_else_changed(audit, edits):
    both_hold(audit)

    ledger = audit(**edits)
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "HOLDS"


def test_what_readers_and_caches_are_given_is_no_dependency(audit, tmp_path):
    both_hold(audit)
    for name in ("VERDICTS.md", "out/index.html", "junit.xml", ".cache/x.py", "__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("written meanwhile")

    ledger = audit()
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "HOLDS"


def test_a_selected_case_is_not_reached_until_it_comes_home(audit):
    both_hold(audit)

    ledger = audit()
    ledger.select([(A, ""), (B, "")])

    assert [r["verdict"] for r in ledger.rows.values()] == ["not reached"] * 2
    written = ledger_file.read(ledger.path).document["claims"]
    assert [r["verdict"] for r in written] == ["not reached"] * 2


def test_one_case_of_two_is_tried_and_the_other_is_kept(audit):
    ledger = audit()
    ledger.select([(B, "1"), (B, "2")])
    ledger.record(B, row(case="1"))
    ledger.record(B, row(case="2"))

    ledger = audit()
    ledger.select([(B, "2")])

    assert [(c["case"], c["verdict"]) for c in ledger.rows[B]["cases"]] == [
        ("2", "not reached"),
        ("1", "HOLDS"),
    ]
    assert not ledger.rows[B]["earlier"]
    assert ledger.rows[B]["verdict"] == "not reached"


def test_a_case_that_nobody_expected_counts_as_of_this_run(audit):
    both_hold(audit)
    ledger = audit()
    ledger.select([(A, "")])

    ledger.record(B, row("REFUTED"))

    assert not ledger.rows[B]["earlier"]
    assert ledger.rows[B]["verdict"] == "REFUTED"


@pytest.mark.parametrize(
    ("verdict", "title", "supported"),
    [
        ("HOLDS", "", True),
        ("REFUTED", "", False),
        ("REFUTED", ' "refuted"', True),
        ("HOLDS", ' "refuted"', False),
        ("VACUOUS", "", False),
        ("ERROR", "", False),
        ("INCONCLUSIVE", "", False),
        ("NOT TESTED HERE", "", None),
    ],
)
def test_a_sentence_may_rest_on_what_came_out_as_declared(audit, verdict, title, supported):
    ledger = audit(title=title)
    ledger.select([(B, "")])
    ledger.record(B, row(verdict))

    assert ledger.supported(B) is supported
    assert ledger.rows[B]["as_declared"] is bool(supported)
    assert ledger.supported(A) is None
    assert ledger.supported("01_toy/nowhere") is None


@pytest.mark.parametrize("content", [*DAMAGE[:16], DAMAGE[-1]], ids=range(17))
def test_a_damaged_ledger_counts_as_absent_and_is_replaced(audit, content):
    path = both_hold(audit).path
    path.write_bytes(content)

    ledger = audit()
    ledger.select([(A, "")])
    ledger.record(A, row())

    (trouble,) = ledger.troubles
    assert trouble.startswith(f"{path} counts as absent: ")
    assert "\n" not in trouble
    assert ledger.rows[B]["verdict"] == "not reached"
    assert ledger_file.read(path).sealed
    assert audit().earlier["claims"]


def test_a_forged_verdict_is_not_kept(audit):
    path = both_hold(audit).path
    path.write_text(path.read_text().replace('"verdict": "HOLDS"', '"verdict": "REFUTED"'))

    ledger = audit()
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "not reached"
    assert "changed after it was written" in ledger.troubles[0]


def test_a_verdict_without_a_seal_is_not_kept(audit):
    path = both_hold(audit).path
    document = json.loads(path.read_text())
    del document["digest"]
    path.write_text(json.dumps(document))

    ledger = audit()
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "not reached"
    assert "has no digest" in ledger.troubles[0]


def test_a_first_run_has_nothing_to_complain_of(audit):
    ledger = both_hold(audit)

    assert ledger.earlier == {}
    assert ledger.troubles == []
    assert both_hold(audit).troubles == []


def test_a_folder_in_the_place_of_the_ledger_is_told_and_the_run_goes_on(audit, tmp_path):
    (tmp_path / ".claims" / "audit.json").mkdir(parents=True)

    ledger = both_hold(audit)

    assert [r["verdict"] for r in ledger.rows.values()] == ["HOLDS"] * 2
    absent, unwritten = ledger.troubles
    assert "counts as absent: it cannot be read" in absent
    assert "cannot be written" in unwritten


@pytest.mark.parametrize("number", [28, 30, 13])  # no space, read-only file system, no permission
def test_a_ledger_that_cannot_be_written_is_told_once(audit, monkeypatch, number):
    def fail(*places):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "make_folder", fail)

    ledger = both_hold(audit)

    (trouble,) = ledger.troubles
    assert f"audit.json cannot be written: {os.strerror(number)}. The verdicts" in trouble
    assert [r["verdict"] for r in ledger.rows.values()] == ["HOLDS"] * 2


def test_half_a_character_in_a_reason_does_not_stop_the_ledger(audit):
    ledger = audit()
    ledger.select([(A, "")])
    ledger.record(A, row("ERROR") | {"reason": "no file \udcff"})

    (claim, _) = ledger_file.read(ledger.path).document["claims"]
    assert claim["cases"][0]["reason"] == "no file \\udcff"


def test_the_ledger_that_is_written_is_one_that_can_be_read(audit):
    ledger = both_hold(audit)

    assert ledger_file.read(ledger.path).document == ledger_file.seal(ledger.document())
    assert made_up()["schema"] == ledger.document()["schema"]


def test_the_digest_of_a_test_covers_controls_cases_and_marks(audit):
    digests = {
        json.dumps(edits): audit(**edits).rows[B]["test_digest"]
        for edits in (
            {},
            EDITS["test"],
            EDITS["mark"],
            EDITS["cases"],
            {"mark": "@control(gain=1.0)"},
            {"mark": "@control(gain=2.0)"},
        )
    }

    assert len(set(digests.values())) == len(digests)
    assert audit(b="Said otherwise.").rows[B]["test_digest"] == digests["{}"]
