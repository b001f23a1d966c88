"""Settings of the whole process that numbers may depend on: how to read each, and put it back."""

from __future__ import annotations

import decimal
import locale
import os
import random
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

State = dict[str, Any]
DENORMAL = 2.0**-1074


@dataclass(frozen=True)
class Setting:
    """One setting; ``module`` must have been imported for it to exist.

    ``lasting`` ones stay what they are between claims, where pytest and its plugins change others.
    """

    name: str
    read: Callable[[], Any]
    write: Callable[[Any], Any]
    module: str = "sys"
    lasting: bool = True

    @property
    def exists(self) -> bool:
        """Whether there is anything to read yet."""
        return self.module in sys.modules


def read(*, lasting_only: bool = False) -> State:
    """Every setting that exists, by its name."""
    wanted = (s for s in SETTINGS if s.exists and (s.lasting or not lasting_only))
    return {setting.name: setting.read() for setting in wanted}


def put_back(before: Mapping[str, Any]) -> None:
    """Make the settings what they were."""
    for setting in SETTINGS:
        if setting.name in before and setting.read() != before[setting.name]:
            setting.write(before[setting.name])


def draws() -> list[tuple[Callable[[Any], Any], Any]]:
    """The states of the global random generators, each with what puts it back.

    To draw from them is no fault: whatever numbers depend on them repetition finds.
    """
    found: list[tuple[Callable[[Any], Any], Any]] = [(random.setstate, random.getstate())]
    if numpy := sys.modules.get("numpy.random"):
        found.append((numpy.set_state, numpy.get_state()))
    if torch := sys.modules.get("torch"):
        found.append((torch.set_rng_state, torch.get_rng_state()))
    return found


def _environment() -> dict[str, str]:
    return {name: v for name, v in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def _set_environment(wanted: dict[str, str]) -> None:
    for name in _environment().keys() - wanted.keys():
        del os.environ[name]
    os.environ.update(wanted)


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "a folder that is gone"


def _set_filters(wanted: list[Any]) -> None:
    warnings.filters[:] = wanted  # type: ignore[index]
    getattr(warnings, "_filters_mutated", lambda: None)()


DECIMAL = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")


def _decimal() -> dict[str, Any]:
    context = decimal.getcontext()
    traps = {signal.__name__: on for signal, on in context.traps.items()}
    return {name: getattr(context, name) for name in DECIMAL} | {"traps": traps}


def _set_decimal(wanted: dict[str, Any]) -> None:
    context = decimal.getcontext()
    for name in DECIMAL:
        setattr(context, name, wanted[name])
    for signal in context.traps:
        context.traps[signal] = wanted["traps"][signal.__name__]


def _flushes() -> bool:
    """Whether the processor takes the smallest numbers for zero; nothing else would tell."""
    return DENORMAL * 1.0 == 0


def _set_device(device: Any) -> None:
    """The CPU is what is there where none is set: to set it would put a mode around each call."""
    _imported("torch", "set_default_device", None if str(device) == "cpu" else device)


def _imported(module: str, name: str, *arguments: Any, **named: Any) -> Any:
    target: Any = sys.modules[module]
    for part in name.split("."):
        target = getattr(target, part)
    return target(*arguments, **named)


def _of(module: str, getter: str, setter: str, name: str = "", *, spread: bool = False) -> Setting:
    def write(value: Any) -> None:
        _imported(module, setter, **value) if spread else _imported(module, setter, value)

    return Setting(name or f"{module}.{getter}()", lambda: _imported(module, getter), write, module)


SETTINGS = (
    Setting("the working directory", _folder, os.chdir),
    Setting("os.environ", _environment, _set_environment),
    Setting("sys.path", lambda: list(sys.path), lambda v: sys.path.__setitem__(slice(None), v)),
    Setting("warnings.filters", lambda: list(warnings.filters), _set_filters, lasting=False),
    Setting(
        "the locale",
        lambda: locale.setlocale(locale.LC_ALL),
        lambda v: locale.setlocale(locale.LC_ALL, v),
    ),
    Setting("the decimal context", _decimal, _set_decimal),
    _of("sys", "getrecursionlimit", "setrecursionlimit"),
    _of("numpy", "geterr", "seterr", spread=True),
    _of("numpy", "get_printoptions", "set_printoptions", spread=True),
    Setting(
        "torch's flushing of denormal numbers",
        _flushes,
        lambda v: _imported("torch", "set_flush_denormal", v),
        "torch",
    ),
    _of("torch", "get_default_dtype", "set_default_dtype"),
    Setting(
        "torch.get_default_device()",
        lambda: _imported("torch", "get_default_device"),
        _set_device,
        "torch",
    ),
    _of("torch", "get_num_threads", "set_num_threads"),
    _of("torch", "is_grad_enabled", "set_grad_enabled"),
    _of("torch", "get_deterministic_debug_mode", "set_deterministic_debug_mode"),
    _of("torch", "get_float32_matmul_precision", "set_float32_matmul_precision"),
)
