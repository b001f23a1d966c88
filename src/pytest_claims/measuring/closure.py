"""All that a module runs, directly and through what it imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from pytest_claims.measuring.imports import NOTHING, Import, Imports
from pytest_claims.measuring.modules import Finder, Module, module_at
from pytest_claims.measuring.reading import Reader

OURS = "pytest_claims"  # the instrument is known by its schema


class Part(Enum):
    """How much of a module is used, where it is not a single name of it."""

    WHOLE = "all that it says and imports"
    TEXT = "what it says"
    EFFECTS = "what happens as it is imported"


class Use(NamedTuple):
    """A module, and how much of it, or which name."""

    module: Module
    part: Part | str = Part.WHOLE


class Closure:
    """Follows imports through the project's own modules; others are where it ends.

    A package is imported with each of its modules. Where it only hands on names, those that
    nobody takes do not count, unless their module acts as it is imported.
    """

    def __init__(self, finder: Finder, reader: Reader) -> None:
        self.finder = finder
        self.reader = reader
        self._next: dict[Use, tuple[Use, ...]] = {}

    def of(self, starts: Iterable[Use]) -> tuple[set[Path], set[Module]]:
        """The project's files that count, and the foreign modules that they import."""
        uses = set(starts)
        waiting = list(uses)
        while waiting:
            for use in self._after(waiting.pop()):
                if use not in uses:
                    uses.add(use)
                    waiting.append(use)
        counted = {use.module for use in uses if use.part in (Part.WHOLE, Part.TEXT)}
        own = {module for module in counted if self.finder.is_own(module)}
        foreign = {m for m in counted - own if not self.finder.is_standard(m)}
        return {m.file for m in own if m.file is not None}, foreign

    def _after(self, use: Use) -> tuple[Use, ...]:
        if use not in self._next:
            is_open = self.finder.is_own(use.module) or use.module.is_namespace
            self._next[use] = tuple(self._follow(use)) if is_open else ()
        return self._next[use]

    def _follow(self, use: Use) -> Iterator[Use]:
        module, part = use
        imports = self._imports(module)
        if isinstance(part, str):
            yield from self._name(module, part, imports)
        elif part is Part.WHOLE:
            yield from self._around(module)
            for found in imports.all:
                yield from self._imported(module, found)
            if imports.loads_any:
                yield from self._anything(module)
        elif part is Part.EFFECTS and imports.acts:
            yield Use(module)
        elif part is Part.EFFECTS:
            yield from self._effects(module, imports)

    def _name(self, module: Module, name: str, imports: Imports) -> Iterator[Use]:
        """What one name of a module is: a module in it, handed on by it, or its own."""
        inner = self._inner(module, name)
        yield from map(Use, inner)
        origin = imports.handed_on.get(name)
        if name in imports.left_out:
            yield Use(module)
            for found in imports.left_out[name]:
                yield from self._imported(module, found)
        elif origin is not None:
            yield from (Use(module, Part.TEXT), Use(module, Part.EFFECTS))
            yield from self._imported(module, origin)
        elif inner and name not in imports.bound and name != "*":
            yield Use(module, Part.EFFECTS)
        else:
            yield Use(module)

    def _around(self, module: Module) -> Iterator[Use]:
        """The packages that are imported before it."""
        for package in map(self.finder.find, prefixes(module.name)[:-1]):
            if package is not None:
                yield Use(package, Part.EFFECTS)

    def _effects(self, module: Module, imports: Imports) -> Iterator[Use]:
        for found in imports.all:
            for reached, part in self._imported(module, found):
                inner = self._inner(reached, part) if isinstance(part, str) else []
                for each in [reached, *inner]:
                    yield Use(each, Part.EFFECTS)

    def _imported(self, module: Module, found: Import) -> Iterator[Use]:
        """What one import uses: the module, or its name, and the packages on the way."""
        name = absolute(module, found)
        if name.partition(".")[0] in ("", OURS):
            return
        for prefix in prefixes(name):
            at = self.finder.find(prefix)
            if at is None:
                yield from map(Use, self.finder.named_like(name))
                return
            if not self.finder.is_own(at) and not at.is_namespace:
                yield Use(at)
                return
            if prefix == name:
                yield Use(at, found.name or Part.WHOLE)
            elif not at.is_namespace:
                yield Use(at, Part.EFFECTS if found.name else Part.WHOLE)

    def _inner(self, module: Module, name: str) -> list[Module]:
        """The modules of a package that this name, or a star, may mean."""
        if name == "*":
            kinds = [(Path(f), kind) for f in module.folders for kind in ("*.py", "*/__init__.py")]
            return [module_at(file) for folder, kind in kinds for file in folder.glob(kind)]
        found = self.finder.find(f"{module.name}.{name}") if module.folders else None
        return [] if found is None else [found]

    def _imports(self, module: Module) -> Imports:
        return self.reader.read(module.file).imports if module.file else NOTHING

    def _anything(self, module: Module) -> Iterator[Use]:
        """Every module below the root, and of the package that asks."""
        yield from map(Use, self.finder.all_below)
        top = self.finder.find(module.name.partition(".")[0])
        for folder in top.folders if top else ():
            yield from (Use(module_at(file)) for file in Path(folder).rglob("*.py"))


def absolute(module: Module, found: Import) -> str:
    """The full name of the module that an import names."""
    package = module.package.split(".")
    above = package[: len(package) - found.level + 1] if found.level else []
    return ".".join(filter(None, [*above, found.module]))


def prefixes(name: str) -> list[str]:
    """``a``, ``a.b`` and ``a.b.c`` of ``a.b.c``."""
    parts = name.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]
