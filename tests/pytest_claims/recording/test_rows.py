"""What a case leaves in the ledger: its verdict among others, its sides, its counts."""

import itertools
from math import inf

import numpy as np
import pytest
from drawn import Instrument, a, b, case, wins
from scipy.stats import binom

from pytest_claims.deciding.controls import Control
from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.words import every, share
from pytest_claims.recording.rows import (
    case_row,
    median_interval,
    rounded,
    unmeasured_row,
    worst,
    worst_row,
)

HOLDS, REFUTED = Verdict.HOLDS, Verdict.REFUTED
WORST_FIRST = {
    HOLDS: [
        Verdict.ERROR,
        Verdict.VACUOUS,
        REFUTED,
        Verdict.INCONCLUSIVE,
        Verdict.NOT_REACHED,
        Verdict.NOT_TESTED,
        HOLDS,
    ],
    REFUTED: [
        Verdict.ERROR,
        Verdict.VACUOUS,
        HOLDS,
        Verdict.INCONCLUSIVE,
        Verdict.NOT_REACHED,
        Verdict.NOT_TESTED,
        REFUTED,
    ],
}
PAIRS = [
    (declared, worse, better)
    for declared, order in WORST_FIRST.items()
    for worse, better in itertools.combinations_with_replacement(order, 2)
]


@pytest.mark.parametrize(("declared", "worse", "better"), PAIRS)
def test_of_two_verdicts_the_worse_is_the_claims(declared, worse, better):
    assert worst([worse, better], declared) is worse
    assert worst([better.value, worse.value], declared) is worse
    rows = [{"verdict": v.value, "subject": v.name} for v in (better, worse)]
    assert worst_row(rows, declared)["verdict"] == worse


def test_of_several_implementations_the_row_of_the_worst_is_shown_with_all_verdicts():
    rows = [
        {"verdict": "HOLDS", "subject": "ours"},
        {"verdict": "REFUTED", "subject": "theirs"},
        {"verdict": "NOT TESTED HERE", "subject": "third"},
    ]

    assert worst_row(rows[:1], HOLDS) == rows[0]
    assert worst_row(rows, HOLDS) == rows[1] | {
        "implementations": {"ours": "HOLDS", "theirs": "REFUTED", "third": "NOT TESTED HERE"}
    }


def test_a_case_that_was_not_measured_says_why_and_nothing_else():
    row = unmeasured_row(Verdict.NOT_TESTED, "it has no gate")

    assert (row["verdict"], row["reason"], row["cached"]) == (
        "NOT TESTED HERE",
        "it has no gate",
        False,
    )
    assert [row[k] for k in ("comparisons", "controls", "mutants", "measurements")] == [[]] * 4


@pytest.mark.parametrize("n", [1, 5, 6, 9, 24, 48, 96, 192])
def test_the_median_lies_between_its_order_statistics_with_probability_95(n):
    values = np.random.default_rng(n).permutation(n).astype(float)
    low, high = (int(bound) for bound in median_interval(values))

    def covered(k):  # more than k replicas lie below the median, and more than k above it
        return 1 - 2 * binom.cdf(k, n, 0.5)

    assert high == n - 1 - low
    assert covered(low) >= 0.95 or low == 0
    assert covered(low + 1) < 0.95


@pytest.mark.parametrize(("n", "low", "high"), [(10, 2, 9), (24, 7, 18), (48, 17, 32)])
def test_the_order_statistics_are_those_of_the_tables(n, low, high):
    assert median_interval(np.arange(1.0, n + 1)) == (low, high)


def least(measure):
    assert measure(a) > measure(b)


def row_of(body, table, **more):
    tried = case(body, table, **more)
    return case_row(attempt(tried), tried.instrument)


def test_each_side_carries_its_own_numbers_of_all_replicas_up_to_the_deciding_look():
    left = np.arange(192.0)
    right = left - np.where(wins(132) > 0, 1, -1) * 0.5
    (row,) = row_of(least, {a: left, b: right})["comparisons"]

    assert row["replicas"] > 24
    assert row["left"]["text"] == "a()"
    assert row["left"]["values"] == left[: row["replicas"]].tolist()
    assert row["right"]["text"] == "b()"
    assert row["right"]["values"] == right[: row["replicas"]].tolist()
    assert row["left"]["median"] == np.median(left[: row["replicas"]])
    assert row["left"]["low"] < row["left"]["median"] < row["left"]["high"]


@pytest.mark.parametrize(
    ("symbol", "won"), [(lambda x, y: x > y, 0), (lambda x, y: x >= y, 6)], ids=["strict", "weak"]
)
def test_ties_are_counted_and_so_is_which_of_them_were_won(symbol, won):
    values = np.ones(192)
    values[:6] = 0

    def body(measure):
        assert symbol(measure(a), 0)

    (row,) = row_of(body, {a: values})["comparisons"]
    assert (row["ties"], row["ties_won"]) == (6, won)
    assert row["wins"] == row["replicas"] - 6 + won


def test_a_sampled_row_holds_what_decided_it():
    def body(measure):
        assert measure(a) > 0
        assert share(measure(a) > 0) >= 0.4
        assert share(measure(b) > 0) < 0.6

    typical, most, few = row_of(body, {a: wins(192), b: wins(0)})["comparisons"]

    assert [r["class"] for r in (typical, most, few)] == ["sampled"] * 3
    assert [r["threshold"] for r in (typical, most, few)] == [0.5, 0.4, 0.6]
    assert [r["upward"] for r in (typical, most, few)] == [True, True, False]
    assert [r["wins"] for r in (typical, most, few)] == [24, 24, 0]
    assert typical["error"] == pytest.approx(0.001 / 3)
    rule = Rule("typical", 0.5, True, 0.001 / 3)
    assert typical["interval"] == [round(x, 6) for x in rule.interval(24, 24)]
    assert "settle" not in typical


def test_an_open_row_says_what_would_settle_it():
    def body(measure):
        assert measure(a) > 0

    (row,) = row_of(body, {a: wins(115)})["comparisons"]
    rule = Rule("typical", 0.5, True, 0.001)

    assert row["verdict"] == "INCONCLUSIVE"
    assert row["settle"] == {
        "smallest_telling_share": rule.smallest_telling_share(192),
        "replicas_needed": int(rule.replicas_needed(115, 192)),
    }
    (coin,) = row_of(body, {a: wins(96)})["comparisons"]
    assert coin["settle"]["replicas_needed"] == "inf"


def test_a_conjunction_has_no_sides():
    def body(measure):
        s = measure(a)
        assert every((s > 0) & (s < 2))

    (row,) = row_of(body, {a: wins(192)})["comparisons"]

    assert row["text"] == "every((a() > 0) & (a() < 2))"
    assert "left" not in row


def test_a_control_says_what_would_settle_it_only_where_it_is_open():
    def body(measure):
        assert measure(a) > 0

    most = wins(128)
    open_ = most.copy()
    open_[np.flatnonzero(most)[:8]] = 0
    controls = [Substitution({a: b})]
    for rival, result, needed in (
        (open_, Control.OPEN, 210),
        (most, Control.SAME, None),
        (wins(0), Control.TURNED, None),
    ):
        (row,) = row_of(body, {a: most, b: rival}, controls=controls)["controls"]
        assert row["name"] == "a → b"
        assert row["result"] == result
        assert row.get("replicas_needed") == needed
        assert (row["wins"], row["replicas"]) == (int(rival.sum()), 192)


def test_a_case_is_cached_where_nothing_of_it_was_measured_in_this_run():
    def body(measure):
        assert measure(a) > 0

    tried = case(body, {a: wins(192)})
    outcome = attempt(tried)
    kept, other, fresh = (case_row(outcome, with_measured(m)) for m in ((), ("b()",), ("a()",)))

    assert [row["cached"] for row in (kept, other, fresh)] == [True, True, False]


def with_measured(texts):
    instrument = Instrument({a: wins(192)})
    instrument.measured = set(texts)
    return instrument


def test_a_measurement_says_what_was_asked_of_which_probe():
    def body(measure):
        assert measure(a) > 0

    (row,) = row_of(body, {a: wins(192)})["measurements"]

    assert row["text"] == "a()"
    assert row["doc"] == "A probe."
    assert row["conditions"] == {}
    assert row["evidence"] == {"probe": "p", "architecture": "a"}
    assert "test_rows.py:" in row["asked_at"]


@pytest.mark.parametrize(
    ("value", "kept"), [(1 / 3, 0.333333), (123456789.0, 123457000.0), (inf, "inf"), (-inf, "-inf")]
)
def test_numbers_are_kept_to_six_digits(value, kept):
    assert rounded(value) == kept
