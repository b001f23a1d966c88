"""A ledger that is damaged, edited or cannot be written: the run goes on and says so."""

import json
import os

import pytest
from damaged import DAMAGE
from recorded import A, B, both_hold, ended, row

from pytest_claims import files
from pytest_claims.recording import ledger_file


@pytest.mark.parametrize("content", [*DAMAGE[:17], DAMAGE[-1]], ids=range(18))
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
    path = ended(audit).path
    path.write_text(path.read_text().replace('"verdict": "HOLDS"', '"verdict": "REFUTED"'))

    ledger = audit()
    ledger.select([(A, "")])

    assert ledger.rows[B]["verdict"] == "not reached"
    assert "changed after it was written" in ledger.troubles[0]


def test_a_verdict_without_a_seal_is_not_kept(audit):
    path = ended(audit).path
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
