"""Claim files read as source: what each test says, without importing it."""

import ast
import itertools
import re
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_claims.claims.rules import (
    Function,
    called,
    decorators,
    functions,
    is_test,
    reason,
    rule_faults,
)
from pytest_claims.faults import Fault
from pytest_claims.files import place, read_source
from pytest_claims.notes.outline import id_of


@dataclass(frozen=True)
class ClaimTest:
    """One claim as its file states it; nothing of it has run."""

    name: str
    path: str  # of the claim file, relative to the root
    line: int
    docstring: str | None
    docstring_line: int
    controls: tuple[str, ...]  # source text of what each control replaces
    no_control: str | None  # the reason given
    marks: tuple[str, ...]
    cases: tuple[str, ...] | None  # ("lag=16", "lag=64"); () without cases, None when not literal
    body: tuple[str, ...]  # source text of each statement after the docstring

    @property
    def id(self) -> str:
        """``03_lstm/gradient-outlives-rnn``."""
        return id_of(Path(self.path).stem.removeprefix("test_"), self.name)


@dataclass(frozen=True)
class ClaimFile:
    """The claims of one note, in the file's order."""

    path: str  # relative to the root
    stem: str  # the note's
    tests: tuple[ClaimTest, ...]
    broken: bool = False  # no Python: its tests are unknown, not absent


def read_claim_files(root: Path, folder: str) -> tuple[list[ClaimFile], list[Fault]]:
    """The claim files of a folder, in order, and the faults that each shows by itself."""
    names = ("test_*.py", "*_test.py")
    files = sorted({file for name in names for file in (root / folder).rglob(name)})
    read = [read_claim_file(file, root) for file in files]
    faults = [
        Fault(place(file, root), 1, "a claim file in a folder of its own", f"Move it to {folder}/")
        for file in files
        if file.parent != root / folder
    ]
    faults += itertools.chain.from_iterable(found for _, found in read)
    return [file for file, _ in read], sorted(faults)


def read_claim_file(file: Path, root: Path) -> tuple[ClaimFile, list[Fault]]:
    """One claim file, and the faults that it shows by itself."""
    text, faults = read_source(file, root)
    path, stem = place(file, root), file.stem.removeprefix("test_")
    try:
        tree = _parse(text)
        tests = tuple(_tests(tree, path, re.split(r"\r\n|\r|\n", text)))
        return ClaimFile(path, stem, tests), faults + sorted(set(rule_faults(tree, path)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        faults.append(Fault(path, line, f"no Python: {error}", "Correct the syntax"))
        return ClaimFile(path, stem, (), broken=True), faults


def _parse(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # importing the file gives them again
        return ast.parse(text)


def _tests(tree: ast.Module, path: str, lines: list[str]) -> Iterator[ClaimTest]:
    for function in filter(is_test, functions(tree)):
        docstring = ast.get_docstring(function, clean=False)
        excuses = [reason(node) for node in decorators(function, "no_control")]
        yield ClaimTest(
            name=function.name,
            path=path,
            line=function.lineno,
            docstring=docstring,
            docstring_line=function.body[0].lineno if docstring else function.lineno,
            controls=tuple(_arguments(node) for node in decorators(function, "control")),
            no_control=excuses[0] if excuses else None,
            marks=tuple(_marks(function)),
            cases=_cases(function),
            body=tuple(_body(function, lines)),
        )


def _arguments(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return ", ".join(ast.unparse(part) for part in (*node.args, *node.keywords))


def _marks(function: Function) -> Iterator[str]:
    for node in function.decorator_list:
        named = node.func if isinstance(node, ast.Call) else node
        marks = isinstance(named, ast.Attribute) and called(named.value) == "mark"
        if marks and called(named) != "parametrize":
            yield called(named)


def _body(function: Function, lines: list[str]) -> Iterator[str]:
    for node in function.body[ast.get_docstring(function, clean=False) is not None :]:
        yield textwrap.dedent("\n".join(lines[node.lineno - 1 : node.end_lineno]))


def _cases(function: Function) -> tuple[str, ...] | None:
    """Names as in ``lag=16``, in pytest's order: the last decorator varies slowest."""
    axes = [_axis(node) for node in reversed(decorators(function, "parametrize"))]
    if None in axes:
        return None
    return tuple(", ".join(case) for case in itertools.product(*filter(None, axes)) if case)


def _axis(node: ast.expr) -> list[str] | None:
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return None
    names, values = _names(node.args[0]), node.args[1]
    if names is None or not isinstance(values, ast.List | ast.Tuple):
        return None
    return [_case(names, value) for value in values.elts]


def _names(node: ast.expr) -> list[str] | None:
    try:
        names = ast.literal_eval(node)
    except ValueError:
        return None
    if isinstance(names, str):
        names = names.split(",")
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        return None
    return [name.strip() for name in names]


def _case(names: list[str], value: ast.expr) -> str:
    if isinstance(value, ast.Call) and called(value) == "param":
        parts = value.args
    elif len(names) > 1 and isinstance(value, ast.List | ast.Tuple):
        parts = value.elts
    else:
        parts = [value]
    texts = [ast.unparse(part) for part in parts]
    if len(texts) != len(names):
        return ", ".join(texts)
    return ", ".join(f"{name}={text}" for name, text in zip(names, texts, strict=True))
