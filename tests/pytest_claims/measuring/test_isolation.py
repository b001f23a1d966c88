"""Whatever a claim leaves changed is found, told by its name, and put back."""

import collections
import decimal
import locale
import os
import random
import sys
import time
import types
import warnings

import numpy as np
import pytest

from pytest_claims.measuring import snapshot
from pytest_claims.measuring.isolation import Isolation
from pytest_claims.measuring.snapshot import Snapshot

SOURCE = """
import array, collections, functools, types
import numpy as np

LEVEL = 1.0
TABLE = [1, 2]
NAMES = {"a": 1}
NESTED = {"a": [1, {"deep": 2}]}
KINDS = {1, 2}
QUEUE = collections.deque([1])
RAW = bytearray(b"ab")
ARRAY = np.zeros(3)
BIG = np.zeros(200_000)
NUMBERS = array.array("d", [1.0, 2.0])
SETTINGS = types.SimpleNamespace(level=1.0, names=["a"])
PAIR = (1, [2])
_cache = {"known": 1}
_table = None
_count = 0
_list = []

class High:
    shift = 5.0
    parts = []
    _made = None

    def __init__(self):
        self.level = 1

    @functools.cached_property
    def slow(self):
        return 1

    @staticmethod
    def helper():
        return 1

MODEL = High()

def probe(*, seeds, memory=[], gain=1.0):
    return seeds

@functools.cache
def slowly(n):
    return n
"""


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A module of the project."""
    file = tmp_path / "made_up.py"
    file.write_text(SOURCE)
    module = types.ModuleType("made_up")
    module.__file__ = str(file)
    monkeypatch.setitem(sys.modules, "made_up", module)
    exec(SOURCE, vars(module))
    return module


@pytest.fixture
def left(toy):
    """What isolation tells of a change, and that it was put back."""
    isolation = Isolation()
    assert isolation.begin() == ""

    def told(change):
        change()
        said = isolation.end()
        assert isolation.end() == "", "it was not put back"
        return said

    return told


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


def test_change_of_a_class_is_told_by_its_own_module_whoever_imports_it(toy, monkeypatch):
    monkeypatch.setitem(sys.modules, "a_claim", types.ModuleType("a_claim"))
    sys.modules["a_claim"].__file__ = toy.__file__
    sys.modules["a_claim"].High = toy.High
    sys.modules["made_up"] = sys.modules.pop("made_up")  # seen after the module that imports it
    isolation = Isolation()
    toy.High.shift = 9.0

    assert isolation.end() == "made_up.High.shift changed from 5.0 to 9.0"


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


def test_many_changes_are_told_in_one_line(toy, left):
    def change():
        for n in range(8):
            setattr(toy, f"N{n}", n)

    said = left(change)
    assert said.startswith("made_up.N0 is new; made_up.N1 is new")
    assert said.endswith("; and 3 more")


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


def somewhere_else():
    os.chdir("/")


def gone(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    os.chdir(folder)
    folder.rmdir()


SETTINGS = {
    "the working directory changed from": somewhere_else,
    "os.environ changed, 'MADE_UP' from nothing to '1'": (
        lambda: os.environ.__setitem__("MADE_UP", "1")
    ),
    "os.environ changed, 'PATH' from": lambda: os.environ.pop("PATH"),
    "sys.path changed from": lambda: sys.path.insert(0, "/made/up"),
    "warnings.filters changed from": lambda: warnings.simplefilter("ignore"),
    "the decimal context changed, 'prec' from": lambda: setattr(decimal.getcontext(), "prec", 3),
    "sys.getrecursionlimit() changed from": lambda: sys.setrecursionlimit(4321),
    "numpy.geterr() changed, 'over' from": lambda: np.seterr(over="raise"),
    "numpy.get_printoptions() changed, 'precision' from": (
        lambda: np.set_printoptions(precision=2)
    ),
}


@pytest.mark.parametrize("said", SETTINGS)
def test_change_of_the_process_is_told_and_put_back(left, said):
    assert left(SETTINGS[said]).startswith(said)


def test_locale_that_is_changed_is_told_and_put_back(left):
    other = "C" if locale.setlocale(locale.LC_ALL) != "C" else "C.UTF-8"
    try:
        before = locale.setlocale(locale.LC_ALL)
        locale.setlocale(locale.LC_ALL, other)
        locale.setlocale(locale.LC_ALL, before)
    except locale.Error:
        pytest.skip(f"this machine has no locale {other}")

    assert left(lambda: locale.setlocale(locale.LC_ALL, other)).startswith("the locale changed")


def test_working_directory_that_is_gone_is_told_and_put_back(left, tmp_path):
    before = os.getcwd()

    assert "a folder that is gone" in left(lambda: gone(tmp_path))
    assert os.getcwd() == before


def torch_changes(torch):
    return {
        "torch.get_default_dtype()": lambda: torch.set_default_dtype(torch.float64),
        "torch.is_grad_enabled()": lambda: torch.set_grad_enabled(False),
        "torch.get_num_threads()": lambda: torch.set_num_threads(3),
        "torch.get_default_device()": lambda: torch.set_default_device("meta"),
        "torch.get_deterministic_debug_mode()": lambda: torch.set_deterministic_debug_mode("warn"),
        "torch.get_float32_matmul_precision()": (
            lambda: torch.set_float32_matmul_precision("medium")
        ),
    }


@pytest.mark.parametrize("which", range(6))
def test_setting_of_torch_is_told_and_put_back(which):
    torch = pytest.importorskip("torch")
    said, change = list(torch_changes(torch).items())[which]
    isolation = Isolation()
    change()

    assert isolation.end().startswith(f"{said} changed from")
    assert isolation.end() == ""


def test_denormal_numbers_that_are_flushed_are_told_and_put_back():
    torch = pytest.importorskip("torch")
    before = not torch.ones(1, dtype=torch.float64).mul(2.0**-1074).gt(0).item()
    isolation = Isolation()
    torch.set_flush_denormal(not before)

    assert "flushing of denormal numbers changed" in isolation.end()
    assert isolation.end() == ""


def test_global_draws_are_put_back_and_are_no_fault(left):
    torch = pytest.importorskip("torch")
    before = random.getstate(), torch.get_rng_state().tolist(), np.random.get_state()[1].tolist()

    def draw():
        random.random(), torch.rand(1), np.random.random()

    isolation = Isolation()
    isolation.begin()
    draw()
    assert isolation.end() == ""
    after = random.getstate(), torch.get_rng_state().tolist(), np.random.get_state()[1].tolist()
    assert after == before


def test_filters_that_pytest_changes_between_two_claims_are_no_change():
    isolation = Isolation()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert isolation.begin() == ""
        assert isolation.end() == ""


def test_plugin_of_the_project_may_collect_between_two_claims_and_not_inside(toy):
    toy.pytest_runtest_logreport = lambda report: toy.TABLE.append(report)
    isolation = Isolation()
    toy.TABLE.append(3)
    assert isolation.begin() == ""
    assert toy.TABLE == [1, 2, 3]
    toy.TABLE.append(4)

    assert isolation.end().startswith("made_up.TABLE changed from [1, 2, 3]")


def test_comparison_takes_milliseconds():
    isolation = Isolation()
    started = time.process_time()
    for _ in range(10):
        isolation.begin()
        isolation.end()

    assert time.process_time() - started < 10 * 0.05


def test_large_array_that_is_changed_in_its_middle_is_told_and_put_back(toy, left):
    assert left(lambda: toy.BIG.__setitem__(100_000, 7)).startswith("made_up.BIG changed from")
    assert toy.BIG[100_000] == 0


def test_large_arrays_are_looked_into_as_long_as_there_is_room(toy, monkeypatch):
    monkeypatch.setattr(snapshot, "ROOM", toy.BIG.nbytes - 1)
    isolation = Isolation()
    toy.BIG[0] = 7
    toy.ARRAY[0] = 7

    assert isolation.end().startswith("made_up.ARRAY changed")
    assert toy.BIG[0] == 7
