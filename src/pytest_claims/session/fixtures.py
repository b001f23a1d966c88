"""A claim takes ``measure`` and its parameters, and no other fixture."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pytest_claims
from pytest_claims.faults import ClaimError

OWN = Path(pytest_claims.__file__).with_name("plugin.py")
CURE = "A claim takes measure and its parameters: put what it needs into a probe."


def refuse_fixtures(item: pytest.Function, root: Path) -> None:
    """Refuse what a fixture could change unseen; ``measure`` is the only one that is known.

    pytest's own automatic fixtures and those of installed plugins are let be.
    """
    for name in _used(item):
        raise ClaimError(f"{item.originalname} uses the fixture {name}. {CURE}")
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():
        file = _file(definitions[-1].func)
        if name == "measure" and file != OWN:
            raise ClaimError(f"{file} overrides the fixture measure: remove it.")
        if name != "measure" and (_is_own(file, root) or name.startswith("_xunit_")):
            raise ClaimError(f"{item.originalname} is given the fixture {name} of {file}. {CURE}")


def _used(item: pytest.Function) -> list[str]:
    requested = [a for a in item._fixtureinfo.argnames if a not in {"measure", *_parameters(item)}]
    marked = [str(name) for mark in item.iter_markers("usefixtures") for name in mark.args]
    return [*requested, *marked, *item.config.getini("usefixtures")]


def _parameters(item: pytest.Function) -> set[str]:
    """Names whose value the parameters give as it is, and no fixture makes from it."""
    given = set(item.callspec.params) if hasattr(item, "callspec") else set()
    made = {
        name
        for name, definitions in item._fixtureinfo.name2fixturedefs.items()
        if not definitions[-1].func.__module__.startswith("_pytest.")
    }
    return given - made


def _file(function: Callable[..., Any]) -> Path:
    return Path(inspect.unwrap(function).__code__.co_filename)


def _is_own(file: Path, root: Path) -> bool:
    """Whether the project wrote it: below the root and not installed there."""
    return file.is_relative_to(root) and "site-packages" not in file.parts
