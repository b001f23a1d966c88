"""Arithmetic on samples is the arithmetic of their numbers, in the order that is written."""

import numpy as np
import pytest

from pytest_claims.declaring.measure import Measure
from pytest_claims.faults import ClaimError

A = np.array([4.0, -3.0, 0.5, 2.0])
B = np.array([2.0, 5.0, -0.25, 2.0])


def a(*, seeds):
    """A probe."""


def b(*, seeds):
    """Another."""


@pytest.fixture
def measure():
    return Measure()


def draw(measurement):
    return {"a": A, "b": B}[measurement.probe.__name__]


@pytest.fixture
def pair(measure):
    return measure(a), measure(b)


EXPRESSIONS = {
    "a() + b()": (lambda a, b: a + b, A + B),
    "a() - b()": (lambda a, b: a - b, A - B),
    "a() * b()": (lambda a, b: a * b, A * B),
    "a() / b()": (lambda a, b: a / b, A / B),
    "b() / a()": (lambda a, b: b / a, B / A),
    "a() + 3": (lambda a, b: a + 3, A + 3),
    "3 + a()": (lambda a, b: 3 + a, 3 + A),
    "a() - 3": (lambda a, b: a - 3, A - 3),
    "10 - a()": (lambda a, b: 10 - a, 10 - A),
    "a() * 2": (lambda a, b: a * 2, A * 2),
    "2 * a()": (lambda a, b: 2 * a, 2 * A),
    "a() / 2": (lambda a, b: a / 2, A / 2),
    "2 / a()": (lambda a, b: 2 / a, 2 / A),
    "a() ** 3": (lambda a, b: a**3, A**3),
    "-a()": (lambda a, b: -a, -A),
    "abs(a())": (lambda a, b: abs(a), np.abs(A)),
    "abs(a() - b())": (lambda a, b: abs(a - b), np.abs(A - B)),
    "a() - (b() - 1)": (lambda a, b: a - (b - 1), A - (B - 1)),
    "(a() - b()) - 1": (lambda a, b: a - b - 1, A - B - 1),
    "(a() + 1) * b()": (lambda a, b: (a + 1) * b, (A + 1) * B),
    "-(a() + b())": (lambda a, b: -(a + b), -(A + B)),
    "a() * (-2)": (lambda a, b: a * -2, A * -2),
    "a() * 0": (lambda a, b: a * 0, A * 0),
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_computed_replica_by_replica_and_written_as_it_is_meant(pair, text):
    write, numbers = EXPRESSIONS[text]
    found = write(*pair)

    assert found.compute(draw) == pytest.approx(numbers)
    assert found.text == text


def test_a_numpy_scalar_on_the_left_defers_to_the_sample(pair):
    first, _ = pair

    assert (np.float64(10) - first).compute(draw) == pytest.approx(10 - A)
    assert (np.float32(2) / first).compute(draw) == pytest.approx(2 / A)


def test_nothing_is_drawn_before_it_is_asked_for():
    drawn = []
    measure = Measure()
    found = abs(measure(a) - 2 * measure(b))
    assert drawn == []

    found.compute(lambda measurement: drawn.append(measurement) or A)
    assert [m.probe for m in drawn] == [a, b]


@pytest.mark.parametrize("compare", [lambda a, b: a == b, lambda a, b: a == 1], ids="bn")
def test_equality_is_refused_with_what_to_write(pair, compare):
    with pytest.raises(ClaimError, match=r"write every\(abs\(a - b\) <= tolerance\)"):
        compare(*pair)


@pytest.mark.parametrize("compare", [lambda a, b: a != b, lambda a, b: a != 1], ids="bn")
def test_inequality_is_refused_with_what_to_say(pair, compare):
    with pytest.raises(ClaimError, match="say which side is larger"):
        compare(*pair)


@pytest.mark.parametrize("value", [True, False, "1", None, [1.0], 1j])
def test_a_sample_meets_numbers_only(pair, value):
    first, _ = pair

    with pytest.raises(ClaimError, match=r"a sample meets .*: use a number or a sample"):
        first > value  # noqa: B015
    with pytest.raises(ClaimError, match="a sample meets"):
        first + value


@pytest.mark.parametrize("ask", [bool, float])
def test_a_sample_is_neither_a_truth_nor_a_single_number(pair, ask):
    with pytest.raises(ClaimError, match=r"<sample of a\(\), not yet drawn>"):
        ask(pair[0])
