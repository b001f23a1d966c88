"""Claim files read as source: what each test says, without importing it."""

import ast
import itertools
import re
import textwrap
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pytest_claims.claims.asserts import count
from pytest_claims.claims.cases import cases
from pytest_claims.claims.docstring import sentence_of, statement_of
from pytest_claims.claims.effort import effort
from pytest_claims.claims.module import conftest_faults
from pytest_claims.claims.rules import reason, rule_faults
from pytest_claims.claims.source import Function, called, decorators, functions, is_test
from pytest_claims.faults import Fault
from pytest_claims.files import files_below, place, read_source
from pytest_claims.notes.markdown import plain
from pytest_claims.notes.outline import COLLECTED, claim_stem, id_of


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
    asserts: int  # comparisons that the body decides, each as often as it is written
    effort: int = 0  # about how much it measures, in a unit of its own
    lines: tuple[int, int] = (0, 0)  # its first, decorators included, and its last

    @property
    def id(self) -> str:
        """``02_sorting/merging-outruns-inserting``."""
        return id_of(claim_stem(self.path), self.name)

    @property
    def sentence(self) -> str:
        """The note's, as plain text without its full stop: the docstring's first paragraph."""
        return plain(sentence_of(self.docstring))

    @property
    def statement(self) -> str:
        """What the claim says to whoever reads nothing else, as plain text."""
        return statement_of(self.docstring)


@dataclass(frozen=True)
class ClaimFile:
    """The claims of one note, in the file's order."""

    path: str  # relative to the root
    stem: str  # the note's
    tests: tuple[ClaimTest, ...]
    broken: bool = False  # no Python: its tests are unknown, not absent


def read_claim_files(
    root: Path, folder: str, marks: Collection[str] | None = None
) -> tuple[list[ClaimFile], list[Fault]]:
    """The claim files of a folder, in order, and the faults that each shows by itself.

    ``marks`` are those that the project registers, and no others are let through; where they are
    not known, any mark is that does not keep a test from counting.
    """
    found = files_below(root / folder, lambda name: any(fnmatch(name, n) for n in COLLECTED))
    read = [read_claim_file(file, root, marks) for file in found]
    faults = [
        Fault(place(file, root), 1, "a claim file in a folder of its own", f"Move it to {folder}/")
        for file in found
        if file.parent != root / folder
    ]
    faults += itertools.chain.from_iterable(problems for _, problems in read)
    return [file for file, _ in read], sorted(faults + _conftest(root / folder, root))


def read_claim_file(
    file: Path, root: Path, marks: Collection[str] | None = None
) -> tuple[ClaimFile, list[Fault]]:
    """One claim file, and the faults that it shows by itself."""
    text, faults = read_source(file, root)
    path, stem = place(file, root), claim_stem(file.name)
    if faults and not text:
        return ClaimFile(path, stem, (), broken=True), faults
    try:
        tree = _parse(text)
        tests = tuple(_tests(tree, path, re.split(r"\r\n|\r|\n", text)))
        return ClaimFile(path, stem, tests), faults + sorted(set(rule_faults(tree, path, marks)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        faults.append(Fault(path, line, f"no Python: {error}", "Correct the syntax"))
        return ClaimFile(path, stem, (), broken=True), faults


def _conftest(folder: Path, root: Path) -> list[Fault]:
    """What the folder's conftest.py hides; one that is no Python is pytest's to report."""
    file = folder / "conftest.py"
    try:
        text, faults = read_source(file, root) if file.exists() else ("", [])
        return faults + list(conftest_faults(_parse(text), place(file, root)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


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
            cases=cases(function),
            body=tuple(_body(function, lines)),
            asserts=count(function),
            effort=effort(function, tree),
            lines=_lines(function),
        )


def _lines(function: Function) -> tuple[int, int]:
    first = min(node.lineno for node in (function, *function.decorator_list))
    return first, function.end_lineno or function.lineno


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
