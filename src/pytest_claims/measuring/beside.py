"""What a file from elsewhere imports from its own folder, as it would if it were run there."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytest_claims.measuring.imports import read_imports


@contextmanager
def beside(file: Path) -> Iterator[None]:
    """Inside, modules of the file's folder are found before any other of their name.

    ImportError where one of them cannot be had, since another of its name was imported before.
    """
    for name, neighbour in neighbours(file).items():
        held = getattr(sys.modules.get(name), "__file__", None)
        if name in sys.modules and held != str(neighbour):
            raise ImportError(
                f"rename {neighbour}, or audit it in a run of its own: {file.name} imports it as "
                f"{name}, and {name} is already {held or 'built into Python'}"
            )
    path = sys.path[:]
    sys.path.insert(0, str(file.parent))
    try:
        yield
    finally:
        sys.path[:] = path


def neighbours(file: Path) -> dict[str, Path]:
    """The modules of its folder that a file imports, and those that they import, by name."""
    found: dict[str, Path] = {}
    waiting = [file]
    while waiting:
        for name in _imported(waiting.pop()) - set(found):
            for place in (file.parent / f"{name}.py", file.parent / name / "__init__.py"):
                if place.exists() and place != file:
                    found[name] = place
                    waiting.append(place)
    return found


def _imported(file: Path) -> set[str]:
    """The first parts of the names that a file imports; none where it is no Python."""
    try:
        imports = read_imports(ast.parse(file.read_bytes()))
    except (OSError, SyntaxError, ValueError):
        return set()
    return {found.module.partition(".")[0] for found in imports.all if not found.level}


def cure(file: Path, problem: ImportError) -> str:
    """What to do where a file's imports fail."""
    if "relative import" in str(problem):
        folder = file.parent.parent
        while (folder / "__init__.py").exists():
            folder = folder.parent
        module = ".".join(file.relative_to(folder).with_suffix("").parts)
        return f"name it by its module, {module}:…, and set PYTHONPATH={folder} for the run"
    if isinstance(problem, ModuleNotFoundError) and problem.name:
        name = problem.name.partition(".")[0]
        return f"install {name}, or set PYTHONPATH to the folder that has it"
    return ""
