"""What the project's modules, classes and objects hold, to be compared and put back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from pytest_claims.measuring.aside import Aside
from pytest_claims.measuring.contents import DEPTH, LARGE, SIMPLE, alike, content, restore
from pytest_claims.measuring.firstparty import is_own
from pytest_claims.measuring.looking import (
    attributes,
    enclosed,
    is_opaque,
    is_whole,
    module_of,
    parts,
    same,
    shown,
)

ROOM = 50_000_000  # bytes of large arrays, together
GONE = object()
SPECIAL = ("__", "@", "_abc_")  # how names begin that Python and pytest give
MAIN = ("__main__", "__mp_main__")


@dataclass(frozen=True)
class Change:
    """What is no longer as it was, told as before and after, and what makes it so again."""

    path: str
    before: Any
    after: Any
    undo: Callable[[], Any]

    def __str__(self) -> str:
        if self.before is GONE:
            return f"{self.path} is new"
        if self.after is GONE:
            return f"{self.path} is gone"
        return f"{self.path} changed from {shown(self.before)} to {shown(self.after)}"


@dataclass
class Snapshot:
    """Everything that the project's own modules hold at one time.

    ``aside`` is what they hold where a change is no fault.
    """

    holders: list[tuple[str, Any, Mapping[str, Any]]] = field(default_factory=list)
    contents: list[tuple[str, Any, Any]] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    plugins: tuple[str, ...] = ()
    aside: Aside = field(default_factory=lambda: Aside((), ()))
    _unseen: list[str] = field(default_factory=list)
    _strangers: list[tuple[str, Any]] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _room: int = field(default_factory=lambda: ROOM)

    @classmethod
    def take(cls) -> Snapshot:
        """Of the modules that are imported now."""
        snapshot = cls()
        own = dict(own_modules())
        snapshot.modules = set(own)
        snapshot.plugins = tuple(f"{name}." for name, m in own.items() if _is_plugin(m))
        for name, module in own.items():
            snapshot._hold(name, module, 0)
        snapshot._look_aside()
        return snapshot

    def _look_aside(self) -> None:
        self.aside = Aside(self._seen, self.modules)
        self.aside.unseen += self._unseen
        for path, value in self._strangers:
            self.aside.visit(path, value)
        for path, owner, _ in self.holders:
            self.aside.hold(path, owner, attributes, named=is_special)
            self.aside.hold(path, owner, enclosed)

    def _hold(self, path: str, owner: Any, depth: int) -> None:
        held = dict(attributes(owner))
        self.holders.append((path, owner, held))
        for name, value in _ordinary(held).items():
            self._visit(f"{path}.{name}", value, depth)

    def _visit(self, path: str, value: Any, depth: int) -> None:
        if isinstance(value, (*SIMPLE, ModuleType)) or id(value) in self._seen:
            return
        if not self._has_room(value):
            self._unseen.append(path)
            return
        kept, mine = content(value), self._is_mine(value)
        is_told = mine or kept is not None or isinstance(value, tuple)
        if depth > DEPTH or not is_told or not is_whole(value, kept):
            self._strangers.append((path, value))
            return
        if isinstance(value, type | FunctionType):
            path = f"{value.__module__}.{value.__qualname__}"  # whoever imports it
        self._seen.add(id(value))
        if kept is not None:
            self.contents.append((path, value, kept))
        elif is_opaque(value):
            self._unseen.append(path)
        for name, part in parts(value):
            self._visit(f"{path}{name}", part, depth + 1)
        if mine:
            self._hold(path, value, depth + 1)

    def _is_mine(self, value: Any) -> bool:
        return isinstance(value, SimpleNamespace) or module_of(value) in self.modules

    def _has_room(self, value: Any) -> bool:
        """Small arrays always have, and large ones as long as it is left."""
        if not isinstance(value, np.ndarray) or value.size <= LARGE:
            return True
        if value.nbytes > self._room:
            return False
        self._room -= value.nbytes
        return True

    def compared(self, *, between_claims: bool = False) -> tuple[list[Change], bool]:
        """What is not as it is here, and whether there is more that is no fault.

        Caches may be filled; and between claims pytest's plugins may count and collect.
        """
        found, is_more = [], False
        for change, is_cache in self._all():
            if is_cache or (between_claims and change.path.startswith(self.plugins)):
                is_more = True
            else:
                found.append(change)
        return found, is_more or self.aside.has_changed()

    def _all(self) -> Iterator[tuple[Change, bool]]:
        for path, owner, before in self.holders:
            if not same(before, now := attributes(owner)):
                yield from _changed_attributes(path, owner, _ordinary(before), _ordinary(now))
        for path, value, before in self.contents:
            if not alike(before, now := content(value)):
                change = Change(path, before, now, lambda v=value, b=before: restore(v, b))  # type: ignore[misc]
                yield change, _is_filled(path, before, now)


def own_modules() -> Iterator[tuple[str, ModuleType]]:
    """The project's modules that are imported, without waking those that load lazily."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, ModuleType) and name not in MAIN:
            file = object.__getattribute__(module, "__dict__").get("__file__")
            if isinstance(file, str) and is_own(file):
                yield name, module


def _is_plugin(module: ModuleType) -> bool:
    return any(name.startswith("pytest_") for name in vars(module))


def _changed_attributes(
    path: str, owner: Any, before: dict[str, Any], now: dict[str, Any]
) -> Iterator[tuple[Change, bool]]:
    for name in before.keys() | now.keys():
        old, new = before.get(name, GONE), now.get(name, GONE)
        if not alike(old, new):
            undo = lambda n=name, o=old: _set(owner, n, o)  # noqa: E731
            change = Change(f"{path}.{name}", old, new, undo)
            yield change, _is_lazy(owner, name, old, new)


def _set(owner: Any, name: str, value: Any) -> None:
    if value is GONE:
        delattr(owner, name)
    elif isinstance(owner, type):
        type.__setattr__(owner, name, value)
    elif name in getattr(owner, "__dict__", {}):
        vars(owner)[name] = value
    else:
        object.__setattr__(owner, name, value)


def _is_lazy(owner: Any, name: str, old: Any, new: Any) -> bool:
    """Whether an attribute came to be as lazy ones do: a submodule, a cache, a private value."""
    if old is GONE:
        if isinstance(new, ModuleType) or name.startswith("_"):
            return True
        if isinstance(owner, ModuleType):
            return "__getattr__" in vars(owner)
        return isinstance(getattr(type(owner), name, None), cached_property)
    return old is None and new is not GONE and name.startswith("_")


def _is_filled(path: str, before: Any, now: Any) -> bool:
    """Whether this is a private dict that has only grown: what was kept, was kept as it was."""
    if not path.rpartition(".")[2].startswith("_") or not isinstance(before, dict):
        return False
    return all(key in now and now[key] is value for key, value in before.items())


def _ordinary(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if not is_special(name)}


def is_special(name: str) -> bool:
    """Whether it is Python or pytest that gives such names."""
    return name.startswith(SPECIAL)
