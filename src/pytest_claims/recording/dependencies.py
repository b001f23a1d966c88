"""What a verdict depends on, as one digest: by it an earlier verdict is kept or dropped.

A run that selects some claims keeps what the last run said of the others, where nothing that they
could depend on has changed since. What a measurement reads is not known without measuring it, so
every file below the root counts: of a test its own function, of all other files their content.
Left out are prose, pages and pictures, hidden folders, virtual environments and the ledger.
When in doubt a verdict is dropped, and its claim is "not reached".
"""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytest_claims.files import content
from pytest_claims.notes.outline import COLLECTED
from pytest_claims.plain import digest

Row = Mapping[str, Any]

WRITTEN_FOR_READERS = frozenset({".md", ".html", ".xml", ".svg", ".png", ".pdf", ".log", ".pyc"})
SAID = ("id", "sentence", "statement", "declared", "test", "test_digest")

MODULES = (".py", ".so", ".pyd")

DOCSTRINGS = (b"__doc__", b"getdoc", b"getsource")
"""What reads the wording of a test."""

LARGE = 2**20
"""Bytes; a larger file is known by its size and the time of its last change."""


@dataclass(frozen=True)
class Place:
    """Where a test stands: its first line, and the lines of its body after the docstring.

    ``file`` is a digest of the whole file, by which lines are told to be the same ones.
    """

    first: int
    body: tuple[int, ...]
    file: str


@dataclass(frozen=True)
class SourceTree:
    """Digests of each claim's own function, by test, and of all other files together.

    ``beside`` has a digest of each claim file without its tests, by path.
    ``stamps`` is a digest of when each module was last touched: by it two readings of a tree show
    that nothing happened to its code between them.
    """

    tests: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    stamps: str = field(default="", compare=False)
    beside: Mapping[str, str] = field(default_factory=dict, compare=False)


def of_claim(row: Row, run: Row, sources: SourceTree) -> str:
    """A digest of sentence, statement, test, sources, seed, subjects, error and environment."""
    environment = run.get("environment") or {}
    return digest(
        {
            "claim": [row.get(key) for key in SAID],
            "run": [run.get(key) for key in ("seed", "error_per_claim", "every", "subjects")],
            "subjects": _given(run.get("options") or ()),
            "environment": {k: v for k, v in environment.items() if k != "git"},
            "function": sources.tests.get(row["test"]),
            "sources": sources.rest,
        }
    )


def _given(options: Sequence[str]) -> list[str]:
    """Contents of the files that the command line names as implementations."""
    targets = [option.partition("=")[2].rpartition(":")[0] for option in options]
    return [_content(Path(target)) for target in targets if target.endswith(".py")]


def read(root: Path, claims: str, ledger: Path) -> SourceTree:
    """The sources of a project as they are now."""
    tests: dict[str, str] = {}
    places: dict[str, Place] = {}
    rest: dict[str, str] = {}
    beside: dict[str, str] = {}
    stamps: list[tuple[str, str]] = []
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        if path.suffix in WRITTEN_FOR_READERS or path == Path(os.path.abspath(ledger)):
            continue
        if path.suffix in MODULES:
            stamps.append((name, _stamp(path)))
        rest[name] = _content(path)
        if path.parent == root / claims and any(map(path.match, COLLECTED)):
            found, rest[name] = _claim_file(path, file := rest[name])
            beside[name] = rest[name]
            for test in found:
                id = f"{name}::{test.name}"
                places[id], tests[id] = _place(test, file), digest(_said(test))
    return SourceTree(tests, digest(rest), places, digest(sorted(stamps)), beside)


def covers(root: Path, file: Path) -> bool:
    """Whether a source tree of this root tells every edit of the file, whatever its time says."""
    if not file.is_relative_to(root) or file.name.startswith("."):
        return False
    folders = [f for f in file.parents if f.is_relative_to(root) and f != root]
    if file.suffix in WRITTEN_FOR_READERS or any(_left_out(f) or f.is_symlink() for f in folders):
        return False
    return file.is_file() and file.stat().st_size <= LARGE


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if not _left_out(Path(folder, f))]
        yield from (Path(folder, file) for file in files if not file.startswith("."))


def _left_out(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in ("__pycache__", "node_modules")
    return hidden or folder.suffix == ".egg-info" or (folder / "pyvenv.cfg").exists()


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError as error:
        return str(error)
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _content(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        known = path.stat()
        if known.st_size > LARGE:
            return f"{known.st_size} {known.st_mtime_ns}"
    except OSError as error:
        return str(error)
    return content(path)


def _claim_file(path: Path, whole: str) -> tuple[list[ast.FunctionDef], str]:
    """The tests of a claim file, and the rest of it: all of it where it is no Python, or where it
    may speak of its own docstrings.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # importing the file gives them again
            tree = ast.parse(source := path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return [], whole
    tests = {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    }
    if any(word in source for word in DOCSTRINGS):
        return list(tests.values()), whole
    tree.body = [node for node in tree.body if node not in tests.values()]
    return list(tests.values()), digest(ast.dump(tree))


def _place(test: ast.FunctionDef, file: str) -> Place:
    body = test.body[ast.get_docstring(test) is not None :]
    lines = {part.lineno for node in body for part in ast.walk(node) if hasattr(part, "lineno")}
    first = min([test.lineno, *(node.lineno for node in test.decorator_list)])
    return Place(first, tuple(sorted(lines)), file)


def _said(test: ast.FunctionDef) -> str:
    """A test without its docstring, which is the claim's sentence and statement."""
    if ast.get_docstring(test) is not None:
        test.body = test.body[1:]
    return ast.dump(test)
