"""What the ledger says of a claim, from the note and the test on."""

import json

import pytest
from recorded import A, B, both_hold, row

from pytest_claims.notes.note import NoteClaim
from pytest_claims.recording import ledger_file
from pytest_claims.recording.ledger import UNKEPT, blank


def test_a_claim_of_which_nothing_is_known_is_told_with_its_test(audit):
    found = audit(mark="@pytest.mark.trained", title=' "refuted"').rows[B]
    digest = found.pop("test_digest")

    assert len(digest) == 64
    assert found == {
        "id": B,
        "note": "notes/01_toy.md",
        "line": 6,
        "section": "Context",
        "sentence": "Second.",
        "statement": "Second.",
        "declared": "refuted",
        "test": "claims/test_01_toy.py::test_b",
        "test_line": 12,
        "source": ["assert measure(score) > 0"],
        "marks": ["trained"],
        "no_control": "a toy",
        "verdict": "not reached",
        "as_declared": False,
        "earlier": False,
        "cases": [],
    }


def test_a_claim_whose_test_is_missing_has_none(audit):
    (note,) = audit().notes
    claim = note.claims[0]
    assert isinstance(claim, NoteClaim)
    found = blank(claim, None)

    assert (found["test"], found["test_line"]) == ("claims/test_01_toy.py::test_a", None)
    assert (found["source"], found["marks"]) == ([], [])
    assert found["test_digest"] is found["no_control"] is None


def written(ledger):
    return ledger_file.read(ledger.path).document


def test_the_file_says_what_is_known_after_each_step(audit):
    ledger = audit()
    ledger.select([(A, "")])
    assert ledger.path.read_text().count("\n") <= 1
    assert written(ledger)["claims"][0]["verdict"] == "not reached"
    assert written(ledger)["claims"][0]["cases"] == [{"case": "", "verdict": "not reached"}]

    ledger.record(A, row())
    assert written(ledger)["claims"][0]["verdict"] == "HOLDS"
    assert [row["id"] for row in written(ledger)["claims"]] == [A, B]


def test_a_file_that_is_complete_is_written_for_readers_and_sealed(audit):
    ledger = both_hold(audit)
    assert ledger.path.read_text().count("\n") <= 1
    ledger.write()

    assert ledger.path.read_text().startswith('{\n "claims": [\n  {\n')
    assert ledger_file.read(ledger.path).sealed


def test_a_record_carries_what_it_depends_on_and_text_that_a_file_can_hold(audit):
    ledger = audit()
    ledger.select([(A, "")])
    ledger.record(A, row("ERROR") | {"reason": "half a \ud800"})
    (case,) = ledger.rows[A]["cases"]

    assert case["depends"] == ledger.depends(A) != ledger.depends(B)
    assert case["reason"] == r"half a \ud800"
    beside = ledger.sources.beside["claims/test_01_toy.py"]
    assert case["sources"] == {"claims/test_01_toy.py": beside[:16]}


def test_cases_stand_in_the_order_of_the_run_and_the_kept_ones_behind(audit):
    ledger = audit()
    ledger.select([(B, "1"), (B, "2"), (B, "3")])
    for case in "231":
        ledger.record(B, row(case=case))
    assert [case["case"] for case in ledger.rows[B]["cases"]] == ["1", "2", "3"]

    ledger = audit()
    ledger.select([(B, "3"), (B, "2")])
    assert [case["case"] for case in ledger.rows[B]["cases"]] == ["3", "2", "1"]


def damaged(audit, document):
    """The ledger of a run that finds this in the place of the last."""
    both_hold(audit).path.write_text(json.dumps(document))
    ledger = audit()
    ledger.select([(A, "")])
    return ledger


def test_a_ledger_without_a_digest_counts_as_absent(audit):
    document = written(both_hold(audit))
    del document["digest"]
    ledger = damaged(audit, document)

    assert ledger.troubles == [
        f"{ledger.path} counts as absent: it has no digest. This run replaces it."
    ]
    assert ledger.rows[B]["verdict"] == "not reached"


def test_a_ledger_that_is_none_counts_as_absent(audit):
    ledger = damaged(audit, [])

    assert ledger.troubles == [
        f"{ledger.path} counts as absent: it is no ledger of schema 1. This run replaces it."
    ]
    assert ledger.earlier == {}


def test_no_ledger_is_no_trouble(audit):
    assert audit().earlier == {}
    assert audit().troubles == []


def test_a_ledger_that_cannot_be_written_is_told_once(audit):
    ledger = audit()
    ledger.path.mkdir(parents=True)
    for _ in range(2):
        ledger.write()

    (trouble,) = ledger.troubles
    assert trouble.startswith(f"{ledger.path} cannot be written")
    assert trouble.endswith(f". {UNKEPT}")


@pytest.mark.parametrize(("verdict", "supported"), [("HOLDS", True), ("REFUTED", False)])
def test_a_citation_says_whether_its_claim_supports_it(audit, verdict, supported):
    ledger = audit(b="Second.][b]\nAs [said before][a] it is so.\n[")
    ledger.select([(A, "")])
    ledger.record(A, row(verdict))
    (note,) = ledger.document()["notes"]

    assert [(c["claim"], c["supported"]) for c in note["citations"]] == [(A, supported)]
    assert note["citations"][0]["line"] == 7
    assert note["citations"][0]["sentence"] == "As said before it is so."
    assert note["sentences"]["cited"] == 1
    assert ledger.document()["run"] is ledger.run
