import pytest
from strict_notes import ACCOUNTED, STRICT

from pytest_claims.notes.accounting import accounted, counts, counts_by_section, overstatements
from pytest_claims.notes.note import read_note

NOTE = """\
## Context

It is always so.

## Core Assumptions

[It is never so.](claims/test_03_lstm.py#test_so)
[It must](math/03_lstm.md#so) be so.
It is only so because it Cannot be otherwise.

## What Failed

It holds.
A lonely mustang grows polynomially.
"""


@pytest.fixture
def note(tmp_path):
    def note(text=NOTE):
        file = tmp_path / "03_lstm.md"
        file.write_text(text)
        return read_note(file, tmp_path, rules=STRICT)[0]

    return note


def test_sentences_are_counted_by_kind(note):
    assert counts(note().sentences) == {"tested": 1, "derived": 1, "cited": 0, "argued": 4}


def test_sentences_are_counted_by_section(note):
    by_section = counts_by_section(note())
    assert list(by_section) == ["Context", "Core Assumptions", "What Failed"]
    assert by_section["Core Assumptions"] == {"tested": 1, "derived": 1, "cited": 0, "argued": 1}


def test_the_share_accounted_for_is_that_of_two_sections(note):
    assert accounted(note(), ACCOUNTED) == 2 / 5


def test_a_note_without_sentences_there_is_accounted_for(note):
    assert accounted(note("Words."), ACCOUNTED) == 1.0


def test_absolute_words_are_warned_of_in_argued_sentences_of_these_sections(note):
    (warning,) = overstatements(note(), ACCOUNTED)
    assert str(warning) == (
        "03_lstm.md:9: “It is only so because it Cannot be otherwise.” is merely argued, "
        "yet it says “only”. Test it, derive it or say less."
    )


@pytest.mark.parametrize(
    "word",
    ["always", "Never", "cannot", "impossible", "guarantees", "must", "only"],
)
def test_these_words_are_absolute(note, word):
    assert overstatements(note(f"## What Failed\n\nSo it {word} goes.\n"), ACCOUNTED)


@pytest.mark.parametrize("word", ["exponential draws fade", "as an exponential"])
def test_the_name_of_a_distribution_is_not_absolute(note, word):
    assert overstatements(note(f"## What Failed\n\nSo {word} go.\n"), ACCOUNTED) == []
