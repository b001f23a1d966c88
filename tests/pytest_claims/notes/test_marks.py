"""A belief declared refuted bears ✗ where it is said, and nothing else does."""

import pytest

from pytest_claims.notes.marks import mark_faults
from pytest_claims.notes.note import read_note

NOTE = """## Context

{prose}

| {cell} |
|---|

[a]: ../claims/test_toy.py#test_a
[b]: ../claims/test_toy.py#test_b "refuted"
"""


@pytest.fixture
def read(tmp_path):
    def read(prose, cell="[High is higher.][a]"):
        file = tmp_path / "notes/toy.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(NOTE.format(prose=prose, cell=cell))
        return read_note(file, tmp_path)[0]

    return read


@pytest.mark.parametrize(
    "prose",
    [
        "[✗ Low is higher.][b]",
        "[✗Low is higher.][b]",
        "[✗\nLow is higher.][b]",
        "[**✗ Low is higher.**][b]",
        "It is believed: [✗ Low is higher.][b]",
        "It is believed: [✗ Low is higher][b] (Elman, 1990).",
    ],
)
def test_the_mark_is_no_part_of_the_wording(read, prose):
    note = read(prose)

    assert [c.sentence.removesuffix(".") for c in note.claims] == ["Low is higher"]
    assert "✗" not in "".join(sentence.text for sentence in note.sentences)
    assert list(mark_faults([note])) == []


def test_a_mark_makes_no_lower_letter_a_sentence(read):
    (claim,) = read("The belief that: [✗ low is higher.][b]").claims
    assert claim.crossed


@pytest.mark.parametrize(
    ("prose", "fault"),
    [
        (
            "[Low is higher.][b]",
            "notes/toy.md:3: “Low is higher.” is declared refuted and does not look it. "
            "Write [✗ Low is higher.].",
        ),
        (
            "[✗ High is higher.][a]",
            "notes/toy.md:3: ✗ stands before “High is higher.”, which is not declared refuted. "
            'Write [High is higher.], or give the link the title "refuted".',
        ),
        (
            "[✗ Low is higher.][b] Again: [Low is higher.][b]",
            "notes/toy.md:3: “Low is higher.” is declared refuted and does not look it. "
            "Write [✗ Low is higher.].",
        ),
        (
            "[High is higher.][a] So [✗ high][a] it is.",
            "notes/toy.md:3: ✗ stands before “high”, which is not declared refuted. "
            'Write [high], or give the link the title "refuted".',
        ),
    ],
)
def test_a_missing_mark_and_a_needless_one_say_what_to_write(read, prose, fault):
    assert [str(fault) for fault in mark_faults([read(prose)])] == [fault]


def test_a_belief_that_a_table_repeats_bears_the_mark_too(read):
    (fault,) = mark_faults([read("[✗ Low is higher.][b]", cell="[Low is higher.][b]")])
    assert fault.line == 5


@pytest.mark.parametrize("prose", ["that [low is not][b]", "that [✗ low is][b]"])
def test_whoever_cites_a_belief_in_other_words_may_say_it_or_its_contrary(read, prose):
    assert list(mark_faults([read(f"[✗ Low is higher.][b] Seen {prose}.")])) == []
