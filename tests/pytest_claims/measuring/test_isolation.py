"""Whatever a claim leaves changed in the project's modules is found, told, and put back."""

import collections
import sys
import types

import pytest

from pytest_claims.measuring import isolation
from pytest_claims.measuring.isolation import Isolation
from pytest_claims.measuring.snapshot import Snapshot

CHANGES = {
    "made_up.LEVEL changed from 1.0 to 2.0": lambda t: setattr(t, "LEVEL", 2.0),
    "made_up.LEVEL changed from 1.0 to 1": lambda t: setattr(t, "LEVEL", 1),
    "made_up.LEVEL is gone": lambda t: delattr(t, "LEVEL"),
    "made_up.MORE is new": lambda t: setattr(t, "MORE", 1),
    "made_up.TABLE changed from [1, 2] to [1, 2, 3]": lambda t: t.TABLE.append(3),
    "made_up.TABLE changed from [1, 2] to [0, 2]": lambda t: t.TABLE.__setitem__(0, 0),
    "made_up.NAMES changed from {'a': 1} to {'a': 1, 'b': 2}": lambda t: t.NAMES.update(b=2),
    "made_up.NESTED['a'][1] changed from {'deep': 2} to {'deep': 3}": (
        lambda t: t.NESTED["a"][1].update(deep=3)
    ),
    "made_up.KINDS changed from {1, 2} to {1, 2, 3}": lambda t: t.KINDS.add(3),
    "made_up.QUEUE changed from deque([1]) to deque([1, 2])": lambda t: t.QUEUE.append(2),
    "made_up.RAW changed from bytearray(b'ab') to bytearray(b'abc')": (
        lambda t: t.RAW.extend(b"c")
    ),
    "made_up.ARRAY changed from array([0., 0., 0.]) to array([7., 0., 0.])": (
        lambda t: t.ARRAY.__setitem__(0, 7)
    ),
    "made_up.NUMBERS changed from array('d', [1.0, 2.0]) to array('d', [1.0, 3.0])": (
        lambda t: t.NUMBERS.__setitem__(1, 3.0)
    ),
    "made_up.SETTINGS.level changed from 1.0 to 2.0": lambda t: setattr(t.SETTINGS, "level", 2.0),
    "made_up.SETTINGS.names changed from ['a'] to ['a', 'b']": (
        lambda t: t.SETTINGS.names.append("b")
    ),
    "made_up.PAIR[1] changed from [2] to [2, 3]": lambda t: t.PAIR[1].append(3),
    "made_up._cache changed from {'known': 1} to {'known': 2}": (
        lambda t: t._cache.update(known=2)
    ),
    "made_up._cache changed from {'known': 1} to {}": lambda t: t._cache.clear(),
    "made_up._count changed from 0 to 1": lambda t: setattr(t, "_count", 1),
    "made_up._list changed from [] to [1]": lambda t: t._list.append(1),
    "made_up.High.shift changed from 5.0 to 99.0": lambda t: setattr(t.High, "shift", 99.0),
    "made_up.High.parts changed from [] to [1]": lambda t: t.High.parts.append(1),
    "made_up.High.helper is gone": lambda t: delattr(t.High, "helper"),
    "made_up.MODEL.level changed from 1 to 2": lambda t: setattr(t.MODEL, "level", 2),
    "made_up.probe.__defaults__": lambda t: None,
    "made_up.probe.__kwdefaults__['memory'] changed from [] to [1]": (
        lambda t: t.probe.__kwdefaults__["memory"].append(1)
    ),
    "made_up.probe.calls is new": lambda t: setattr(t.probe, "calls", 1),
}
del CHANGES["made_up.probe.__defaults__"]


@pytest.mark.parametrize("said", CHANGES)
def test_change_of_a_module_is_told_and_put_back(toy, left, said):
    before = repr(vars(toy)["NESTED"]), toy.ARRAY.tolist(), toy.High.shift

    assert left(lambda: CHANGES[said](toy)) == said
    assert (repr(vars(toy)["NESTED"]), toy.ARRAY.tolist(), toy.High.shift) == before
    assert toy.High().helper() == 1


def test_values_that_change_their_names_are_told_in_whatever_order_these_come(toy, left):
    def exchange():
        high, numbers = toy.High, toy.NUMBERS
        del toy.High, toy.NUMBERS
        toy.NUMBERS, toy.High = high, numbers

    told = left(exchange)
    assert "made_up.NUMBERS changed" in told
    assert "made_up.High changed" in told

    toy.NAMES.update(b=2)
    isolation = Isolation()
    isolation.begin()
    toy.NAMES.clear()
    toy.NAMES.update(b=1, a=2)
    said = "made_up.NAMES changed from {'a': 1, 'b': 2} to {'a': 2, 'b': 1}"
    assert isolation.end() == said
    assert toy.NAMES == {"a": 1, "b": 2}


def test_change_of_a_class_is_told_by_its_own_module_whoever_imports_it(toy, monkeypatch):
    monkeypatch.setitem(sys.modules, "a_claim", types.ModuleType("a_claim"))
    sys.modules["a_claim"].__file__ = toy.__file__
    vars(sys.modules["a_claim"]).update(High=toy.High, probe=toy.probe, made_up=toy)
    sys.modules["made_up"] = sys.modules.pop("made_up")  # seen after the module that imports it
    isolation = Isolation()
    toy.High.shift = 9.0
    assert isolation.end() == "made_up.High.shift changed from 5.0 to 9.0"
    toy.probe.calls = 1
    assert isolation.end() == "made_up.probe.calls is new"
    toy.LEVEL = 2.0
    assert isolation.end() == "made_up.LEVEL changed from 1.0 to 2.0"


def test_method_that_is_replaced_is_told_and_put_back(toy, left):
    before = toy.High.__dict__["helper"]

    assert "made_up.High.helper changed from" in left(lambda: setattr(toy.High, "helper", id))
    assert toy.High.__dict__["helper"] is before


def fill(toy):
    toy._cache["more"] = 2
    toy._table = [1]
    toy.High._made = 1
    toy._new = 1
    toy.slowly(3)
    assert toy.MODEL.slow == 1
    toy.LEVEL = float("1.0")
    toy.TABLE = [1, 2]


def test_caches_that_are_filled_are_no_change(toy, left):
    assert left(lambda: fill(toy)) == ""
    assert toy._cache == {"known": 1, "more": 2}
    assert toy._table == [1]


def test_filled_cache_is_what_later_claims_start_from(toy, left):
    left(lambda: fill(toy))

    assert left(lambda: toy._cache.pop("more")).startswith("made_up._cache changed")
    assert toy._cache["more"] == 2


def test_modules_that_come_by_import_are_no_change(toy, left):
    def bring():
        toy.sub = types.ModuleType("made_up.sub")

    assert left(bring) == ""


def test_attribute_that_a_module_makes_on_demand_is_no_change(toy, left):
    toy.__getattr__ = lambda name: 1
    assert left(lambda: setattr(toy, "lazily", 1)) == ""


def test_installed_module_is_not_looked_at(left):
    assert left(lambda: setattr(collections, "made_up", 1)) == ""
    del collections.made_up


@pytest.mark.parametrize(("number", "rest"), [(5, ""), (8, "; and 3 more")])
def test_many_changes_are_told_in_one_line(toy, left, number, rest):
    def change():
        for n in range(number):
            setattr(toy, f"N{n}", n)

    said = left(change)
    assert said.startswith("made_up.N0 is new; made_up.N1 is new")
    assert said.endswith(f"; made_up.N4 is new{rest}")


def test_tensor_that_is_changed_in_place_is_told_and_put_back(toy):
    torch = pytest.importorskip("torch")
    toy.weights = torch.zeros(2)
    isolation = Isolation()
    toy.weights += 1

    assert isolation.end().startswith("made_up.weights changed from")
    assert toy.weights.tolist() == [0, 0]
    assert isolation.end() == ""


def test_module_that_loads_lazily_is_not_woken(toy):
    class Lazy(types.ModuleType):
        def __getattribute__(self, name):
            raise AssertionError(f"woken for {name}")

    sys.modules["made_up_lazily"] = Lazy("made_up_lazily")
    try:
        Snapshot.take().compared()
    finally:
        del sys.modules["made_up_lazily"]


def test_what_differs_is_told_by_its_name_in_the_order_of_names():
    before, now = {"c": 1, "b": 1, "a": 1, "same": 1}, {"b": 2, "a": 2, "d": 1, "same": 1}

    assert isolation._difference("x", before, now) == (
        "x changed, 'a' from 1 to 2, 'b' from 1 to 2, 'c' from 1 to nothing, 'd' from nothing to 1"
    )
    assert isolation._difference("x", 1, 2) == "x changed from 1 to 2"


@pytest.mark.parametrize(
    ("before", "now", "only_added"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1, "c": 3}, True),
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, False),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ([1, 2], [3, 2, 1], True),
        ([1, 2], [2], False),
        (1, 1, False),
    ],
)
def test_a_module_that_is_imported_may_add_and_change_nothing(before, now, only_added):
    assert isolation._adds(before, now) is only_added


def test_of_nothing_that_was_left_nothing_is_said():
    assert isolation.still_runs("") == isolation.changes("") == []
    assert isolation.still_runs("a thread")[0].startswith("left a thread; join it")
    assert isolation.changes("x is new")[0].startswith("left x is new. It was put back")
