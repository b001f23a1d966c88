"""What there is of a value to look at, and whether that is all there is of it."""

import io
import itertools
import re
import threading
import types
from collections import deque
from functools import partial

import pytest

from pytest_claims.measuring.looking import (
    attributes,
    enclosed,
    is_fixed,
    is_opaque,
    is_whole,
    module_of,
    parts,
    same,
)

LARGE = 10_000


@pytest.mark.parametrize(
    ("now", "is_same"),
    [
        ({"a": 1, "b": None}, True),
        ({"b": None, "a": 1}, False),  # and is compared name by name then
        ({"b": 1, "a": None}, False),
        ({"a": 1}, False),
        ({"a": 1, "b": None, "c": 1}, False),
        ({"a": 1, "b": 0}, False),
    ],
)
def test_the_same_is_every_object_by_its_name(now, is_same):
    assert same({"a": 1, "b": None}, now) == is_same
    assert same(now, {"a": 1, "b": None}) == is_same


class Slots:
    __slots__ = ("level", "more")


class ByName(type):
    """Classes that are equal by their names, and have no hash."""

    def __eq__(cls, other):
        return cls.__name__ == getattr(other, "__name__", None)

    __hash__ = None


def test_classes_that_are_equal_are_looked_at_each_by_its_own_slots():
    def made(slot):
        return ByName("Twin", (), {"__slots__": (slot,)})()

    one, other = made("level"), made("more")
    one.level, other.more = 1, 2
    assert (attributes(one), attributes(other)) == ({"level": 1}, {"more": 2})


class Local(threading.local):
    __slots__ = ("shared",)


class Referred:
    __slots__ = ("__weakref__",)


class Tensor:
    def detach(self):
        return self


def around(first, second=1, *, third=2):
    return lambda: (first, second, third)


PARTS = [
    ([7, 8], {"[0]": 7, "[1]": 8}),
    ((7,), {"[0]": 7}),
    (deque([7]), {"[0]": 7}),
    ({7}, {"{}": 7}),
    (frozenset({7}), {"{}": 7}),
    ({"a": 7, 1: 8}, {"['a']": 7, "[1]": 8}),
    (partial(len, 7, a=8), {".func": len, ".args": (7,), ".keywords": {"a": 8}}),
    (staticmethod(len), {".__func__": len}),
    (classmethod(len), {".__func__": len}),
    (property(len, id, max), {".fget": len, ".fset": id, ".fdel": max}),
    (around, {".__defaults__": (1,), ".__kwdefaults__": {"third": 2}}),
    (STREAM := io.StringIO(), {}),
    (STREAM.write, {".__self__": STREAM}),
    (7, {}),
]


@pytest.mark.parametrize(("value", "held"), PARTS, ids=lambda v: type(v).__name__)
def test_a_value_is_made_of_what_it_holds_each_under_its_name(value, held):
    assert dict(parts(value)) == held


def test_a_class_or_function_comes_from_its_module_and_a_value_from_that_of_its_class():
    module = types.ModuleType("made_up")
    assert module_of(module) == "made_up"
    for value in (Slots, Slots(), around, around(1)):
        assert module_of(value) == __name__
    assert module_of(partial(around)) == "functools"


def test_what_hangs_on_a_value_is_in_its_slots_and_its_dict():
    value = Slots()
    value.more = 1
    assert attributes(value) == {"more": 1}
    local = Local()
    local.shared, local.own = 1, 2
    assert attributes(local) == {"shared": 1, "own": 2}
    assert attributes(types.SimpleNamespace(level=1)) == {"level": 1}
    assert attributes(range(3)) == {}


def test_a_variable_that_was_never_set_is_passed_over():
    def forgets(before, early, late):
        function = lambda: (before, early, late)  # noqa: E731
        if before is None:
            del before
        return function

    assert enclosed(forgets(None, 1, 2)) == {"early": 1, "late": 2}


FIXED = [7, "a", None, Slots, slice(3), re.compile("a"), threading.Lock(), range(3)]
LOOSE = [[], {}, (), frozenset(), object(), Slots(), partial(len), [].append, memoryview(b"a")]


@pytest.mark.parametrize("value", FIXED, ids=lambda v: type(v).__name__)
def test_what_is_equal_by_what_it_says_cannot_change(value):
    assert is_fixed(value)


@pytest.mark.parametrize("value", LOOSE, ids=lambda v: type(v).__name__)
def test_what_can_hold_what_changes_is_not_fixed(value):
    assert not is_fixed(value)


@pytest.mark.parametrize("of", [tuple, frozenset])
def test_what_cannot_be_copied_is_looked_at_up_to_ten_thousand_parts(of):
    assert is_whole(of(range(LARGE)), None)
    assert not is_whole(of(range(LARGE + 1)), None)


@pytest.mark.parametrize("value", [[], {}, Tensor()], ids=lambda v: type(v).__name__)
def test_what_was_not_copied_is_not_looked_at(value):
    assert not is_whole(value, None)
    assert is_whole(value, value)


OPAQUE = [types.CellType(1), itertools.count(), io.StringIO(), [], (n for n in "a")]
OPEN = [
    object(),
    Slots(),
    Referred(),
    types.SimpleNamespace(),
    partial(len),
    (),
    around,
    7,
    Local(),
]


@pytest.mark.parametrize("value", OPAQUE, ids=lambda v: type(v).__name__)
def test_what_is_larger_than_its_attributes_may_keep_more(value):
    assert is_opaque(value)


@pytest.mark.parametrize("value", OPEN, ids=lambda v: type(v).__name__)
def test_what_has_no_more_than_its_attributes_keeps_no_more(value):
    assert not is_opaque(value)
