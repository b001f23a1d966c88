"""What the source shows of each claim, to hold what runs to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from pytest_claims.declaring.event import Assertion
from pytest_claims.faults import ClaimError
from pytest_claims.files import place, read_source

Asserted = tuple[int, int, int]
"""First line and last line of an assert, and how many comparisons it asserts."""


@dataclass(frozen=True)
class Shown:
    """A test as its file shows it."""

    path: str  # relative to the root
    line: int  # of def
    first: int  # of its first decorator, where it has one
    asserts: tuple[Asserted, ...]

    def require_all(self, assertions: list[Assertion]) -> None:
        """Refuse a body that asserted less than its source contains."""
        for first, last, count in self.asserts:
            found = sum(first <= assertion.line <= last for assertion in assertions)
            if found < count:
                raise ClaimError(
                    f"the assert in {self.path}:{first} decides {count} comparisons and "
                    f"{found} were asserted when the body ran: it was not reached, or it "
                    "asserts something else than a comparison of this claim's samples."
                )


def read_tests(file: Path, root: Path) -> dict[str, Shown]:
    """The tests of a claim file by name; the last of a name is the one that Python keeps."""
    text, _ = read_source(file, root)
    return _tests(text, place(file, root))


@cache
def _tests(text: str, path: str) -> dict[str, Shown]:
    return {
        node.name: Shown(
            path, node.lineno, min([node.lineno, *_lines(node.decorator_list)]), _asserts(node)
        )
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def shown(item: pytest.Function, root: Path) -> Shown:
    """The source of what this item runs; refuses an item that runs something else."""
    found = read_tests(item.path, root).get(item.originalname)
    here = place(item.path, root)
    if found is None:
        raise ClaimError(f"{here} shows no def {item.originalname}(...): write the test there.")
    code = getattr(item.obj, "__code__", None)
    if code is None or (Path(code.co_filename), code.co_firstlineno) != (item.path, found.first):
        runs = f"{code.co_filename}:{code.co_firstlineno}" if code else repr(item.obj)
        raise ClaimError(
            f"{item.originalname} runs {runs} and {here}:{found.line} is what is shown: "
            "rename one of them, and wrap no test in a decorator of your own."
        )
    return found


def _lines(nodes: list[ast.expr]) -> Iterator[int]:
    return (node.lineno for node in nodes)


def _asserts(function: ast.FunctionDef) -> tuple[Asserted, ...]:
    return tuple(
        (node.lineno, node.end_lineno or node.lineno, _comparisons(node.test))
        for node in ast.walk(function)
        if isinstance(node, ast.Assert)
    )


def _comparisons(node: ast.expr) -> int:
    """How many comparisons an asserted expression claims: both of ``a < s < b``."""
    if isinstance(node, ast.BoolOp):
        return sum(map(_comparisons, node.values))
    return len(node.ops) if isinstance(node, ast.Compare) else 1
