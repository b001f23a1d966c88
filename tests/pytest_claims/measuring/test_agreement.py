"""When two answers are the same, when they leak, and how that is told."""

from math import inf

import numpy as np
import pytest
import toy_bench as toy

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.repetition import (
    Repetition,
    agree,
    refuse_leak,
    refuse_other_answer,
)

WHAT = toy.of(toy.normal)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1.0, 1.0, True),
        (1.0, 1.00009, True),
        (1.0, 1.00011, False),
        (0.0, 0.9e-8, True),
        (0.0, 1.2e-8, False),
        (inf, inf, True),
        (inf, -inf, False),
        (inf, 1.0, False),
    ],
)
def test_two_numbers_agree_but_for_rounding(one, other, same):
    assert agree(np.array([one]), np.array([other])).tolist() == [same]


@pytest.mark.parametrize(("differ", "leaks"), [(0, False), (6, False), (7, True), (12, True)])
def test_more_than_half_of_the_numbers_that_differ_are_a_leak(differ, leaks):
    among_all = np.arange(1.0, 13.0)
    among_half = among_all + (np.arange(12) >= 12 - differ)
    if not leaks:
        assert refuse_leak(WHAT, among_all, among_half) is None
        return
    first = 13 - differ
    with pytest.raises(
        ClaimError, match=f"{differ} of 12 numbers differ, such as {first} and {first + 1}"
    ):
        refuse_leak(WHAT, among_all, among_half)


@pytest.mark.parametrize(
    ("once_more", "said"),
    [
        ([1.0, 5.0, 6.0], "depends on what was measured before it: asked again where nothing was"),
        ([1.0, 7.0, 6.0], "is not reproducible: asked twice with the same seeds"),
    ],
)
def test_another_answer_is_told_with_the_first_numbers_that_differ(once_more, said):
    values, again = np.array([1.0, 2.0, 3.0]), np.array([1.0, 5.0, 6.0])
    told = f"{said}, 2 of 3 numbers differ, such as 2 and 5"

    with pytest.raises(ClaimError, match=told):
        refuse_other_answer(WHAT, values, again, np.array(once_more))


@pytest.mark.parametrize(("first", "part"), [(True, 1.0), (False, 0.5)])
def test_repetition_affords_its_part_to_the_last_second(first, part):
    repetition = Repetition(lambda *_: None, None, 0.0)
    repetition.measured = 200.0
    repetition.spent = 3.0
    most = part * (10.0 + 200.0 / 30) - 3.0

    assert repetition.affords(most, first=first)
    assert not repetition.affords(most + 1e-6, first=first)


class Elsewhere:
    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def ask(self, *question):
        self.asked.append(question)
        return self.answer


def test_what_answers_elsewhere_is_not_asked_here():
    here = []
    repetition = Repetition(lambda *question: here.append(question), None, 0.0)
    repetition.elsewhere = Elsewhere(np.zeros(3))

    assert repetition.ask(WHAT, [1, 2, 3], 0.5) is repetition.elsewhere.answer
    assert repetition.elsewhere.asked == [(WHAT, [1, 2, 3], 0.5)]
    assert here == []
    repetition.elsewhere = Elsewhere(None)
    repetition.ask(WHAT, [1, 2, 3], 0.5)
    assert here == [(WHAT, [1, 2, 3])]
