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
    found: dict[str, set[str]] = {}
    for distribution in metadata.distributions():
        for package in _brought(distribution):
            found.setdefault(package, set()).add(distribution.name)
    return {package: tuple(sorted(owners)) for package, owners in found.items()}


def _brought(distribution: metadata.Distribution) -> set[str]:
    """Top-level names that it declares, or else has a Python file of.

    As ``metadata.packages_distributions`` says it, in a fifth of the time: that makes an object
    of each of some ten thousand files, in every process of an audit.
    """
    if declared := (distribution.read_text("top_level.txt") or "").split():
        return set(declared)
    if listed := distribution.read_text("RECORD"):
        files = [line.partition(",")[0].strip('"') for line in listed.splitlines()]
    else:
        files = [str(file) for file in distribution.files or ()]
    return {file.partition("/")[0].removesuffix(".py") for file in files if file.endswith(".py")}


@cache
def _version(distribution: str) -> str:
    return metadata.version(distribution)


@cache
def _lists(distribution: str, module: Module) -> bool:
    path = PurePath(*module.name.split("."))
    listed = metadata.files(distribution) or ()
    return any(file.with_suffix("") == path or path in file.parents for file in listed)
