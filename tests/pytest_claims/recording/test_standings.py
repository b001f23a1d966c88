from math import inf, nan

import pytest

from pytest_claims.deciding.verdict import Verdict
from pytest_claims.recording.standings import STANDINGS, figure, standing, test_name


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
