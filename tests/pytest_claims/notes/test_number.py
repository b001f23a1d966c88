"""Numbers as prose prints them: read, held against an interval, and printed anew."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pytest_claims.notes.number import read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.11", 0.11),
        (".5", 0.5),
        ("300", 300),
        ("14,000", 14_000),
        ("1,234,567.5", 1_234_567.5),
        ("24 %", 0.24),
        ("24%", 0.24),
        ("24\u00a0%", 0.24),
        ("-3.8", -3.8),
        ("−3.8", -3.8),
        ("10⁻¹⁴", 1e-14),
        ("10^-14", 1e-14),
        ("10³", 1000),
        ("−10³", -1000),
        ("3 × 10⁻⁵", 3e-5),
        ("3.2×10^−5", 3.2e-5),
        ("6 · 10⁴", 6e4),
    ],
)
def test_a_printed_number_is_read(text, value):
    assert read_number(text).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "0,11",
        "0,005",
        "5." + 400 * "0",
        "1,60",
        "1234,567",
        "0.11 nats",
        "about 3",
        "10⁻",
        "1e5",
        "5 × 3",
        "0 × 10¹",
        "0.5 × 10⁻³",
        "31 × 10⁻⁶",
    ],
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "expected"),
    [
        ("0.11", 0.10, 0.12, True),
        ("0.11", 0.1149, 0.1149, True),
        ("0.11", 0.1151, 0.12, False),
        ("0.11", 0.09, 0.1049, False),
        ("24 %", 0.244, 0.25, True),
        ("24 %", 0.246, 0.25, False),
        ("−3.8", -3.84, -3.8, True),
        ("3.8", -3.84, -3.8, False),
        ("10⁻¹⁴", 4e-15, 3e-14, True),
        ("10⁻¹⁴", 4e-14, 9e-14, False),
        ("3 × 10⁻⁵", 3.4e-5, 4e-5, True),
        ("3 × 10⁻⁵", 3.6e-5, 4e-5, False),
        ("14,000", 13_000, 15_000, True),
        ("14,000", 14_001, 15_000, True),
        ("14,000", 14_600, 15_000, False),
        ("300", 256, 256, False),
        ("32", 32, 32, True),
    ],
)
def test_a_number_lies_within_an_interval_to_its_last_digit(text, low, high, expected):
    assert read_number(text).within(low, high) is expected


@pytest.mark.parametrize(
    ("text", "low", "high", "expected"),
    [
        ("0.11", 0.08, 0.15, False),
        ("0.112", 0.08, 0.15, True),
        ("0.112", 0.108, 0.118, False),
        ("14,000", 13_000, 15_000, False),
        ("14,100", 13_000, 15_000, True),
        ("32", 32, 32, False),
        ("10⁻¹⁴", 1e-16, 1e-12, False),
        ("24.3 %", 0.20, 0.28, True),
        ("3.25 × 10⁻⁵", 3e-5, 4e-5, True),
        ("3.2 × 10⁻⁵", 3e-5, 4e-5, False),
    ],
)
def test_a_last_digit_finer_than_a_tenth_of_the_interval_is_too_fine(text, low, high, expected):
    assert read_number(text).is_too_fine(low, high) is expected


@pytest.mark.parametrize(
    ("text", "median", "expected"),
    [
        ("0.11", 0.108, False),
        ("0.12", 0.108, True),
        ("0.10", 0.108, True),
        ("0.11", 0.1155, False),
        ("0.11", 0.1161, True),
        ("11 %", 0.108, False),
        ("12 %", 0.108, True),
        ("10⁻¹⁴", 2e-14, False),
        ("10⁻¹³", 2e-14, True),
        ("10⁻¹⁴", -2e-14, True),
        ("3 × 10⁻⁵", 3.4e-5, False),
        ("4 × 10⁻⁵", 3.3e-5, True),
    ],
)
def test_a_last_digit_that_is_not_the_medians_is_seen_within_the_interval(text, median, expected):
    assert read_number(text).is_beside(median, 0.0, 0.0) is expected


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "new"),
    [
        ("0.94", 0.8712, 0.85, 0.9, "0.87"),
        ("0.941", 0.8712, 0.8, 0.9, "0.87"),
        ("0.9", 0.012, 0.011, 0.013, "0.01"),
        ("0.94", 0.0012, 0.0011, 0.0013, "0.001"),
        ("24 %", 0.3178, 0.3, 0.33, "32 %"),
        ("24%", 0.3178, 0.3, 0.33, "32%"),
        ("14,000", 12_345, 12_000, 12_600, "12,300"),
        ("900", 12_345, 12_345, 12_345, "12,345"),
        ("−3.8", -4.21, -4.3, -4.1, "−4.2"),
        ("-3.8", -4.21, -4.3, -4.1, "-4.2"),
        ("3.8", -4.21, -4.3, -4.1, "−4.2"),
        ("10⁻¹⁴", 3e-12, 1e-12, 9e-12, "10⁻¹²"),
        ("10^-14", 2e-12, 1e-12, 9e-12, "10^-12"),
        ("3 × 10⁻⁵", 4.7e-4, 4e-4, 5e-4, "5 × 10⁻⁴"),
        ("3.1 × 10^-5", 9.97e-4, 9.9e-4, 1e-3, "1.0 × 10^-3"),
        ("0.11", 0.0, 0.0, 0.0, "0.00"),
        ("3 × 10⁻⁵", 0.0, 0.0, 0.0, "0"),
    ],
)
def test_another_value_is_printed_in_the_same_form(text, value, low, high, new):
    assert read_number(text).printed(value, low, high) == new


FORMS = ["0.1", "0.123", "24 %", "−3.88", "3 × 10⁻⁵", "2.5 × 10^4", "14,000", "1"]


SIZES = st.floats(1e-6, 1e9, allow_subnormal=False)
WIDTHS = st.integers(0, 1000).map(lambda n: n / 1000)


@example("0.1", 0.99999, False, 0.002, 1.0)
@given(st.sampled_from(FORMS), SIZES, st.booleans(), WIDTHS, WIDTHS)
def test_what_is_printed_is_never_stale_or_too_fine(text, size, negative, below, above):
    value = -size if negative else size
    low, high = value - below * size, value + above * size
    new = read_number(read_number(text).printed(value, low, high))

    assert new is not None
    assert new.within(low, high)
    assert not new.is_too_fine(low, high)
    assert not new.is_beside(value, low, high)
