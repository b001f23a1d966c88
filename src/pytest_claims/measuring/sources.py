"""Which source files a measurement depends on, and a digest of what they say."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from time import time
from typing import Any

import grimp

from pytest_claims.faults import ClaimError
from pytest_claims.plain import digest

VERSIONED = ("torch", "numpy", "scipy")
"""Packages that are known by their version, not by their sources."""


class Sources:
    """Digests of modules with all that they import from their own package, transitively.

    ``common`` are files that every measurement depends on: how a model is built, say.
    A file that is edited while the audit runs is refused: what was measured is not what it says.
    """

    def __init__(self, common: Sequence[Path] = ()) -> None:
        self._started = time()
        self._common = [sha256(path.read_bytes()).hexdigest() for path in common]
        self._digests: dict[frozenset[str], str] = {}
        self._files: dict[str, str] = {}
        self._graphs: dict[str, grimp.ImportGraph | None] = {}

    def digest(self, *targets: Any) -> str:
        """One digest for the sources of these functions, classes and dataclass values."""
        named = {module for target in targets for module in modules_of(target)}
        modules = frozenset(m for m in named if m.partition(".")[0] not in VERSIONED)
        if modules not in self._digests:
            files = {name: self._file(name) for name in sorted(self._closure(modules))}
            self._digests[modules] = digest([files, self._common])
        return self._digests[modules]

    def _closure(self, modules: Iterable[str]) -> set[str]:
        found = set(modules)
        for module in modules:
            graph = self._graph(module.partition(".")[0])
            if graph is not None and module in graph.modules:
                found |= graph.find_upstream_modules(module)
        return found

    def _graph(self, package: str) -> grimp.ImportGraph | None:
        if package not in self._graphs:
            is_package = hasattr(sys.modules.get(package), "__path__")
            self._graphs[package] = (
                grimp.build_graph(package, cache_dir=None) if is_package else None
            )
        return self._graphs[package]

    def _file(self, module: str) -> str:
        if module not in self._files:
            path = getattr(sys.modules.get(module), "__file__", None)
            if path is None and (spec := find_spec(module)):
                path = spec.origin
            self._files[module] = self._read(Path(path)) if path else ""
        return self._files[module]

    def _read(self, path: Path) -> str:
        if path.stat().st_mtime > self._started:
            raise ClaimError(f"{path} was edited while the audit ran. Run the audit again.")
        return sha256(path.read_bytes()).hexdigest()


def modules_of(target: Any) -> Iterable[str]:
    """The modules that define a function, a class with its bases, or a value with its fields."""
    if inspect.isclass(target):
        yield from (base.__module__ for base in target.__mro__ if base is not object)
    elif inspect.isroutine(target):
        yield target.__module__
    elif is_dataclass(target):
        yield type(target).__module__
        for f in fields(target):
            yield from modules_of(getattr(target, f.name))
    elif isinstance(target, tuple | list):
        for element in target:
            yield from modules_of(element)
