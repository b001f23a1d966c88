"""``pytest-claims reword --values``: the author reruns the audit; this carries its medians over."""

import json

import pytest

from pytest_claims.cli import main
from pytest_claims.recording.ledger_file import seal

NOTE = """# Toy

## Context

[High is higher][a] ([0.15][v], [24 %][w] and [0.112][x]).
It is [0.15](../claims/test_01_toy.py#test_a "value gru").

[a]: ../claims/test_01_toy.py#test_a
[v]: ../claims/test_01_toy.py#test_a "value gru"
[w]: ../claims/test_01_toy.py#test_a "value share"
[x]: ../claims/test_01_toy.py#test_a "value gru"
"""
VALUES = {
    "gru": {"median": 0.112, "low": 0.091, "high": 0.128, "replicas": 24},
    "share": {"median": 0.241, "low": 0.23, "high": 0.26, "replicas": 24},
}
ROW = {
    "id": "01_toy/a",
    "note": "notes/01_toy.md",
    "line": 5,
    "section": "Context",
    "sentence": "High is higher",
    "declared": "holds",
    "verdict": "HOLDS",
    "cases": [{"case": "", "verdict": "HOLDS", "values": VALUES}],
}


@pytest.fixture
def toy(tmp_path):
    for folder in ("notes", "claims", ".claims"):
        (tmp_path / folder).mkdir()
    (tmp_path / "notes" / "01_toy.md").write_text(NOTE)
    (tmp_path / ".claims" / "audit.json").write_text(
        json.dumps(seal({"schema": 1, "claims": [ROW]}))
    )
    return tmp_path


def reword(root, *flags):
    return main(["reword", "--values", *flags, "--root", str(root)])


def test_numbers_are_shown_with_the_old_the_new_and_the_interval(toy, capsys):
    assert reword(toy) == 1

    first, fine, other = capsys.readouterr().out.splitlines()
    assert first.startswith("notes/01_toy.md:5: “0.15”, the value gru of 01_toy/a, is stale: ")
    assert "0.112, between 0.091 and 0.128 in 24 replicas. Write 0.11" in first
    assert fine.startswith("notes/01_toy.md:5: “0.112”")
    assert "more digits" in fine
    assert other.startswith("notes/01_toy.md:6: “0.15”")
    assert (toy / "notes" / "01_toy.md").read_text() == NOTE


def test_on_request_they_are_written_and_nothing_else_changes(toy, capsys):
    assert reword(toy, "--write") == 0

    expected = NOTE.replace("[0.15]", "[0.11]").replace("[0.112]", "[0.11]")
    assert (toy / "notes" / "01_toy.md").read_text() == expected
    capsys.readouterr()
    assert reword(toy) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("changed", ["0.10", "0.12"])
def test_a_number_changed_in_its_last_digit_is_found_and_restored(toy, changed):
    note = toy / "notes" / "01_toy.md"
    reword(toy, "--write")
    right = note.read_text()
    note.write_text(right.replace("[0.11][v]", f"[{changed}][v]"))

    assert reword(toy) == 1
    assert reword(toy, "--write") == 0
    assert note.read_text() == right


def test_what_cannot_be_written_is_left_and_said(toy, capsys):
    note = toy / "notes" / "01_toy.md"
    note.write_text(NOTE.replace("[0.15][v]", "[**0.15**][v]"))

    assert reword(toy, "--write") == 1
    assert "notes/01_toy.md:5: write 0.11 by hand" in capsys.readouterr().err
    assert "[**0.15**][v]" in note.read_text()


def test_a_number_of_a_claim_without_values_is_said_not_to_be_compared(toy, capsys):
    bare = ROW | {"cases": [{"case": "", "verdict": "HOLDS"}]}
    (toy / ".claims" / "audit.json").write_text(json.dumps(seal({"schema": 1, "claims": [bare]})))

    assert reword(toy) == 0
    out = capsys.readouterr().out
    assert out == "4 numbers of the notes not compared: 01_toy/a not measured here\n"


def test_without_an_audit_there_is_nothing_to_carry_over(toy, capsys):
    (toy / ".claims" / "audit.json").unlink()

    assert reword(toy) == 2
    assert "Run pytest claims/ to write one." in capsys.readouterr().err
