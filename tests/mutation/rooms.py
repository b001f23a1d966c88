"""Rooms of the sources and their tests.

``src/P/X`` is tested by ``tests/P/X`` (for a module also by ``tests/P/test_X.py``), and then by
the rest of ``tests/P``.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DEFAULT = (
    "sequence_models/probes",
    "sequence_models/tasks",
    "sequence_models/training",
    "pytest_claims/declaring",
    "pytest_claims/deciding",
    "pytest_claims/measuring",
    "pytest_claims/recording",
    "pytest_claims/session",
)

SUBPROCESSES = ("pytest_claims", "claimcheck")
"""Packages that tests start in other processes: imports do not show what reaches what."""


@dataclass(frozen=True)
class Room:
    """A package, a folder of it or a module of it, in the copy of the project at ``root``."""

    root: Path
    name: str

    @property
    def package(self) -> str:
        return self.name.split("/")[0]

    @cached_property
    def sources(self) -> list[str]:
        """Its files, relative to the root."""
        place = self.root / "src" / self.name
        module = place.with_suffix(".py")
        files = [module] if module.exists() else place.rglob("*.py")
        return sorted(str(file.relative_to(self.root)) for file in files)

    @property
    def modules(self) -> list[str]:
        """Its files, as they are imported."""
        return [module_name(file) for file in self.sources]

    def own_tests(self) -> list[str]:
        """The room's test files."""
        tests = self.root / "tests"
        found = {*(tests / self.name).rglob("test_*.py")}
        found |= {*(tests / self.package).glob(f"test_{Path(self.name).name}.py")}
        return sorted(str(file.relative_to(self.root)) for file in found)

    def other_tests(self, source: str) -> list[str]:
        """The package's other test files that can reach the mutated source."""
        own = {*self.own_tests()}
        names = [name for name in self.all_tests() if name not in own]
        if self.package in SUBPROCESSES:
            return names
        return [name for name in names if module_name(source) in self._reached[name]]

    def all_tests(self) -> list[str]:
        """The package's test files."""
        found = (self.root / "tests" / self.package).rglob("test_*.py")
        return sorted(str(file.relative_to(self.root)) for file in found)

    @cached_property
    def _reached(self) -> dict[str, set[str]]:
        """The modules that each test file of the package imports, themselves or through others."""
        imports = {module_name(f): self._imports(f) for f in self._files("src")}
        return {test: closure(self._imports(test), imports) for test in self._files("tests")}

    def _files(self, folder: str) -> list[str]:
        files = (self.root / folder / self.package).rglob("*.py")
        return [str(file.relative_to(self.root)) for file in files]

    def _imports(self, file: str) -> set[str]:
        tree = ast.parse((self.root / file).read_text())
        return {name for node in ast.walk(tree) for name in imported(node)}


def module_name(source: str) -> str:
    """``src/P/X/y.py`` is imported as ``P.X.y``, ``src/P/__init__.py`` as ``P``."""
    parts = Path(source).with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(node: ast.AST) -> Iterator[str]:
    """Everything that may be a module, and the packages around it."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        return
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[: i + 1]) for i in range(len(parts)))


def closure(names: set[str], imports: dict[str, set[str]]) -> set[str]:
    """These modules and all that they import in turn."""
    found: set[str] = set()
    waiting = [*names]
    while waiting:
        if (name := waiting.pop()) in imports and name not in found:
            found.add(name)
            waiting += imports[name]
    return found


def find_rooms(root: Path, names: list[str]) -> list[Room]:
    """The rooms of these names, in full (``sequence_models/tasks``) or in short (``tasks``).

    Without names: the default rooms, as far as there are any. ValueError where a name fits none
    or several.
    """
    known = sorted(room_names(root))
    if not names:
        names = [name for name in DEFAULT if name in known]
        for name in sorted({*DEFAULT} - {*names}):
            print(f"left out, for src/{name} is not there")
    found = []
    for name in names:
        fitting = [k for k in known if k == name or k.split("/")[-1] == name]
        exact = [k for k in fitting if k == name]
        if len(exact or fitting) != 1:
            what = f"fits {', '.join(fitting)}" if fitting else f"is none of {', '.join(known)}"
            raise ValueError(f"Name one room: {name!r} {what}.")
        found.append(Room(root, (exact or fitting)[0]))
    return found


def room_names(root: Path) -> set[str]:
    """Every package under ``src``, and what is directly in it."""
    packages = [file.parent for file in (root / "src").glob("*/__init__.py")]
    inside = [file.with_suffix("") for p in packages for file in p.glob("[!_]*.py")]
    folders = [file.parent for p in packages for file in p.glob("*/__init__.py")]
    return {p.relative_to(root / "src").as_posix() for p in packages + inside + folders}
