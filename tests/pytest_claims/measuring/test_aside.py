"""What is kept where a change is no fault is seen all the same, or said to be out of sight."""

import io
import itertools
import logging
import os
import re
import sqlite3
import sys
import threading
import types
import typing
from contextvars import ContextVar
from functools import cache, lru_cache, partial, wraps

import numpy as np
import pytest

from pytest_claims.measuring import aside
from pytest_claims.measuring.isolation import Isolation


class Stranger:
    """Of a library: it is written in Python, and all that it keeps hangs on it."""

    def __init__(self):
        self.level = None
        self.inner = []


def deep(inner):
    for _ in range(9):
        inner = [inner]
    return inner


def innermost(outer):
    while outer:
        outer = outer[0]
    return outer


@cache
def ask(number):
    return number


def answered(cached):
    cached(1)
    return cached


KEEPS = {
    "a slot": (lambda m: m.Slots(), lambda h: setattr(h, "_level", 1.0)),
    "a partial": (lambda m: partial(len, []), lambda h: h.args[0].append(1)),
    "what hangs on a partial": (lambda m: partial(len, []), lambda h: setattr(h, "level", 1)),
    "a frozen value in a partial": (
        lambda m: partial(len, m.Frozen()),
        lambda h: object.__setattr__(h.args[0], "level", 1.0),
    ),
    "a thread's own": (lambda m: threading.local(), lambda h: setattr(h, "level", 1)),
    "a variable of a context": (lambda m: ContextVar("held"), lambda h: h.set(1)),
    "a list in a variable of a context": (
        lambda m: ContextVar("held", default=[]),  # noqa: B039
        lambda h: h.get().append(1),
    ),
    "a closure": (
        lambda m: m.remember(len, []),
        lambda h: h.__closure__[0].cell_contents.append(1),
    ),
    "a slot in a closure": (
        lambda m: m.remember(len, m.Slots()),
        lambda h: setattr(h.__closure__[0].cell_contents, "_level", 1),
    ),
    "a name of the function around": (lambda m: m.counting(), lambda h: h()),
    "a bound method": (lambda m: [].append, lambda h: h(1)),
    "what a wrapped function has": (
        lambda m: wraps(len)(partial(m.remember(len, box := []), box)),
        lambda h: h.args[0].append(1),
    ),
    "a cache": (lambda m: cache(lambda n: n), lambda h: h(len(ask.__name__))),
    "a cache that is full": (
        lambda m: answered(lru_cache(maxsize=1)(lambda n: n)),
        lambda h: h(2),
    ),
    "a default of a method that Python calls": (
        lambda m: m.Around,
        lambda h: h.__call__.__defaults__[0].append(1),
    ),
    "an attribute that Python may name": (lambda m: m.Around, lambda h: setattr(h, "__kept__", 1)),
    "a list five deep": (lambda m: deep([]), lambda h: innermost(h).append(1)),
    "a stranger's object": (lambda m: Stranger(), lambda h: setattr(h, "level", 1)),
    "a list of a stranger's object": (lambda m: Stranger(), lambda h: h.inner.append(1)),
    "a dict that is seen through another": (
        lambda m: types.MappingProxyType(TABLE),
        lambda h: TABLE.update(level=1),
    ),
    "a logger": (lambda m: logging.Logger("held"), lambda h: setattr(h, "level_kept", 1)),
    "an attribute of an object that Python may name": (
        lambda m: m.Around(None),
        lambda h: setattr(h, "__kept__", 1),
    ),
    "a name of a module that Python may give": (
        lambda m: None,
        lambda h: setattr(sys.modules["held"], "__kept__", 1),
    ),
    "a class of the project in a partial": (
        lambda m: partial(len, type("Made", (), {"__module__": "held"})),
        lambda h: setattr(h.args[0], "level", 1),
    ),
    "a cache that comes with answers": (
        lambda m: m.Around(None),
        lambda h: setattr(h, "_made", answered(cache(lambda n: n))),
    ),
    "a property": (
        lambda m: m.Around(property(m.remember(len, []))),
        lambda h: h.inner.fget.__closure__[0].cell_contents.append(1),
    ),
}
TABLE = {}


@pytest.mark.parametrize("what", KEEPS)
def test_what_is_kept_is_seen_and_is_no_fault(held, what):
    make, change = KEEPS[what]
    held.HELD = make(held)
    isolation = Isolation()
    assert isolation.end() == ""
    assert not isolation.retains
    change(held.HELD)
    assert isolation.end() == ""
    assert isolation.retains
    assert isolation.end() == ""
    assert not isolation.retains


def generating():
    yield 1


class Shy(dict):
    def copy(self):
        raise RuntimeError("not to be copied")


class Mapped(map):
    """What it maps is not an attribute."""


OUT_OF_SIGHT = {
    "a subclass of what is": lambda: Mapped(len, []),
    "what does not let itself be copied": lambda: [partial(len, Shy())],
    "a large array of a stranger's object": lambda: partial(len, np.zeros(20_000)),
    "a stream": io.StringIO,
    "a database": lambda: sqlite3.connect(":memory:"),
    "a generator": generating,
    "a count": itertools.count,
    "a random generator": np.random.default_rng,
    "an array of objects": lambda: np.array([None, []], dtype=object),
    "a view of bytes": lambda: memoryview(bytearray(2)),
    "a long list": lambda: list(range(20_000)),
    "a long tuple": lambda: (0,) * 20_000,
    "a long set that cannot change": lambda: frozenset(range(20_000)),
    "a stream of the project": lambda: type("Mine", (io.StringIO,), {"__module__": "held"})(),
    "a stranger's object with a stream": lambda: [logging.StreamHandler(io.StringIO())],
    "a method of a stream": lambda: io.StringIO().write,
}


@pytest.mark.parametrize("what", OUT_OF_SIGHT)
def test_what_cannot_be_looked_into_may_have_changed(held, what):
    held.HELD = OUT_OF_SIGHT[what]()
    isolation = Isolation()

    assert isolation.end() == ""
    assert isolation.retains


def itself(stranger):
    stranger.inner.append(stranger)
    return stranger


def holding(owner):
    owner.stream = io.StringIO()
    return owner


STAYS = {
    "plain data": lambda m: [1, "a", (2.0, frozenset({3})), {"a": None}],
    "a pattern": lambda m: re.compile("a"),
    "types": lambda m: [np.float64, np.dtype(float), float | int, list[int]],
    "variables of types": lambda m: [typing.TypeVar("T"), typing.ParamSpec("P"), typing.Any],
    "an object and names for it": lambda m: [object(), m.Around(None), m.Around(m.Slots())],
    "a number of numpy": lambda m: np.float64(1),
    "functions": lambda m: [len, np.add, str.join, m.remember, ask],
    "what a library made": lambda m: np.random.mtrand._rand,
    "a class with an abstract one": lambda m: io.IOBase,
    "values": lambda m: [m.Frozen(), m.Slots(), range(3), slice(3)],
    "a lock and a logger": lambda m: [threading.Lock(), threading.RLock(), logging.getLogger()],
    "what holds itself": lambda m: itself(Stranger()),
    "a library's module": lambda m: partial(len, holding(types.ModuleType("library"))),
    "a library's class without a name": lambda m: partial(len, holding(type("Nameless", (), {}))),
    "an abstract class": lambda m: m.Abstract,
    "a namespace": lambda m: types.SimpleNamespace(level=1),
    "marks": lambda m: [pytest.mark.skipif(False, reason="a"), pytest.mark.parametrize("a", [1])],
    "a path": lambda m: [aside.__spec__.origin, os.fspath("a")],
}


@pytest.mark.parametrize("what", STAYS)
def test_what_is_all_there_to_see_keeps_nothing_unseen(held, what):
    held.HELD = STAYS[what](held)
    isolation = Isolation()

    assert isolation._held.aside.unseen == []
    assert isolation.end() == ""
    assert not isolation.retains


def test_what_no_longer_lets_itself_be_looked_at_has_changed(held, monkeypatch):
    monkeypatch.setattr(Shy, "copy", dict.copy)
    held.HELD = partial(len, Shy())
    isolation = Isolation()
    assert isolation._held.aside.unseen == []
    monkeypatch.undo()

    assert isolation._held.aside.has_changed()


def test_no_more_is_looked_at_than_there_is_time_for(held, monkeypatch):
    monkeypatch.setattr(aside, "MANY", 30)
    held.HELD = Stranger()
    held.HELD.inner = [[n] for n in range(40)]

    assert Isolation()._held.aside.unseen
