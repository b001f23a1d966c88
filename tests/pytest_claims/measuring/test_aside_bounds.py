"""How far it is looked into what is kept aside, and what of it is nobody's to keep."""

import logging
import re
import sys
import tracemalloc
import types
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from pytest_claims.measuring import snapshot
from pytest_claims.measuring.aside import Aside, names, sizes, were_added
from pytest_claims.measuring.isolation import Isolation
from pytest_claims.measuring.looking import attributes

USED = {
    "a path": (lambda m: [Path("a")], lambda h: str(h[0])),
    "a logger": (lambda m: logging.Logger("held"), lambda h: h.isEnabledFor(logging.DEBUG)),
    "annotations": (lambda m: m.Around, lambda h: h.__annotations__),
    "warnings": (
        lambda m: None,
        lambda h: vars(sys.modules["held"]).update(__warningregistry__={}),
    ),
    "what is replaced by the same": (
        lambda m: partial(len, types.SimpleNamespace(inner=[])),
        lambda h: setattr(h.args[0], "inner", []),
    ),
}


@pytest.mark.parametrize("what", USED)
def test_what_python_and_values_keep_for_themselves_is_no_change(held, what):
    make, use = USED[what]
    held.HELD = make(held)
    isolation = Isolation()
    use(held.HELD)

    assert not isolation._held.aside.has_changed()


def in_lists(inner):
    return [inner]


def in_attributes(inner):
    return types.SimpleNamespace(inner=inner)


def in_closures(inner):
    return lambda: inner


@pytest.mark.parametrize("wrap", [in_lists, in_attributes, in_closures])
@pytest.mark.parametrize(("depth", "seen"), [(20, True), (21, False)])
def test_values_in_values_are_looked_at_twenty_deep(wrap, depth, seen):
    value = []
    for _ in range(depth):
        value = wrap(value)
    visited, held = Aside((), ()), Aside((), ())
    visited.visit("x", value)
    held.hold("x", in_attributes(value), attributes)

    assert (visited.unseen == []) is seen
    assert (held.unseen == []) is seen


def test_what_cannot_change_is_not_missed_however_deep_it_lies():
    side = Aside((), ())
    side.visit("x", re.compile("a"), 21)
    assert side.unseen == []


def test_twenty_thousand_values_are_looked_at_and_numbers_are_none_of_them():
    side, values = Aside(range(20_000), ()), ([], [])
    side.visit("a number", 1.5)
    side.visit("the last", values[0])
    assert side.unseen == []
    side.visit("one more", values[1])
    assert side.unseen == ["one more"]


def test_arrays_of_strangers_are_looked_at_up_to_ten_thousand_numbers():
    side, arrays = Aside((), ()), (np.zeros(10_000), np.zeros(10_001))
    for array in arrays:
        side.visit(f"{len(array)}", array)
    assert side.unseen == ["10001"]


def test_what_libraries_hold_is_remembered_for_one_set_of_modules_alone():
    def looked_at_without(module):
        Aside((), [module]).visit("x", types.SimpleNamespace())
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        first, _, last = map(looked_at_without, ["os", "re", "io"])
    finally:
        tracemalloc.stop()
    assert last < 2 * first


def test_what_is_put_on_a_module_is_seen_but_for_its_submodules(monkeypatch):
    library = types.ModuleType("library")
    monkeypatch.setitem(sys.modules, "library", library)
    before = sizes()
    assert before["library"] == len(vars(library))
    library.part = types.ModuleType("library.part")
    assert not were_added(before)
    library.level = 1
    assert were_added(before)

    monkeypatch.delitem(sys.modules, "library")
    assert not were_added(before)


def test_what_is_put_on_the_main_module_is_none_of_a_library_s(monkeypatch):
    main = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", main)
    before = sizes()
    main.level = 1
    assert not were_added(before)


def test_what_stands_for_a_module_and_is_none_has_no_names():
    assert names(None) == names(object()) == {}


@pytest.mark.parametrize(
    ("size", "room", "unseen"),
    [
        (10_000, 0, []),
        (10_001, 80_008, []),
        (10_001, 80_007, ["held.HELD"]),
    ],
)
def test_an_array_that_there_is_no_room_for_may_have_changed(held, monkeypatch, size, room, unseen):
    monkeypatch.setattr(snapshot, "ROOM", room)
    held.HELD = np.zeros(size)

    assert Isolation()._held.aside.unseen == unseen
