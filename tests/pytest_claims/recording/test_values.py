"""Numbers of the notes against the medians of a ledger."""

import numpy as np
import pytest
from scipy.stats import binom

from pytest_claims.deciding.trial import Decided
from pytest_claims.deciding.verdict import Rule
from pytest_claims.declaring.event import every
from pytest_claims.declaring.measure import Measure
from pytest_claims.notes.value import NoteValue
from pytest_claims.recording.medians import median_interval, value_rows
from pytest_claims.recording.values import compare, unmeasured

GRU = {"median": 0.112, "low": 0.091, "high": 0.128, "replicas": 24}
ROW = {"id": "02_gru/holds", "cases": [{"case": "", "values": {"gru": GRU}}]}


def printed(text="0.11", variable="gru", case=""):
    return NoteValue(
        text=text,
        variable=variable,
        claim="02_gru/holds",
        case=case,
        path="notes/02_gru.md",
        line=7,
        file="claims/test_02_gru.py",
        test="test_holds",
        label="V",
    )


def test_a_number_within_the_interval_agrees():
    found = compare(printed(), ROW)

    assert (found.kind, found.fault, found.new) == ("agrees", None, "")


def test_a_stale_number_is_told_with_the_old_the_new_and_the_interval():
    found = compare(printed("0.14"), ROW)

    assert (found.kind, found.new) == ("stale", "0.11")
    assert str(found.fault) == (
        "notes/02_gru.md:7: “0.14”, the value gru of 02_gru/holds, is stale: the median is 0.112, "
        "between 0.091 and 0.128 in 24 replicas. Write 0.11, or run pytest-claims reword --values "
        "--write."
    )


@pytest.mark.parametrize("text", ["0.10", "0.12"])
def test_a_last_digit_within_the_interval_that_is_not_the_medians_is_told(text):
    found = compare(printed(text), ROW)

    assert (found.kind, found.new) == ("beside", "0.11")
    assert str(found.fault) == (
        f"notes/02_gru.md:7: “{text}”, the value gru of 02_gru/holds, is not the median to its "
        "last digit, which is 0.112, between 0.091 and 0.128 in 24 replicas. Write 0.11, or run "
        "pytest-claims reword --values --write."
    )


def test_a_number_with_a_digit_too_many_is_told_what_to_write():
    found = compare(printed("0.112"), ROW)

    assert (found.kind, found.new) == ("too fine", "0.11")
    assert "“0.112”, the value gru of 02_gru/holds, has more digits than are known" in str(
        found.fault
    )
    assert "the last digit is finer than a 10th of that. Write 0.11, or run" in str(found.fault)


def test_a_variable_that_is_no_sample_is_told_which_are():
    found = compare(printed(variable="lstm"), ROW)

    assert found.kind == "no number"
    assert str(found.fault) == (
        "notes/02_gru.md:7: “0.11” is linked to lstm of 02_gru/holds, which is no sample of that "
        "claim. Its samples are: gru."
    )


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"id": "02_gru/holds", "cases": []},
        {"id": "02_gru/holds", "cases": [{"case": "", "verdict": "ERROR"}]},
    ],
)
def test_a_claim_without_values_was_not_measured(row):
    found = compare(printed(), row)

    assert (found.kind, found.fault) == ("unmeasured", None)
    assert list(unmeasured([found])) == [
        "1 number of the notes not compared: 02_gru/holds not measured here"
    ]


@pytest.mark.parametrize("median", ["inf", "-inf", "nan"])
def test_what_has_no_finite_median_is_no_number(median):
    row = {"id": "x", "cases": [{"case": "", "values": {"gru": GRU | {"median": median}}}]}

    found = compare(printed(), row)

    assert found.kind == "no number"
    assert f"of 02_gru/holds, whose median is {median}. Say it in words" in str(found.fault)


CASES = {
    "id": "02_gru/holds",
    "cases": [
        {"case": "8", "values": {"gru": GRU}},
        {"case": "32", "values": {"gru": GRU | {"median": 0.052, "low": 0.041, "high": 0.058}}},
    ],
}


def test_of_several_cases_the_link_names_one():
    assert compare(printed(case="8"), CASES).kind == "agrees"
    assert compare(printed(case="32"), CASES).new == "0.05"
    for found in (compare(printed(), CASES), compare(printed(case="9"), CASES)):
        assert found.kind == "no number"
        assert "Link to one of test_holds[8], test_holds[32]." in str(found.fault)


@pytest.mark.parametrize("error", [0.05, 0.001, 0.00025])
@pytest.mark.parametrize("n", [24, 48, 96, 192])
def test_the_interval_of_the_median_is_the_narrowest_that_keeps_its_error(n, error):
    low, high = median_interval(np.random.default_rng(n).permutation(n) + 1.0, error)
    below = low - 1  # as many replicas lie below the lower end, as many above the upper

    assert high == n - below
    assert 2 * binom.cdf(below - 1, n, 0.5) <= error < 2 * binom.cdf(below, n, 0.5)


def drawn(*values):
    """What a measurement gives: as many of these numbers as the look has replicas."""
    return lambda measurement, look: np.array(values, dtype=float)[: 24 * 2**look]


def body():
    """The samples of a body with two measurements, and what it asserts of them."""
    measure = Measure()
    a, b = measure(one), measure(other)
    assert a > 0
    assert every(b > 0)
    return {"a": a, "b": b, "both": a + b}, measure.body.assertions


def one(*, seeds):
    """A number."""


def other(*, seeds):
    """Another."""


def decided_at(assertions, *looks):
    rule = Rule("typical", 0.5, True, 0.001)
    return [Decided(a, rule, look=look) for a, look in zip(assertions, looks, strict=True)]


def test_the_error_is_shared_by_all_looks():
    samples, assertions = body()

    rows = value_rows(samples, decided_at(assertions, 0, 0), drawn(*range(24)), error=0.001)

    low, high = median_interval(np.arange(24.0), 0.001 / 4)
    assert rows["a"] == {"median": 11.5, "low": low, "high": high, "replicas": 24}


def test_no_replica_is_drawn_for_the_sake_of_a_median():
    samples, assertions = body()
    asked = set()

    def draw(measurement, look):
        asked.add((measurement.text, look))
        return np.ones(24 * 2**look)

    rows = value_rows(samples, decided_at(assertions, 0, 3), draw, error=0.001)

    assert {name: row["replicas"] for name, row in rows.items()} == {"a": 24, "b": 192, "both": 24}
    assert max(look for text, look in asked if text == "one()") == 0


def test_what_cannot_be_computed_is_no_number_and_no_failure():
    samples, assertions = body()
    half = {"a": samples["a"] / 0.0}
    draw = drawn(*range(-12, 12))

    assert value_rows(half, decided_at(assertions, 0, 0), draw, error=0.001)["a"]["median"] == "nan"
