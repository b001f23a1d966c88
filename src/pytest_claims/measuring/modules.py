"""Where modules are, found without importing any of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from pytest_claims.measuring.firstparty import INSTALLED, OURS, is_standard


@dataclass(frozen=True)
class Module:
    """A module that could be imported: its file, and where a package has its modules.

    A namespace package has no file, and neither has what is built into Python.
    """

    name: str
    file: Path | None
    folders: tuple[str, ...] = ()

    @property
    def is_namespace(self) -> bool:
        """Whether it is a package without a file, which several distributions may share."""
        return self.file is None and bool(self.folders)

    @property
    def package(self) -> str:
        """What its relative imports start from."""
        is_package = self.file is not None and self.file.stem == "__init__"
        return self.name if is_package or self.folders else self.name.rpartition(".")[0]


class Finder:
    """Finds modules by name: those that are loaded, else where an import would find them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._found: dict[str, Module | None] = {}
        self._own: dict[Module, bool] = {}

    def find(self, name: str) -> Module | None:
        """The module of this name; None where an import would fail."""
        if name not in self._found:
            self._found[name] = self._loaded(name) or self._importable(name)
        return self._found[name]

    def is_own(self, module: Module) -> bool:
        """Whether a module is the project's: neither installed nor of Python's library."""
        if module not in self._own:
            places = [module.file] if module.file else map(Path, module.folders)
            self._own[module] = any(map(self._is_own, places))
        return self._own[module]

    def is_standard(self, module: Module) -> bool:
        """Whether a module is Python's own."""
        if module.file is None:
            return module.name.partition(".")[0] in sys.stdlib_module_names
        return is_standard(str(module.file))

    def named_like(self, name: str) -> Iterator[Module]:
        """Modules below the root that an import would find if the path were another."""
        top = name.partition(".")[0]
        for module in self.all_below:
            if top in module.name.split("."):
                yield module

    @cached_property
    def all_below(self) -> list[Module]:
        """All modules below the root, but for tests and what is installed there."""
        return [module_at(file) for file in self.files_below]

    @cached_property
    def files_below(self) -> dict[Path, os.stat_result]:
        """Their files, as they were when this was asked for first."""
        return {Path(entry.path): entry.stat() for entry in _sources(self.root)}

    def _is_own(self, place: Path) -> bool:
        if place.is_relative_to(self.root):
            return not INSTALLED & set(place.relative_to(self.root).parts)
        return not INSTALLED & set(place.parts) and not is_standard(str(place))

    def _loaded(self, name: str) -> Module | None:
        module = sys.modules.get(name)
        if not isinstance(module, ModuleType):
            return None
        known: dict[str, Any] = vars(module)  # getattr might load what is lazy
        file, folders = known.get("__file__"), known.get("__path__") or ()
        if file is None and not folders and name not in sys.stdlib_module_names:
            return None
        return Module(name, Path(file) if file else None, tuple(map(str, folders)))

    def _importable(self, name: str) -> Module | None:
        parent, _, last = name.rpartition(".")
        folders: list[str] | None = [entry or str(self.root) for entry in sys.path]
        if parent:
            package = self.find(parent)
            folders = list(package.folders) if package else []
        # by its last name, since a parent that is a namespace need not be imported
        spec = PathFinder.find_spec(last, folders) or (None if parent else _by_hook(name))
        if spec is None:
            return None
        file = Path(spec.origin) if spec.has_location and spec.origin else None
        return Module(name, file, tuple(map(str, spec.submodule_search_locations or ())))


def module_at(file: Path) -> Module:
    """The module in a file, by the name that it has within its packages."""
    name, folder = [] if file.stem == "__init__" else [file.stem], file.parent
    while (folder / "__init__.py").exists():
        name, folder = [folder.name, *name], folder.parent
    folders = (str(file.parent),) if file.stem == "__init__" else ()
    return Module(".".join(name), file, folders)


def _by_hook(name: str) -> ModuleSpec | None:
    """What the finders of editable installs say; others may import as they look."""
    for finder in sys.meta_path:
        home = str(getattr(finder, "__module__", ""))
        if not home.startswith(("_frozen_importlib", "_distutils_hack", "_pytest", "six")):
            spec = finder.find_spec(name, None)
            if spec is not None:
                return spec
    return None


def _sources(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in INSTALLED | {"__pycache__", "node_modules"}:
            continue
        if os.path.join(entry.path, "") == OURS:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _sources(entry.path)
        elif entry.name.endswith(".py") and entry.is_file() and not _is_test(entry.name):
            yield entry


def _is_test(name: str) -> bool:
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"
