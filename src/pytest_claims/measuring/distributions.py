"""Which installed distribution a module belongs to, and its version."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import PurePath

from pytest_claims.measuring.modules import Module


def distributions_of(module: Module) -> dict[str, str]:
    """Name and version of the distribution that this module comes from; empty where there is none.

    Several distributions may share a namespace package; if none of them lists the module, all are
    its distributions.
    """
    owners = _by_package().get(module.name.partition(".")[0], ())
    if len(owners) > 1:
        owners = tuple(owner for owner in owners if _lists(owner, module)) or owners
    return {owner: _version(owner) for owner in owners}


@cache
def _by_package() -> Mapping[str, tuple[str, ...]]:
    """The distributions that bring each top-level name; read once per process."""
    found = metadata.packages_distributions()
    return {package: tuple(sorted(set(owners))) for package, owners in found.items()}


@cache
def _version(distribution: str) -> str:
    return metadata.version(distribution)


@cache
def _lists(distribution: str, module: Module) -> bool:
    path = PurePath(*module.name.split("."))
    listed = metadata.files(distribution) or ()
    return any(file.with_suffix("") == path or path in file.parents for file in listed)
