"""What the project keeps where a change is no fault: on strangers' objects, in closures and caches,
in a thread or a context. That it changed is seen, and neither told nor put back.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from types import ModuleType
from typing import Any

import numpy as np

from pytest_claims.measuring.contents import LARGE, SIMPLE, alike, content
from pytest_claims.measuring.looking import (
    CACHE,
    attributes,
    enclosed,
    is_fixed,
    is_opaque,
    is_whole,
    module_of,
    parts,
    same,
)

Look = Callable[[Any], Mapping[Any, Any]]
Named = Callable[[Any], bool]
MANY = 20_000  # values beyond which nothing more is looked at
DEEP = 20  # of values in values
BARE = (list, tuple, dict, set, frozenset, bytearray)  # nothing can hang on these
PYTHON_S_OWN = frozenset(
    {"__builtins__", "__spec__", "__loader__", "__warningregistry__", "__dict__", "__weakref__"}
    | {"__annotations__", "__annotate__", "__annotations_cache__", "_abc_impl"}
)


def is_any(name: Any) -> bool:
    """Whether something may have this name."""
    return True


class Aside:
    """``seen`` are the ids of what is looked at elsewhere; ``modules`` are the project's.

    ``unseen`` are the paths of what may change without being seen to.
    """

    def __init__(self, seen: Iterable[int], modules: Iterable[str]) -> None:
        self.unseen: list[str] = []
        self._modules = set(modules)
        self._seen = set(seen)
        self._held: list[tuple[Any, Look, Named, dict[Any, Any]]] = []
        self._contents: list[tuple[Any, Any]] = []
        self._caches: list[Any] = []

    def has_changed(self) -> bool:
        """Whether anything is not as it was when it was looked at."""
        try:
            return any(not alike(old, content(value)) for value, old in self._contents) or any(
                not same(old, now := look(value)) and _differ(_kept(old, named), _kept(now, named))
                for value, look, named, old in self._held
            )
        except Exception:  # of a class that let itself be looked at, and no longer does
            return True

    def fills(self) -> int:
        """A number that grows with each answer that a cache of functools keeps."""
        return sum(each.cache_info().misses for each in self._caches)

    def visit(self, path: str, value: Any, depth: int = 0) -> None:
        """Look at a value, and at what it is made of."""
        try:
            if isinstance(value, SIMPLE) or id(value) in self._seen or self._is_a_stranger_s(value):
                return
            if depth > DEEP or len(self._seen) > MANY or _is_large(value):
                self.unseen += [] if is_fixed(value) else [path]
                return
            self._seen.add(id(value))
            self._look_into(path, value, depth)
        except Exception:  # of a class that does not let itself be looked at
            self.unseen.append(path)

    def _look_into(self, path: str, value: Any, depth: int) -> None:
        if isinstance(value, CACHE):
            self._caches.append(value)
        if (kept := content(value)) is not None:
            self._contents.append((value, kept))
        if not is_whole(value, kept) or (kept is None and is_opaque(value)):
            self.unseen.append(path)
        for name, part in parts(value):
            self.visit(f"{path}{name}", part, depth + 1)
        self.hold(path, value, attributes, depth + 1)
        self.hold(path, value, enclosed, depth + 1)

    def hold(
        self, path: str, owner: Any, look: Look, depth: int = 0, *, named: Named = is_any
    ) -> None:
        """Look at what hangs on it, by names such as these."""
        all_held = dict(look(owner))
        held = _kept(all_held, named)
        may_come = look is not enclosed and type(owner) not in BARE
        if (held or may_come) and (self._is_mine(owner) or not is_fixed(owner)):
            self._held.append((owner, look, named, all_held))
        if not isinstance(owner, logging.Logger):  # all others hang on it
            for name, value in held.items():
                self.visit(f"{path}.{name}", value, depth)

    def _is_a_stranger_s(self, value: Any) -> bool:
        """Whether it is a library's own: found there, or a class."""
        if isinstance(value, ModuleType):
            return True
        return not self._is_mine(value) and (
            isinstance(value, type) or id(value) in self._strangers
        )

    def _is_mine(self, value: Any) -> bool:
        return module_of(value) in self._modules

    @cached_property
    def _strangers(self) -> set[int]:
        return _in_modules(frozenset(sys.modules) - self._modules)


@lru_cache(maxsize=1)
def _in_modules(those: frozenset[str]) -> set[int]:
    """The ids of all that has a name in these modules."""
    held = (list(names(sys.modules.get(name)).values()) for name in those)
    return {id(value) for values in held for value in values}


def names(module: Any) -> dict[str, Any]:
    """What hangs on a module, without waking one that loads lazily."""
    if not isinstance(module, ModuleType):
        return {}
    found: dict[str, Any] = object.__getattribute__(module, "__dict__")
    return found


def sizes() -> dict[str, int]:
    """How many names every module has."""
    return {name: len(names(module)) for name, module in list(sys.modules.items())}


def were_added(before: dict[str, int]) -> bool:
    """Whether anything but submodules was put on a module since."""
    for name, size in before.items():
        held = names(sys.modules.get(name))
        if len(held) > size and name != "__main__":
            added = list(held.values())[size:]
            if not all(isinstance(value, ModuleType) for value in added):
                return True
    return False


def _is_large(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.size > LARGE


def _kept(held: Mapping[Any, Any], named: Named) -> dict[Any, Any]:
    return {name: value for name, value in held.items() if name not in PYTHON_S_OWN and named(name)}


def _differ(before: dict[Any, Any], now: dict[Any, Any]) -> bool:
    return before.keys() != now.keys() or not all(
        alike(value, now[name]) for name, value in before.items()
    )
