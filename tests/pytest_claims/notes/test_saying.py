"""Numbers and absolute words, compared without understanding the sentence."""

from types import SimpleNamespace

import pytest

from pytest_claims.notes.saying import beyond, numbers, unheld, written
from pytest_claims.notes.wording import overreaching, unheld_numbers


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("It loses 0.04 of 10,000 and −3 decades.", {"0.04": 0.04, "10,000": 1e4, "−3": 3.0}),
        ("At 3, 16 and 8.", {"3": 3.0, "16": 16.0, "8": 8.0}),
        ("The power −2/3 of n + 1, of 10^-5, of 2 × 10, in note 03, of x2, of 1/(2 − p).", {}),
        ("To within 10⁻⁹.", {}),
    ],
)
def test_a_number_is_one_by_itself(prose, found):
    assert numbers(prose) == found


def test_a_share_may_be_said_in_per_cent():
    assert unheld("It loses 4 % of 10,000 in 7 steps.", written("x < 0.04, terms=10_000")) == ["7"]


@pytest.mark.parametrize(
    ("prose", "said", "found"),
    [
        ("It always halves the 50 errors.", "It halves errors.", ["50", "always"]),
        ("It always halves.", "Always, it halves.", []),
        ("It halves (Higham 1993).", "It halves errors.", []),
    ],
)
def test_what_a_citing_sentence_says_beyond_its_claims_is_found(prose, said, found):
    assert beyond(prose, said) == found


ROW = {
    "id": "a/b",
    "note": "notes/a.md",
    "line": 3,
    "sentence": "Of 10,000 numbers a third is lost in 7 steps.",
    "statement": "Of 10,000 numbers a third is lost in 7 steps.",
    "source": ["assert halves < measure(errors) / 3"],
    "cases": [{"case": "", "measurements": [{"settings": {"terms": 10000}}]}],
}


def test_a_number_that_the_test_neither_sets_nor_asserts_is_told():
    (told,) = unheld_numbers([ROW])

    assert told.startswith("notes/a.md:3 a/b says “7”, which its test neither sets nor asserts")
    assert unheld_numbers([ROW | {"source": ["assert measure(errors, steps=7) < 3"]}]) == []
    assert unheld_numbers([ROW | {"cases": []}]) == []


def test_a_citing_sentence_that_says_more_than_its_claim_is_told():
    said = {(9, "They always lose a third."): ["a/b"], (10, "A third is lost."): ["a/b"]}
    note = SimpleNamespace(path="notes/c.md", citing=said)

    assert overreaching([note], {"a/b": ROW}) == [
        "notes/c.md:9 says “always”, and what it cites does not: a/b"
    ]
