"""Conditions as plain data, by which they are told apart and kept."""

from __future__ import annotations

import math
import sys
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property, reduce
from inspect import getattr_static
from types import MemberDescriptorType
from typing import Any

import numpy as np

from pytest_claims.faults import ClaimError


def plain(value: Any) -> Any:
    """A condition as plain data that identifies it: other values or types give other data.

    ClaimError for what has no such data: use numbers, strings, tuples or frozen dataclasses.
    """
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) is float:
        return value if math.isfinite(value) else {"float": str(value)}
    if type(value) is tuple:
        return [plain(v) for v in value]
    if type(value) is list:
        return {"list": [plain(v) for v in value]}
    if isinstance(value, Enum):
        return {"class": _named(value), "member": value.name}
    if isinstance(value, np.number | np.bool_):
        return {"class": _named(value), "value": _number(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {"class": _named(value), **_fields(value)}
    raise ClaimError(
        "Use numbers, strings, tuples or frozen dataclasses: "
        f"{value!r} ({type(value).__qualname__}) is no condition."
    )


def _number(value: Any) -> Any:
    number = value.item()
    if type(number) not in (bool, int, float):
        raise ClaimError(f"Use a number of Python: {value!r} is no condition.")
    return plain(number)


def _fields(value: Any) -> dict[str, Any]:
    declared = vars(type(value)).get("__dataclass_params__")
    if declared is None or not declared.frozen:
        raise ClaimError(
            f"Write @dataclass(frozen=True) above {type(value).__qualname__}: "
            f"{value!r} is not frozen, so it could change as it is measured."
        )
    if beside := _held(value) - {f.name for f in fields(value)}:
        raise ClaimError(
            f"Declare {', '.join(sorted(beside))} as fields of {type(value).__qualname__}: "
            f"{value!r} holds more than its fields, by which conditions are told apart."
        )
    return {f.name: plain(getattr(value, f.name)) for f in fields(value)}


def _held(value: Any) -> set[str]:
    """The attributes that are stored in it, but for what is computed from the others."""
    cls = type(value)
    slots = {
        n for c in cls.__mro__ for n, v in vars(c).items() if isinstance(v, MemberDescriptorType)
    }
    stored = {*getattr(value, "__dict__", {}), *(name for name in slots if hasattr(value, name))}
    return {n for n in stored if not isinstance(getattr_static(cls, n, None), cached_property)}


def _named(value: Any) -> str:
    """The class, by a name that leads back to it."""
    cls = type(value)
    if at(cls.__module__, cls.__qualname__) is not cls:
        raise ClaimError(
            f"Write {cls.__qualname__} as a class of a module, under a name of its own: "
            f"{value!r} is of a class that {cls.__module__}:{cls.__qualname__} does not lead to."
        )
    return f"{cls.__module__}:{cls.__qualname__}"


def at(module: str, qualname: str) -> Any:
    """What a loaded module has under this name; None where it has nothing."""
    loaded = sys.modules.get(module)
    return reduce(lambda x, name: getattr(x, name, None), qualname.split("."), loaded)
