"""What one measurement reads counts for no other, unless it was kept in memory."""

import sys
import types

import pytest
import toy_bench as toy
from reading_bench import Everything

from pytest_claims.measuring import isolation, opened, snapshot

pytestmark = pytest.mark.usefixtures("watching")

PROBES = """
import functools
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "level.txt"
_level = None
_levels = {}

def remembering(function):
    known = {}
    def asked(*arguments):
        if arguments not in known:
            known[arguments] = function(*arguments)
        return known[arguments]
    return asked

@dataclass(frozen=True)
class Levels:
    name: str = "level.txt"

    @functools.cached_property
    def level(self):
        return FILE.read_text()

class Table:
    @functools.cache
    def level(self):
        return FILE.read_text()

TABLE = Table()

def nothing(*, seeds, levels=None): return [1.0 for _ in seeds]
def plainly(*, seeds): return [float(FILE.read_text()) for _ in seeds]
def cached(*, seeds): return [float(load()) for _ in seeds]
def decorated(*, seeds): return [float(remembered()) for _ in seeds]
def by_method(*, seeds): return [float(TABLE.level()) for _ in seeds]
def by_property(*, seeds, levels): return [float(levels.level) for _ in seeds]

def outdated(*, seeds):
    FILE.write_text(2 * load())
    return [1.0 for _ in seeds]

@functools.cache
def load(): return FILE.read_text()

@remembering
def remembered(): return FILE.read_text()

def by_global(*, seeds):
    global _level
    _level = _level or FILE.read_text()
    return [1.0 for _ in seeds]

def by_dict(*, seeds):
    _levels.setdefault("level", FILE.read_text())
    return [1.0 for _ in seeds]
"""


@pytest.fixture
def probes(root, monkeypatch):
    """A module of the project, and nothing read."""
    monkeypatch.setattr(opened, "READ", {})
    monkeypatch.setattr(opened, "READERS", {})
    module = types.ModuleType("readers")
    module.__file__ = str(root / "readers.py")
    (root / "readers.py").write_text(PROBES)
    monkeypatch.setitem(sys.modules, "readers", module)
    exec(compile(PROBES, module.__file__, "exec"), vars(module))
    for room in (snapshot, isolation):  # the tests beside this one are no project
        monkeypatch.setattr(room, "own_modules", lambda: [("readers", module)])
    return module


@pytest.fixture
def read_by_the_second(root, probes):
    """The data of what is measured after this probe in the same claim."""
    instrument = toy.instrument(root)
    instrument.begin()
    instrument.repetition._done = Everything()

    def read(first, **conditions):
        with instrument.isolated():
            instrument.draw(toy.of(first, **conditions), 0)
            last = toy.of(probes.nothing, **conditions)
            instrument.draw(last, 0)
            (piece,) = instrument.pieces(last, 0)
        return [*piece.record.data], instrument

    yield read
    instrument.close()


def test_a_file_that_one_measurement_opened_does_not_count_for_the_next(probes, read_by_the_second):
    data, instrument = read_by_the_second(probes.plainly)

    assert data == []
    (piece,) = instrument.pieces(toy.of(probes.plainly), 0)
    assert [*piece.record.data] == ["data/level.txt"]
    assert [file.name for file in instrument.data.files()] == ["level.txt"]


@pytest.mark.parametrize("probe", ["cached", "decorated", "by_method", "by_global", "by_dict"])
def test_one_that_was_kept_in_memory_does(probes, read_by_the_second, probe):
    assert read_by_the_second(getattr(probes, probe))[0] == ["data/level.txt"]


def test_one_that_a_condition_keeps_does(probes, read_by_the_second):
    data, _ = read_by_the_second(probes.by_property, levels=probes.Levels())

    assert data == ["data/level.txt"]


def test_a_file_that_changed_between_two_measurements_is_read_anew(root, probes):
    instrument = toy.instrument(root)
    instrument.begin()
    instrument.repetition._done = Everything()
    with instrument.isolated():
        instrument.draw(toy.of(probes.plainly), 0)
        (root / "data" / "level.txt").write_text("2")
        instrument.draw(toy.of(probes.plainly), 1)
    instrument.close()

    assert not instrument.store.not_kept


def test_one_that_changed_after_it_was_read_counts_for_what_may_be_kept_of_it(root, probes):
    instrument = toy.instrument(root)
    instrument.begin()
    instrument.repetition._done = Everything()
    told = []
    with instrument.isolated():
        for probe in (probes.nothing, probes.outdated, probes.cached):
            instrument.store.not_kept = ""
            instrument.draw(toy.of(probe), 0)
            told.append(instrument.store.not_kept)
    instrument.close()

    assert told == ["", *["data/level.txt was changed after it was read"] * 2]
    assert len([*instrument.store.folder.glob("??/*.json")]) == 1
