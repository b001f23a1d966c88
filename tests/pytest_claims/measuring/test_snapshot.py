"""How deep and how much the state of a project is looked into, and what of it may change."""

import sys
import types

import numpy as np
import pytest

from pytest_claims.measuring import looking, snapshot
from pytest_claims.measuring.isolation import Isolation
from pytest_claims.measuring.snapshot import Snapshot, own_modules, shown


class Broken:
    def __repr__(self):
        raise ValueError("no words")


class Wordy:
    def __repr__(self):
        return "w" * 99


def test_a_value_is_quoted_in_forty_characters():
    assert len(shown("x" * 99)) == 40
    assert len(shown(Wordy())) == 40
    assert shown("x" * 38) == repr("x" * 38)
    assert "Broken" in shown(Broken())


def nested(depth):
    """Lists in lists, and the innermost."""
    outer = inner = []
    for _ in range(depth):
        inner.append([])
        inner = inner[0]
    return outer, inner


@pytest.mark.parametrize(("depth", "told"), [(1, True), (4, True), (5, False)])
def test_containers_are_looked_into_four_deep(toy, left, depth, told):
    toy.DEEP, inner = nested(depth)
    isolation = Isolation()
    inner.append(1)

    path = "made_up.DEEP" + "[0]" * depth
    assert isolation.end() == (f"{path} changed from [] to [1]" if told else "")
    assert inner == ([] if told else [1])


@pytest.mark.parametrize(("depth", "told"), [(4, True), (5, False)])
def test_objects_are_looked_into_four_deep(toy, left, depth, told):
    toy.DEEP = innermost = toy.High()
    for _ in range(depth):
        innermost.inner = toy.High()
        innermost = innermost.inner
    isolation = Isolation()
    innermost.level = 2

    path = "made_up.DEEP" + ".inner" * depth
    assert isolation.end() == (f"{path}.level changed from 1 to 2" if told else "")


@pytest.mark.parametrize(("place", "told"), [(2, True), (3, False)])
def test_a_long_list_is_looked_into_so_far(toy, left, monkeypatch, place, told):
    monkeypatch.setattr(looking, "LARGE", 3)
    toy.LONG = [[] for _ in range(5)]
    isolation = Isolation()
    toy.LONG[place].append(1)

    assert (f"made_up.LONG[{place}] changed" in isolation.end()) == told


def test_what_has_two_names_is_told_once(toy):
    toy.SAME = toy.TABLE
    isolation = Isolation()
    toy.TABLE.append(3)

    assert isolation.end() == "made_up.TABLE changed from [1, 2] to [1, 2, 3]"


def test_large_arrays_are_held_as_long_as_there_is_room_and_small_ones_always(toy, monkeypatch):
    monkeypatch.setattr(snapshot, "ROOM", toy.BIG.nbytes)
    toy.MORE = np.zeros(200_000)
    isolation = Isolation()
    toy.MORE[0] = 1
    assert isolation.end() == ""
    toy.ARRAY[0] = 1
    assert isolation.end().startswith("made_up.ARRAY changed")
    toy.BIG[0] = 1
    assert isolation.end().startswith("made_up.BIG changed")

    monkeypatch.setattr(snapshot, "ROOM", toy.BIG.nbytes - 1)
    isolation = Isolation()
    toy.BIG[0] = 1
    assert isolation.end() == ""


MORE = """
from dataclasses import dataclass

@dataclass(frozen=True)
class Frozen:
    level: int = 1

def helper(memory=[]):
    return memory

@dataclass(slots=True)
class Slots:
    level: int = 1
    more: list = None

class Behind:
    level = property(lambda self: vars(self)["level"])

FROZEN = Frozen()
BEHIND = Behind()
vars(BEHIND)["level"] = 1
SLOT = None
SLOTS = Slots()
"""


CHANGES = {
    "made_up.SLOT changed from None to 1": lambda t: setattr(t, "SLOT", 1),
    "made_up._table is gone": lambda t: delattr(t, "_table"),
    "made_up.MODEL.more is new": lambda t: setattr(t.MODEL, "more", 1),
    "made_up.High.more is new": lambda t: setattr(t.High, "more", 1),
    "made_up.helper.__defaults__[0] changed from [] to [1]": (
        lambda t: t.helper.__defaults__[0].append(1)
    ),
    "made_up.SLOTS.level changed from 1 to 2": lambda t: setattr(t.SLOTS, "level", 2),
    "made_up.SLOTS.level is gone": lambda t: delattr(t.SLOTS, "level"),
    "made_up.SLOTS.more changed from None to [1]": lambda t: setattr(t.SLOTS, "more", [1]),
    "made_up.BEHIND.level changed from 1 to 2": lambda t: vars(t.BEHIND).update(level=2),
    "made_up.FROZEN.level changed from 1 to 2": lambda t: vars(t.FROZEN).update(level=2),
}


@pytest.mark.parametrize("said", CHANGES)
def test_a_change_of_any_holder_is_told_and_put_back(toy, said):
    exec(MORE, vars(toy))
    isolation = Isolation()
    CHANGES[said](toy)

    assert isolation.end() == said
    assert isolation.end() == ""


@pytest.mark.parametrize("name", ["__made", "@py_made"])
def test_what_python_and_pytest_keep_in_a_module_is_not_looked_at(toy, left, name):
    assert left(lambda: vars(toy).update({name: 1})) == ""


def test_an_object_of_a_strangers_class_is_not_looked_into(toy, left):
    toy.PARSED = types.ModuleType  # a class of Python's own
    toy.LOCK = type("Stranger", (), {"__module__": "elsewhere"})()
    isolation = Isolation()
    toy.LOCK.level = 1

    assert isolation.end() == ""


@pytest.fixture
def plugin(toy, monkeypatch):
    """A module of hooks, and one beside it whose name goes on."""
    for name in ("hooks_made_up", "hooks_made_up_too"):
        module = types.ModuleType(name)
        module.__file__, module.COUNT = toy.__file__, 0
        monkeypatch.setitem(sys.modules, name, module)
    sys.modules["hooks_made_up"].pytest_runtest_setup = len
    return sys.modules["hooks_made_up"]


def test_a_plugin_may_count_between_claims_and_not_within_one(plugin):
    isolation = Isolation()
    plugin.COUNT = 1
    assert isolation.begin() == ""
    assert plugin.COUNT == 1
    assert isolation.end() == ""
    plugin.COUNT = 2
    assert isolation.end() == "hooks_made_up.COUNT changed from 1 to 2"

    sys.modules["hooks_made_up_too"].COUNT = 1
    assert isolation.begin() == "hooks_made_up_too.COUNT changed from 0 to 1"


def test_python_s_own_and_installed_modules_are_none_of_the_projects(toy):
    held = Snapshot.take().modules

    assert "made_up" in held
    assert not {"sys", "numpy", "pytest_claims.measuring.snapshot", "__main__"} & held


@pytest.mark.parametrize("name", ["__main__", "__mp_main__"])
def test_what_was_started_is_no_module_of_the_projects(toy, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, toy)

    assert name not in dict(own_modules())


def test_what_stands_for_a_module_or_has_no_file_is_none_of_the_projects(toy, monkeypatch):
    odd = {"nothing": None, "object": types.SimpleNamespace(__file__=toy.__file__)}
    odd["without"] = types.ModuleType("without")
    odd["without"].__file__ = None
    for name, module in odd.items():
        monkeypatch.setitem(sys.modules, name, module)

    assert not odd.keys() & dict(own_modules()).keys()


def test_an_object_without_a_dict_is_no_obstacle(toy, left):
    toy.SLOTS = type("Slots", (), {"__module__": toy.__name__, "__slots__": ("level",)})()
    toy.LATER = [toy.SLOTS, []]
    isolation = Isolation()
    toy.LATER[1].append(1)

    assert isolation.end() == "made_up.LATER[1] changed from [] to [1]"
