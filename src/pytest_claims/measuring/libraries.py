"""Libraries that one process has imported, and that others like it will."""

from __future__ import annotations

import contextlib
import importlib
import sys
import warnings
from collections.abc import Collection, Iterable

from pytest_claims.measuring.snapshot import own_modules


def imported_since(before: Collection[str]) -> list[str]:
    """The names of modules that have come, in their order, but for the project's own."""
    own = dict(own_modules())
    return [name for name in list(sys.modules) if name not in before and name not in own]


def bring(names: Iterable[str]) -> None:
    """Import these, but for what cannot be imported by its name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
