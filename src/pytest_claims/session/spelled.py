"""Names of classes that lead nowhere, found without importing the modules that they name."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path


def misspelled(targets: Iterable[str]) -> list[str]:
    """A line for each ``module:attribute`` that does not exist.

    A module that is no Python source, or that makes its names as it is imported, is believed.
    """
    return [problem for target in dict.fromkeys(targets) if (problem := _problem(target))]


def _problem(target: str) -> str:
    place, colon, attribute = str(target).rpartition(":")
    if not colon:
        return f"{target}: write module:attribute."
    try:
        file = Path(place) if place.endswith(".py") else _source(place)
        names = _names(file) if file else None
    except (ImportError, OSError, SyntaxError, ValueError) as problem:
        return f"{target}: {problem}."
    if names is None or attribute in names:
        return ""
    return f"{target}: {file} has no {attribute}."


def _source(module: str) -> Path | None:
    """The file of a module; None where it has no source of its own."""
    top, *rest = module.split(".")
    spec: ModuleSpec | None = find_spec(top)
    name = top
    for part in rest:
        if spec is None or spec.submodule_search_locations is None:
            break
        name = f"{name}.{part}"
        spec = PathFinder.find_spec(name, list(spec.submodule_search_locations))
    if spec is None or name != module:
        raise ImportError(f"there is no module {module}")
    return Path(spec.origin) if spec.origin and spec.origin.endswith(".py") else None


def _names(file: Path) -> set[str] | None:
    """What a module defines or imports; None where only importing it can tell."""
    tree = ast.parse(file.read_bytes())
    names = {name for node in ast.walk(tree) for name in _bound(node)}
    return None if names & {"*", "__getattr__", "globals", "setattr"} else names


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    elif isinstance(node, ast.Name):
        yield node.id
