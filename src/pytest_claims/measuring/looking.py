"""What there is of a value to look at, and whether that is all there is of it."""

from __future__ import annotations

import operator
import struct
import threading
from collections import deque, namedtuple
from collections.abc import Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime_CAPI
from functools import cache, partial
from reprlib import Repr
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from pytest_claims.measuring.contents import CONTAINERS, LARGE, SIMPLE, are

WORD = struct.calcsize("P")
Named = namedtuple("Named", "field")
CACHE = type(cache(lambda: None))
BOUND = (MethodType, BuiltinFunctionType, MethodWrapperType)
OPENED = {
    partial: ("func", "args", "keywords"),
    staticmethod: ("__func__",),
    classmethod: ("__func__",),
    property: ("fget", "fset", "fdel"),
    FunctionType: ("__defaults__", "__kwdefaults__"),
    CACHE: (),
    **dict.fromkeys(BOUND, ("__self__",)),
}
"""By which attributes a value of these kinds is looked into."""
FIXED = (
    *(ModuleType, type, slice, struct.Struct),
    *(operator.itemgetter, operator.attrgetter, operator.methodcaller),
    *(ClassMethodDescriptorType, GetSetDescriptorType, MemberDescriptorType),
    *(MethodDescriptorType, WrapperDescriptorType),
    *(type(threading.Lock()), type(threading.RLock())),
    *(type(Named.field), type(datetime_CAPI)),
)
TYPING = ("typing", "pybind11_builtins")
"""Modules of types by which others are described: of variables of types, and of C++ functions."""
OPENERS = tuple(OPENED)
SEEN = (*OPENERS, tuple, frozenset, threading.local, ContextVar, MappingProxyType)

SHORT = Repr()
SHORT.maxother = SHORT.maxstring = 40


def shown(value: Any) -> str:
    """A value as an error quotes it."""
    try:
        return SHORT.repr(value)
    except Exception:
        return f"a {type(value).__name__}"


def module_of(value: Any) -> Any:
    """The module that a class or function comes from, or that of a value's class; or its name."""
    if isinstance(value, ModuleType):
        return object.__getattribute__(value, "__dict__").get("__name__")
    return getattr(
        value if isinstance(value, type | FunctionType) else type(value), "__module__", None
    )


def attributes(value: Any) -> Mapping[Any, Any]:
    """What hangs on a value by name: in its ``__dict__``, its slots, this thread or context."""
    kind: Any = type(value)
    if kind is FunctionType or kind is ModuleType or kind is type:  # most of what there is
        own: Mapping[Any, Any] = object.__getattribute__(value, "__dict__")
        return own
    if isinstance(value, ContextVar):
        return _current(value)
    if isinstance(value, MappingProxyType):
        return dict(value)
    found: dict[Any, Any] = {}
    for name, slot in _slots(kind):
        with suppress(AttributeError):  # it is empty
            found[name] = slot.__get__(value)
    if isinstance(value, threading.local):
        return found | vars(value)
    with suppress(AttributeError):
        found.update(object.__getattribute__(value, "__dict__"))
    return found


def same(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> bool:
    """Whether the very same objects hang by the same names, in one order."""
    if len(before) != len(now):
        return False
    return are(before, now) and are(before.values(), now.values())


def enclosed(function: Any) -> Mapping[str, Any]:
    """The variables that a function takes from around it."""
    found: dict[str, Any] = {}
    if not isinstance(function, FunctionType):
        return found
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # it is empty
            continue
    return found


def parts(value: Any) -> Iterator[tuple[str, Any]]:
    """What it is made of, each with how it is written."""
    if isinstance(value, list | tuple | deque):
        yield from ((f"[{i}]", part) for i, part in enumerate(value) if i < LARGE)
    elif isinstance(value, set | frozenset):
        yield from (("{}", part) for part in value)
    elif isinstance(value, dict):
        yield from ((f"[{shown(key)}]", part) for key, part in value.items())
    elif isinstance(value, OPENERS):
        names = next(names for kind, names in OPENED.items() if isinstance(value, kind))
        yield from ((f".{name}", getattr(value, name)) for name in names)


def is_fixed(value: Any) -> bool:
    """Whether nothing of it can change: what is equal by what it says keeps saying it."""
    if isinstance(value, SIMPLE + FIXED) or type(value).__module__ in TYPING:
        return True
    hashing: Any = type(value).__hash__
    by_value = hashing is not None and hashing is not object.__hash__
    return by_value and not isinstance(value, (*SEEN, memoryview))


def is_whole(value: Any, kept: Any) -> bool:
    """Whether all of its parts are looked at; ``kept`` is a copy of what it holds, if there is."""
    if isinstance(value, CONTAINERS) or hasattr(type(value), "detach"):
        return kept is not None
    return not isinstance(value, tuple | frozenset) or len(value) <= LARGE


def is_opaque(value: Any) -> bool:
    """Whether it may keep what cannot be looked at: it is larger than its attributes."""
    kind: Any = type(value)
    words = len(_slots(kind)) + (kind.__dictoffset__ > 0) + (kind.__weakrefoffset__ > 0)
    is_larger = kind.__basicsize__ > object.__basicsize__ + WORD * words
    return is_larger and not (isinstance(value, SEEN) or is_fixed(value))


def _slots(kind: type) -> list[tuple[str, Any]]:
    those = [each for each in kind.__mro__ if "__slots__" in vars(each)]
    return [i for each in those for i in vars(each).items() if type(i[1]) is MemberDescriptorType]


def _current(variable: ContextVar[Any]) -> dict[Any, Any]:
    try:
        return {"get()": variable.get()}
    except LookupError:
        return {}
