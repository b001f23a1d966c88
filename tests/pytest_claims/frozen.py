"""Which dataclasses of a room may change once they are made."""

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module
from types import ModuleType


def changeable(room: ModuleType) -> set[str]:
    """Their names; values that pass from one step to the next are no part of it."""
    names = (module.name for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."))
    made = [m for name in names for m in vars(import_module(name)).values() if _is_made(m)]
    return {
        m.__name__
        for m in made
        if m.__module__.startswith(f"{room.__name__}.") and not m.__dataclass_params__.frozen
    }


def _is_made(value: object) -> bool:
    return isinstance(value, type) and is_dataclass(value)
