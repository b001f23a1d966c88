"""Linked numbers: which they are, that they are no citations, and how one is replaced."""

import pytest

from pytest_claims.notes.note import read_note
from pytest_claims.notes.value import renumbered

NOTE = """# Toy

## Context

{prose}

## Core Assumptions

## What Failed

## Why the Next Model Was Needed

## Mathematical References

[a]: ../claims/test_toy.py#test_a
[v]: ../claims/test_toy.py#test_a "value gru"
[w]: ../claims/test_toy.py#test_a[600-10] "value  rnn"
"""


@pytest.fixture
def read(tmp_path):
    def read(prose):
        file = tmp_path / "notes/toy.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(NOTE.format(prose=prose))
        note, faults = read_note(file, tmp_path)
        return note, [str(f) for f in faults if "never used" not in f.problem]

    return read


@pytest.mark.parametrize(
    "prose",
    [
        "[High is higher][a] ([0.11][v] against [0.94][w]).",
        "[High is higher][a]: [0.11][v] against [0.94][w].",
        "[High is higher.][a]\n\n| a | b |\n|---|---|\n| gru | [0.11][v] |\n| rnn | [0.94][w] |",
        "[High is higher.][a] A GRU errs by [0.11][v], an RNN by [0.94][w].",
    ],
)
def test_numbers_stand_beside_a_claim_in_argued_sentences_and_in_tables(read, prose):
    note, faults = read(prose)

    assert faults == []
    assert [(v.text, v.variable, v.case) for v in note.values] == [
        ("0.11", "gru", ""),
        ("0.94", "rnn", "600-10"),
    ]
    assert {(v.claim, v.file, v.test) for v in note.values} == {
        ("toy/a", "claims/test_toy.py", "test_a")
    }
    assert len(note.claims) == 1
    assert note.citations == ()


def test_a_sentence_with_a_number_is_still_argued(read):
    note, _ = read("[High is higher.][a] A GRU errs by [0.11][v].")
    assert [sentence.kind for sentence in note.sentences] == ["tested", "argued"]


def test_a_number_makes_no_claim(read):
    note, _ = read("[0.11][v]")
    assert note.claims == ()


def test_a_value_that_is_no_number_says_what_one_is(read):
    _, faults = read("[High is higher][a] ([about 0.11][v]).")

    assert faults == [
        "notes/toy.md:5: “about 0.11” is linked as the value gru and no number. "
        "Write 0.11, 14,000, 24 %, −3.8, 10⁻¹⁴ or 3 × 10⁻⁵, and nothing beside it."
    ]


@pytest.mark.parametrize(
    ("prose", "beside"),
    [
        ("−[5][v]", "−"),
        ("-[5][v]", "-"),
        ("0.[5][v]", "."),
        ("1[5][v]", "1"),
        ("10^[5][v]", "^"),
        ("2 × [5][v]", "2 ×"),
        ("[5][v]0", "0"),
        ("[5][v].5", ".5"),
        ("[5][v],000", ",0"),
        ("[5][v] %", "%"),
        ("[5][v]%", "%"),
        ("[5][v] × 10³", "× 1"),
        ("[5][v]⁻³", "⁻"),
        ("[5][v] million", "million"),
        ("[5][v]k", "k"),
    ],
)
def test_a_number_of_which_a_part_stands_beside_the_link_is_refused(read, prose, beside):
    _, faults = read(f"[High is higher][a] ({prose}).")

    assert faults == [
        f"notes/toy.md:5: “{beside}” makes another number of “5”. "
        "Write the whole number within the link."
    ]


@pytest.mark.parametrize(
    "prose",
    ["about [5][v]", "[5][v] against [6][w]", "[5][v], [6][w]", "[5][v]–[6][w]", "[5][v] steps"],
)
def test_words_and_other_numbers_may_stand_beside_a_number(read, prose):
    assert read(f"[High is higher][a] ({prose}).")[1] == []


@pytest.mark.parametrize("number", ["[5](../claims/test_toy.py#test_a)", "[5][a]"])
def test_a_number_that_is_linked_to_its_claim_and_names_no_variable_is_refused(read, number):
    _, faults = read(f"[High is higher][a] ({number}).")

    assert faults == [
        "notes/toy.md:5: “5” is linked to test_a and not compared with it. "
        'Give the link the title "value NAME".'
    ]


@pytest.mark.parametrize("title", ["value", "value a b", "values a", "value a-b"])
def test_a_title_that_names_no_variable_is_unknown(read, title):
    _, faults = read(f'[High is higher.][a] [1](../claims/test_toy.py#test_a "{title}")')
    assert any(f"unknown title “{title}”" in fault for fault in faults)


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("[1][a] [0.11][v] [0.11][w].", "[1][a] [0.13][v] [0.11][w]."),
        ("[0.11][V] and 0.11.", "[0.13][V] and 0.11."),
        (
            'So [0.11](../claims/test_toy.py#test_a "value gru").',
            'So [0.13](../claims/test_toy.py#test_a "value gru").',
        ),
        ("| [0.11][v] | [0.12][v] |", "| [0.13][v] | [0.12][v] |"),
    ],
)
def test_one_number_is_replaced_and_nothing_else(read, prose, expected):
    note, _ = read(f"Words.\n{prose}")
    value = next(v for v in note.values if v.variable == "gru")

    source = NOTE.format(prose=f"Words.\n{prose}").replace("\n", "\r\n")
    assert renumbered(source, value, "0.13") == source.replace(prose, expected)


def test_a_link_that_is_not_plain_is_left_to_the_author(read):
    note, _ = read("[**0.11**][v]")

    with pytest.raises(ValueError, match=r"notes/toy.md:5: write 0.13 by hand"):
        renumbered(NOTE.format(prose="[**0.11**][v]"), note.values[0], "0.13")
