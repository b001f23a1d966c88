"""What a run of some claims keeps of the last one, and what it drops."""

import pytest
from recorded import A, B, both_hold, ended, row

from pytest_claims.recording import ledger_file


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
    "statement": {"stated": "\n\n    The second of two."},
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
    ended(audit)

    ledger = audit(run={"started": "later"})
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
