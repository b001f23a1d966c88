"""Which sources and distributions a measurement depends on, and a digest of what they say."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.closure import Closure, Use
from pytest_claims.measuring.distributions import distributions_of
from pytest_claims.measuring.modules import Finder, Module, module_at
from pytest_claims.measuring.reading import Reader
from pytest_claims.measuring.subjects import stand_in
from pytest_claims.plain import digest

ADAPT = "pytest_claims_adapt"


@dataclass(frozen=True)
class Dependence:
    """The project's files, and the versions of the distributions that they import.

    An installed module of no distribution stands with the digest of its file.
    """

    files: tuple[Path, ...]
    digest: str
    distributions: dict[str, str]


class Sources:
    """What measurements depend on: modules, with all that they import, transitively.

    The project's own modules count by what they say, those of others by their distribution's
    version. ``common`` are files that every measurement depends on: how a model is built, say.
    ``environment`` names variables whose values count. A file that is edited while the audit
    runs is refused: what was measured need not be what it says. ``followed`` are all files that
    were asked for by their content so far.
    """

    def __init__(
        self,
        common: Sequence[Path] = (),
        *,
        root: Path | None = None,
        claims: Path | None = None,
        environment: Sequence[str] = (),
    ) -> None:
        self.root = root or Path.cwd()
        self.followed: set[Path] = set()
        self.environment = {name: os.environ.get(name) for name in environment}
        self._finder = Finder(self.root)
        self._reader = Reader(self._finder.files_below, claims)
        self._closure = Closure(self._finder, self._reader)
        self._common = frozenset(Use(module_at(path)) for path in common)
        self._adapted = self._common | {Use(use.module, ADAPT) for use in self._common}
        self._found: dict[tuple[frozenset[str], frozenset[Use]], Dependence] = {}
        for path in common:
            self._reader.read(path)

    def digest(self, *targets: Any) -> str:
        """One digest for the sources of these functions, classes and conditions."""
        return self.of(*targets).digest

    def of(self, *targets: Any) -> Dependence:
        """What these functions, classes and conditions depend on; ClaimError where it changed."""
        names = frozenset(name for target in targets for name in modules_of(target))
        return self._depend(names, self._adapted if any(map(stand_in, targets)) else self._common)

    def of_files(self, files: Iterable[Path]) -> Dependence:
        """The same, of files."""
        return self._depend(frozenset(), frozenset(Use(module_at(file)) for file in files))

    def said(self, files: Iterable[Path]) -> dict[str, str]:
        """A digest of each of these files, by its path from the root, the same on any machine."""
        return {self._label(file): self._reader.read(file).digest for file in sorted(files)}

    def _depend(self, names: frozenset[str], uses: frozenset[Use]) -> Dependence:
        key = names, uses
        if key not in self._found:
            self._found[key] = self._follow(uses | {Use(self._module(name)) for name in names})
        for file in self._found[key].files:
            self._reader.read(file)
        return self._found[key]

    def _follow(self, starts: Iterable[Use]) -> Dependence:
        files, foreign = self._closure.of(starts)
        versions: dict[str, str] = {}
        for module in foreign:
            versions |= (owned := distributions_of(module)) or _by_content(module)
            self.followed |= {module.file} if module.file and not owned else set()
        self.followed |= files
        said = sorted((self._label(file), self._reader.read(file).digest) for file in files)
        return Dependence(tuple(files), digest(said), versions)

    def _module(self, name: str) -> Module:
        """The module of this name, or the installed package that it is somewhere in."""
        module, package = map(self._finder.find, (name, name.partition(".")[0]))
        if module and name != "__main__" and (module.file or self._finder.is_standard(module)):
            return module
        if package and package.file and not self._finder.is_own(package):
            return package
        raise ClaimError(
            f"Define it in a file of the project: what the claim measures is of the module "
            f"{name}, whose source is not known, so that an edit of it would not be noticed."
        )

    def _label(self, file: Path) -> str:
        if file.is_relative_to(self.root):
            return file.relative_to(self.root).as_posix()
        return file.name


def modules_of(target: Any) -> Iterator[str]:
    """The modules that define a function, a class with all it holds, or a condition."""
    if target is None or type(target) in (bool, int, float, str):
        return
    if isinstance(target, tuple | list):
        for element in target:
            yield from modules_of(element)
    elif isinstance(target, type):
        yield from _modules_of_class(target)
    elif hasattr(target, "__qualname__"):
        yield target.__module__
    else:
        yield from _modules_of_class(type(target))
    if is_dataclass(target) and not isinstance(target, type):
        for f in fields(target):
            yield from modules_of(getattr(target, f.name))
    if subject := stand_in(target):
        yield subject.module


def _modules_of_class(target: type) -> Iterator[str]:
    yield target.__module__
    for base in target.__mro__:
        held = [h for h in vars(base).values() if isinstance(h, type | FunctionType)]
        modules = {of.__module__ for of in (base, *held)}
        yield from modules & sys.modules.keys()  # a generated part may name one of its own


def _by_content(module: Module) -> dict[str, str]:
    if module.file is None:
        return {}
    return {module.name: sha256(module.file.read_bytes()).hexdigest()}
