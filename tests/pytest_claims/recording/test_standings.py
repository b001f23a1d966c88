from math import inf, nan

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.standings import (
    STANDINGS,
    count,
    figure,
    standing,
    standing_of,
    stem,
    test_name,
    test_path,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.41, "0.41"),
        (0.0, "0"),
        (1.0, "1"),
        (1234.5, "1234"),
        (99.96, "100"),
        (0.00123, "0.00123"),
        (2.345e-16, "2.35 × 10⁻¹⁶"),
        (1e-16, "10⁻¹⁶"),
        (-3e-9, "−3 × 10⁻⁹"),
        (-1e-9, "−10⁻⁹"),
        (9.999e-9, "10⁻⁸"),
        (-0.5, "−0.5"),
        (1.5e7, "1.5 × 10⁷"),
        (inf, "∞"),
        (-inf, "−∞"),
        (nan, "–"),
        (None, "–"),
    ],
)
def test_numbers_are_written_as_a_reader_reads_them(value, written):
    assert figure(value) == written


def test_every_verdict_has_a_standing_and_no_two_share_one():
    settled = [standing(v, d) for v in Verdict for d in ("holds", "refuted")]

    assert {s.key for s in settled} == {s.key for s in STANDINGS}


@pytest.mark.parametrize(
    ("verdict", "declared", "supported"),
    [
        ("HOLDS", "holds", True),
        ("REFUTED", "refuted", True),
        ("REFUTED", "holds", False),
        ("HOLDS", "refuted", False),
        ("VACUOUS", "holds", False),
        ("a word of another version", "holds", False),
    ],
)
def test_only_what_came_out_as_declared_is_supported(verdict, declared, supported):
    assert standing(verdict, declared).supported is supported


@pytest.mark.parametrize(("value", "written"), [(1e6, "10⁶"), (123456.0, "123456"), (1e-5, "10⁻⁵")])
def test_powers_of_ten_begin_at_a_million_and_below_a_ten_thousandth(value, written):
    assert figure(value) == written


def test_a_claims_test_is_named_by_its_id():
    assert test_name({"id": "03_lstm/gates-are-needed"}) == "test_gates_are_needed"


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (0.0123456, 2, "0.012"),
        (0.0123456, 5, "0.012346"),
        (123456.7, 2, "123457"),
        (1234567.0, 2, "1.2 × 10⁶"),
        (1e-4, 3, "0.0001"),
        (100.0, 3, "100"),
        (1e10, 3, "10¹⁰"),
    ],
)
def test_a_number_has_as_many_digits_as_asked(value, digits, written):
    assert figure(value, digits) == written


def test_a_claims_file_is_named_by_its_note():
    row = {"id": "03_lstm/gates-are-needed"}

    assert stem(row) == "03_lstm"
    assert test_path(row) == "claims/test_03_lstm.py"


@pytest.mark.parametrize("row", [{}, {"verdict": "another"}, {"declared": "refuted"}])
def test_a_row_without_a_verdict_was_not_reached(row):
    assert standing_of(row).key == "unreached"


def test_a_row_that_does_not_say_what_it_declares_declares_that_it_holds():
    assert standing_of({"verdict": "HOLDS"}).key == "holds"
    assert standing_of({"verdict": "HOLDS", "declared": "refuted"}).key == "upheld"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ((1, "loss", "losses"), "1 loss"),
        ((2, "loss", "losses"), "2 losses"),
        ((0, "win"), "0 wins"),
    ],
)
def test_what_is_counted_has_its_plural(words, written):
    assert count(*words) == written
