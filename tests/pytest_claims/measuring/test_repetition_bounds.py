"""How long repetition may take, how often it asks, and which numbers agree."""

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.repetition import Repetition, agree, refuse_leak
from pytest_claims.measuring.unkept import Unremembered as Memory


def test_ten_seconds_and_a_thirtieth_of_the_time_may_be_spent_and_half_on_a_further_one():
    repetition = Repetition(None, None, 0.0)
    assert [repetition.affords(seconds) for seconds in (10.0, 10.1)] == [True, False]
    repetition.measured, repetition.spent = 300.0, 5.0
    assert [repetition.affords(seconds) for seconds in (15.0, 15.1)] == [True, False]
    further = [repetition.affords(seconds, first=False) for seconds in (5.0, 5.1)]
    assert further == [True, False]


def answering(measurement, replicas, elsewhere=None, share=0.0, seconds=0.0, **others):
    """Have replicas asked again that answered their number, and answer it but for the others."""
    asked = []

    def ask(measurement, replicas):
        asked.append(replicas)
        return np.array([others.get(f"of_{i}", i) for i in replicas], dtype=float)

    repetition = Repetition(ask, Memory(), share)
    repetition.elsewhere = elsewhere
    values = np.array(replicas, dtype=float)
    repetition.consider(measurement, replicas, values, what={"conditions": []}, seconds=seconds)
    return asked


def test_no_time_is_too_long_where_every_measurement_is_repeated():
    asked = answering(toy.of(toy.normal), [*range(24)], share=1.0, seconds=1e9)
    assert [len(replicas) for replicas in asked] == [24, 12]


def test_one_replica_of_three_that_answers_otherwise_is_enough():
    with pytest.raises(ClaimError, match="1 of 24 numbers differ, such as 12 and 99"):
        answering(toy.of(toy.normal), [*range(24)], of_12=99)


def test_what_is_computed_is_asked_for_twice_again():
    assert answering(toy.of(toy.computed), [0]) == [[0], [0]]


class Nowhere:
    def ask(self, measurement, replicas, seconds):
        return None


def test_what_cannot_be_asked_elsewhere_is_asked_here():
    assert answering(toy.of(toy.normal), [*range(24)], Nowhere()) == [[23, 12, 0]]


def test_half_of_the_numbers_may_move_with_the_size_of_a_batch_and_no_more():
    among_all = np.arange(4.0)
    refuse_leak(toy.of(toy.normal), among_all, np.array([0.0, 1.0, 9.0, 9.0]))
    with pytest.raises(ClaimError, match="3 of 4 numbers differ, such as 1 and 8"):
        refuse_leak(toy.of(toy.normal), among_all, np.array([0.0, 8.0, 9.0, 9.0]))


def test_numbers_agree_but_for_rounding():
    some = np.array([1.0, 1.0, 0.0, 0.0, np.inf, np.inf])
    others = np.array([1.00009, 1.00015, 9e-9, 1.5e-8, np.inf, -np.inf])

    assert agree(some, others).tolist() == [True, False, True, False, True, False]
