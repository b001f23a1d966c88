"""Numbers of a claim that came out otherwise, in words."""

import pytest

from pytest_claims.recording.remeasured import numbers


def median(value, replicas=96):
    return {"median": value, "low": value, "high": value, "replicas": replicas}


def compared(left, right, replicas=24):
    sides = {"left": {"text": "f(RNN)"} | median(left), "right": {"text": "f(GRU)"} | median(right)}
    return {"text": "f(RNN) > f(GRU)", "replicas": replicas} | sides


def row(*comparisons, case="", **values):
    return {"cases": [{"case": case, "values": values, "comparisons": [*comparisons]}]}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (median(0.2, 96), median(0.2, 192), "rnn 0.2 in 96 → 192 replicas"),
        (median(0.2, 96), median(0.3, 96), "rnn 0.2 → 0.3"),
        (median(0.2, 96), median(0.3, 192), "rnn 0.2 → 0.3 in 96 → 192 replicas"),
        (median(0.2, 96), median(0.2, 96), ""),
    ],
)
def test_what_differs_of_a_median_and_its_replicas_is_told(old, new, words):
    assert numbers(row(rnn=old), row(rnn=new)) == words


def test_sides_are_told_where_no_named_sample_differs():
    old, new = row(compared(1, 2), rnn=median(0.2)), row(compared(3, 4), rnn=median(0.2))
    assert numbers(old, new) == "f(RNN) 1 → 3, f(GRU) 2 → 4"

    renamed = row(compared(3, 4), rnn=median(0.3))
    assert numbers(old, renamed) == "rnn 0.2 → 0.3"


def test_replicas_of_a_side_are_those_of_its_comparison():
    found = numbers(row(compared(1, 2)), row(compared(1, 2, replicas=48)))

    assert found == "f(RNN) 1 in 24 → 48 replicas, f(GRU) 2 in 24 → 48 replicas"


def test_a_number_is_told_with_its_case():
    old, new = (row(compared(left, 2), case="lag=4") for left in (1, 3))
    assert numbers(old, new) == "[lag=4] f(RNN) 1 → 3"

    old, new = (row(rnn=median(value), case="lag=4") for value in (1, 3))
    assert numbers(old, new) == "[lag=4] rnn 1 → 3"


def test_what_only_one_audit_has_is_no_other_number():
    assert numbers(row(rnn=median(1)), row(gru=median(2))) == ""
