"""Numbers and absolute words, compared without understanding the sentence."""

from types import SimpleNamespace

import pytest

from pytest_claims.notes.saying import beyond, numbers, unheld, written
from pytest_claims.notes.wording import asides, overreaching, unheld_numbers


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("It loses 0.04 of 10,000 and −3 decades.", {"0.04": 0.04, "10,000": 1e4, "−3": 3.0}),
        ("At 3, 16 and 8.", {"3": 3.0, "16": 16.0, "8": 8.0}),
        ("The power −2/3 of n + 1, of 10^-5, of 2 × 10, in note 03, of x2, of 1/(2 − p).", {}),
        ("To within 10⁻⁹.", {}),
        ("As Smith (2004), Cho et al. (2014) and others (Elman, 1990; Owen 2020) say.", {}),
        ("In 2004, of size (2000), 1990 draws.", {"2004": 2004, "2000": 2000, "1990": 1990}),
    ],
)
def test_a_number_is_one_by_itself(prose, found):
    assert numbers(prose) == found


def test_a_share_may_be_said_in_per_cent():
    assert unheld("It loses 4 % of 10,000 in 7 steps.", written("x < 0.04, terms=10_000")) == ["7"]


@pytest.mark.parametrize(
    ("prose", "left"),
    [
        ("In 90 of 100, in 9 times of 10 and in 90 per cent.", []),
        ("In 80 of 100 and 3 of 7.", ["80", "100", "3", "7"]),
        ("Between 1.9 and 2.1.", []),
        ("It draws 200 and 300.", ["200", "300"]),
    ],
)
def test_a_number_is_held_as_a_share_or_as_the_end_of_a_range(prose, left):
    assert unheld(prose, written("assert abs(a - b - 2) < 0.1; share >= 0.9")) == left


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
MACHINERY = {
    "measurements": [{"asked_at": "claims/test_a.py:7", "seconds": 7, "evidence": {"probe": "7"}}],
    "controls": [{"name": "terms=3", "wins": 7, "replicas": 7}],
}


def test_a_number_that_the_test_neither_sets_nor_asserts_is_told():
    (told,) = unheld_numbers([ROW])

    assert told.startswith("notes/a.md:3 a/b says “7”, which its test neither sets nor asserts")
    assert unheld_numbers([ROW | {"source": ["assert measure(errors, steps=7) < 3"]}]) == []
    assert unheld_numbers([ROW | {"cases": []}]) == []


def test_lines_digests_and_counts_of_replicas_hold_no_number():
    (told,) = unheld_numbers([ROW | {"cases": [*ROW["cases"], MACHINERY]}])

    assert "“7”" in told


@pytest.mark.parametrize(
    ("beside", "declared", "found"),
    [
        ("(never below two, in 40 of 10,000)", "holds", ["“40” and “never”"]),
        ("(of 10,000, in 7 steps)", "holds", []),
        ("As Smith (2004) says:", "holds", []),
        ("It is always said:", "refuted", []),
    ],
)
def test_words_beside_a_claim_that_nothing_tests_are_told(beside, declared, found):
    claim = SimpleNamespace(id="a/b", path="notes/a.md", line=3, beside=beside, declared=declared)
    told = asides([SimpleNamespace(claims=[claim])], {"a/b": ROW})

    assert [line.partition(" has ")[2].partition(" beside")[0] for line in told] == found


def test_a_citing_sentence_that_says_more_than_its_claim_is_told():
    said = {(9, "They always lose a third."): ["a/b"], (10, "A third is lost."): ["a/b"]}
    note = SimpleNamespace(path="notes/c.md", citing=said)

    assert overreaching([note], {"a/b": ROW}) == [
        "notes/c.md:9 says “always”, and what it cites does not: a/b"
    ]
