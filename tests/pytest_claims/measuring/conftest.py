"""Projects and folders to measure in, and a module to leave changed."""

import sqlite3
import sys
import types

import numpy as np
import pytest
import toy_bench
from many_modules import FILES, Folder
from record_bench import IDENTITY, KEY, VALUES

from pytest_claims.measuring import isolation, opened, snapshot
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.isolation import Isolation
from pytest_claims.measuring.record import Record
from pytest_claims.measuring.zygote import Zygote

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


HELD = """
import abc, dataclasses

class Abstract(abc.ABC):
    pass

@dataclasses.dataclass(slots=True)
class Slots:
    _level: float | None = None

@dataclasses.dataclass(frozen=True)
class Frozen:
    level: float = 0.0

class Around:
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, known=[]):
        return known

def remember(function, box):
    def asked():
        return function(box)
    return asked

def counting():
    count = 0
    def more():
        nonlocal count
        count += 1
    return more

HELD = None
"""


@pytest.fixture
def held(tmp_path, monkeypatch):
    """A module of the project, and no other."""
    module = types.ModuleType("held")
    module.__file__ = str(tmp_path / "held.py")
    monkeypatch.setitem(sys.modules, "held", module)
    exec(HELD, vars(module))
    for room in (snapshot, isolation):
        monkeypatch.setattr(room, "own_modules", lambda: [("held", module)])
    return module


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


@pytest.fixture
def watching():
    opened.install()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "level.txt").write_text("1")
    np.save(tmp_path / "data" / "level.npy", np.arange(3.0))
    (tmp_path / "data" / "level.json").write_text("1")
    with sqlite3.connect(tmp_path / "data" / "level.db") as database:
        database.execute("create table levels (level)")
    database.close()
    return tmp_path


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / ".claims" / "evidence")
    store.put(KEY, Record(IDENTITY, VALUES))
    return store


@pytest.fixture
def file(store):
    return next(store.folder.rglob(f"{KEY}.json"))


@pytest.fixture
def begun(tmp_path):
    """An instrument in a process with a pristine copy."""
    instrument = toy_bench.instrument(tmp_path)
    instrument.begin()
    yield instrument
    instrument.close()


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """An empty folder of modules."""
    before = set(sys.modules)
    yield Folder(tmp_path, monkeypatch)
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", tmp_path)):
            del sys.modules[name]


@pytest.fixture
def folder(bare):
    for name, text in FILES.items():
        bare.write(name, text)
    return bare


@pytest.fixture
def copy_of():
    """A copy of this process that answers like this; ended afterwards."""
    made = []

    def start(ask):
        made.append(Zygote.start(ask))
        return made[-1]

    yield start
    for each in made:
        each.close()


@pytest.fixture
def nothing_read(watching, monkeypatch):
    """As a new process begins."""
    monkeypatch.setattr(opened, "READ", {})
    monkeypatch.setattr(opened, "READERS", {})
