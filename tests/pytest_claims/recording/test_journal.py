"""The journal: what came home of a run that did not end."""

import json

import pytest
from recorded import A, B, both_hold, ended, row

from pytest_claims.files import NotWritten
from pytest_claims.recording import journal as journal_of
from pytest_claims.recording import ledger_file


def journals(ledger):
    return sorted(ledger.path.parent.glob(".*.journal"))


def verdicts(ledger):
    found = ledger_file.read(ledger.path).document
    return {claim["id"]: claim["verdict"] for claim in found["claims"]}


def test_a_run_that_is_killed_leaves_every_verdict_that_was_reached(audit):
    ledger = audit()
    ledger.select([(A, ""), (B, "")])
    ledger.record(A, row("REFUTED"))

    assert verdicts(ledger) == {A: "REFUTED", B: "not reached"}
    assert ledger_file.read(ledger.path).document == ledger_file.seal(ledger.document())


def test_the_next_run_knows_what_a_killed_run_reached(audit):
    ledger = audit()
    ledger.select([(A, ""), (B, "")])
    ledger.record(A, row())
    after = audit()
    after.select([(B, "")])

    assert after.rows[A]["verdict"] == "HOLDS"
    assert after.rows[A]["cases"][0]["earlier"]
    assert journals(after) == []


def test_a_run_that_ends_leaves_no_journal_and_the_same_verdicts(audit):
    ledger = both_hold(audit)
    before = verdicts(ledger)
    ledger.write()

    assert journals(ledger) == []
    assert verdicts(ledger) == before == {A: "HOLDS", B: "HOLDS"}


def test_a_case_is_recorded_without_writing_the_others_again(audit):
    ledger = audit()
    ledger.select([(A, ""), (B, "")])
    written = ledger.path.read_bytes()
    ledger.record(A, row())
    (journal,) = journals(ledger)
    first = journal.read_bytes()
    ledger.record(B, row())

    assert ledger.path.read_bytes() == written
    assert journal.read_bytes().startswith(first)
    assert len(journal.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [lines[0], lines[1][:-9]],
        lambda lines: [lines[0], lines[1].replace(b"HOLDS", b"REFUTED")],
        lambda lines: [lines[0], b"[" * 10_000],
        lambda lines: [lines[0], b"\xff\xfe"],
        lambda lines: [lines[0], b"null"],
        lambda lines: [lines[0], b"[]"],
        lambda lines: [lines[0], b"{}"],
        lambda lines: [lines[0]],
    ],
    ids=["cut", "edited", "deep", "no text", "nothing", "a list", "bare", "absent"],
)
def test_a_line_that_is_damaged_adds_nothing(audit, damage):
    ledger = both_hold(audit)
    (journal,) = journals(ledger)
    journal.write_bytes(b"\n".join(damage(journal.read_bytes().splitlines())) + b"\n")

    assert verdicts(ledger) == {A: "HOLDS", B: "not reached"}


def test_a_line_of_another_shape_adds_nothing(audit):
    ledger = both_hold(audit)
    (journal,) = journals(ledger)
    said = {"claim": A, "case": {"case": "", "verdict": "PERHAPS"}}
    sealed = said | {"digest": ledger_file.seal(said)["digest"]}
    journal.write_text(json.dumps(sealed))

    assert verdicts(ledger)[A] == "not reached"


def test_a_journal_belongs_to_its_ledger(audit):
    ledger = both_hold(audit)
    (journal,) = journals(ledger)
    other = journal.with_name(".audit.json.0123456789abcdef.journal")
    journal.rename(other)

    assert verdicts(ledger) == {A: "not reached", B: "not reached"}


def test_a_disk_that_takes_no_journal_is_told_once_and_the_run_goes_on(audit):
    ledger = audit()
    ledger.select([(A, ""), (B, "")])
    ledger.path.with_name(f".{ledger.path.name}.{ledger._seal[:16]}.journal").mkdir()
    ledger.record(A, row())
    ledger.record(B, row())

    (told,) = ledger.troubles
    assert "cannot be written" in told
    assert ledger.rows[A]["verdict"] == "HOLDS"


def settled(verdicts, **claim):
    """What a claim's row says by cases with these verdicts."""
    row = {"declared": "holds", "verdict": "not reached", "as_declared": False, **claim}
    journal_of.settle(row, {str(n): {"verdict": verdict} for n, verdict in enumerate(verdicts)})
    return row


@pytest.mark.parametrize(
    ("declared", "verdicts", "verdict", "as_declared"),
    [
        ("holds", ["HOLDS", "HOLDS"], "HOLDS", True),
        ("holds", ["HOLDS", "REFUTED"], "REFUTED", False),
        ("refuted", ["REFUTED", "HOLDS"], "HOLDS", False),
        ("refuted", ["REFUTED"], "REFUTED", True),
        ("holds", [], "not reached", False),
    ],
)
def test_a_claim_is_as_good_as_its_worst_case(declared, verdicts, verdict, as_declared):
    row = settled(verdicts, declared=declared)

    assert [case["verdict"] for case in row["cases"]] == verdicts
    assert (row["verdict"], row["as_declared"]) == (verdict, as_declared)


def test_what_a_journal_tells_of_a_claim_is_of_this_run(tmp_path):
    path = tmp_path / "audit.json"
    claim = {
        "id": A,
        "declared": "holds",
        "verdict": "HOLDS",
        "earlier": True,
        "cases": [row("HOLDS", "1")],
    }
    other = {"id": B, "declared": "holds", "verdict": "HOLDS", "earlier": True, "cases": []}
    journal_of.append(path, "f" * 64, A, row("REFUTED", "2"))
    journal_of.append(path, "f" * 64, "01_toy/gone", row("REFUTED"))
    document = journal_of.replayed({"digest": "f" * 64, "claims": [claim, other]}, path)

    assert [case["case"] for case in claim["cases"]] == ["1", "2"]
    assert (claim["verdict"], claim["earlier"]) == ("REFUTED", False)
    assert (other["verdict"], other["earlier"]) == ("HOLDS", True)
    assert document["claims"] == [claim, other]


def test_a_case_that_comes_home_again_takes_its_own_place(tmp_path):
    path = tmp_path / "audit.json"
    cases = [row("HOLDS", "1"), row("HOLDS", "2")]
    claim = {"id": A, "declared": "holds", "verdict": "HOLDS", "earlier": True, "cases": cases}
    journal_of.append(path, "f" * 64, A, row("REFUTED", "1"))
    journal_of.replayed({"digest": "f" * 64, "claims": [claim]}, path)

    found = [(case["case"], case["verdict"]) for case in claim["cases"]]
    assert found == [("1", "REFUTED"), ("2", "HOLDS")]


def test_a_journal_is_hidden_beside_its_ledger_and_goes_with_it(tmp_path):
    path, seal = tmp_path / "audit.json", "0123456789abcdef" * 4
    assert journal_of.beside(path, seal) == tmp_path / ".audit.json.0123456789abcdef.journal"

    journal_of.append(path, seal, A, row())
    assert journal_of.beside(path, seal).exists()
    for _ in range(2):
        journal_of.remove(path, seal)
        assert [*tmp_path.iterdir()] == []


def test_a_journal_is_kept_where_the_ledger_cannot_be_written_at_the_end(audit, monkeypatch):
    ledger = both_hold(audit)

    def refuse(*given, **more):
        raise NotWritten("there is no space")

    monkeypatch.setattr("pytest_claims.recording.ledger.write_atomically", refuse)
    ledger.write()

    assert verdicts(ledger) == {A: "HOLDS", B: "HOLDS"}
    assert len(ledger.troubles) == 1


def test_a_run_whose_ledger_cannot_be_begun_goes_on_in_the_journal_of_the_last(audit, monkeypatch):
    ended(audit)
    later = audit(run={"started": "later"})

    def refuse(*given, **more):
        raise NotWritten("there is no space")

    monkeypatch.setattr("pytest_claims.recording.ledger.write_atomically", refuse)
    later.select([(A, ""), (B, "")])
    later.record(A, row("REFUTED"))

    assert verdicts(later) == {A: "REFUTED", B: "HOLDS"}
