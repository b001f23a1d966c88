"""What containers and arrays hold: copied, compared and put back."""

import io
from array import array
from collections import deque

import numpy as np
import pytest

from pytest_claims.measuring.contents import alike, content, restore

LARGE, DEPTH = 10_000, 4

HOLDERS = [
    [1, 2],
    {"a": 1},
    {1, 2},
    deque([1, 2]),
    bytearray(b"ab"),
    array("d", [1.0, 2.0]),
    np.arange(3.0),
]
OTHERS = [
    [1, 3],
    {"a": 2},
    {1, 3},
    deque([1, 3]),
    bytearray(b"ac"),
    array("d", [1.0, 3.0]),
    np.arange(3.0) + 1,
]


@pytest.mark.parametrize("value", HOLDERS, ids=lambda v: type(v).__name__)
def test_a_copy_is_another_object_of_the_same_kind_that_says_the_same(value):
    kept = content(value)

    assert kept is not value
    assert type(kept) is type(value)
    assert alike(kept, value)


@pytest.mark.parametrize(("value", "other"), [*zip(HOLDERS, OTHERS, strict=True)])
def test_what_was_changed_is_seen_and_put_back(value, other):
    now, before = content(value), content(value)
    restore(now, other)
    assert not alike(before, now)
    assert alike(other, now)

    restore(now, before)
    assert alike(before, now)


class Versioned:
    _version = 3


STREAM = io.TextIOWrapper(io.BytesIO())  # it can be detached, and is no tensor
FIXED = [1, "a", None, (1,), frozenset({1}), object(), len, Versioned(), STREAM]


@pytest.mark.parametrize("value", FIXED, ids=lambda v: type(v).__name__)
def test_what_cannot_change_is_not_copied(value):
    assert content(value) is None


def test_what_is_large_is_not_copied():
    for make in (lambda n: [0] * n, lambda n: array("b", [0] * n)):
        assert content(make(LARGE)) is not None
        assert content(make(LARGE + 1)) is None


def test_an_array_of_objects_is_not_copied():
    assert content(np.array([object()])) is None


NAN = float("nan")


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (1, 1, True),
        (1, 2, False),
        (1, 1.0, False),
        (1, True, False),
        (NAN, float("nan"), True),
        (NAN, 1.0, False),
        (1.0, NAN, False),
        ("a", "b", False),
        (None, None, True),
        ([1], [1], True),
        ([1], (1,), False),
        ([1], [1, 2], False),
        ([1, 2], [2, 1], False),
        ((1, [2]), (1, [2]), True),
        ((1, [2]), (1, [3]), False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, {"a": 1, "b": 1}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, False),
        ({"a": 1, "b": 2}, {"b": 1, "a": 2}, False),
        ({"a": [1], "b": 2}, {"b": 2, "a": [1]}, True),
        (frozenset({1}), frozenset({1}), True),
        (frozenset({1}), frozenset({2}), False),
        (np.zeros(2), np.zeros(3), False),
        (np.zeros(2), np.zeros((1, 2)), False),
        (np.zeros(2), np.zeros(2, np.float32), False),
        (np.zeros(2), -np.zeros(2), False),
        (np.full(2, NAN), np.full(2, NAN), True),
        (array("i", [1]), array("i", [1]), True),
        (array("i", [0]), array("f", [0]), False),
        (object(), object(), False),
    ],
)
def test_two_values_are_alike_where_they_say_the_same(before, now, same):
    assert alike(before, now) is same
    assert alike([before], [now]) is same


@pytest.mark.parametrize("at", [0, LARGE, 2 * LARGE - 1])
def test_large_arrays_are_compared_wherever_they_differ(at):
    before, now = np.zeros(2 * LARGE), np.zeros(2 * LARGE)
    assert alike(before, now)
    now[at] = 1e-300

    assert not alike(before, now)
    assert not alike(before[::-1], now[::-1])


@pytest.mark.parametrize("size", [3, LARGE + 1])
def test_arrays_of_objects_are_compared_by_which_they_hold(size):
    before = np.full(size, None)
    now = before.copy()
    assert alike(before, now)
    now[-1] = object()

    assert not alike(before, now)


WRAPS = [lambda v: [v], lambda v: (v,), lambda v: deque([v]), lambda v: {"a": v}]


@pytest.mark.parametrize("wrap", WRAPS, ids=["list", "tuple", "deque", "dict"])
def test_what_lies_too_deep_is_taken_for_another(wrap):
    def nested(depth):
        return wrap(nested(depth - 1)) if depth else 1

    assert alike(nested(DEPTH), nested(DEPTH))
    assert not alike(nested(DEPTH + 1), nested(DEPTH + 1))
    same = nested(DEPTH + 1)
    assert alike(same, same)


@pytest.fixture
def tensor():
    torch = pytest.importorskip("torch")
    return torch.arange(3.0).requires_grad_()


def test_a_tensor_is_copied_without_its_graph_and_put_back(tensor):
    kept = content(tensor)
    assert not kept.values.requires_grad
    assert alike(kept, content(tensor))
    tensor.detach().add_(1)

    assert not alike(kept, content(tensor))
    assert kept.values.tolist() == [0.0, 1.0, 2.0]
    restore(tensor, kept)
    assert tensor.tolist() == [0.0, 1.0, 2.0]
    assert tensor.requires_grad


def test_a_large_tensor_is_not_copied(tensor):
    assert content(tensor.new_zeros(LARGE)) is not None
    assert content(tensor.new_zeros(LARGE + 1)) is None


def test_arrays_of_another_type_or_form_are_others_though_their_bytes_are_the_same():
    zeros = np.zeros(4)

    assert alike(zeros, np.zeros(4))
    assert not alike(zeros, np.zeros(4, dtype=np.int64))
    assert not alike(zeros, np.zeros((2, 2)))
