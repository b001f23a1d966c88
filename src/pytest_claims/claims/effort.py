"""About how much a test measures, by the numbers that it writes; nothing of it runs.

An estimate to order tests by before any was timed. Work grows with the sizes, lengths and steps
that a measurement names, and the largest of them stands for it.
"""

import ast
from collections.abc import Mapping

from pytest_claims.claims.source import Function, called, decorators

Meanings = Mapping[str, ast.expr]


def effort(function: Function, tree: ast.Module) -> int:
    """The largest whole number of each measurement, added up, once more for each control."""
    known = {**_meanings(tree.body), **_meanings(function.body)}
    measured = [node for node in ast.walk(function) if called(node) == "measure"]
    largest = [_largest(n, known, frozenset()) for n in measured if isinstance(n, ast.Call)]
    return sum(largest) * (1 + len(decorators(function, "control")))


def _meanings(statements: list[ast.stmt]) -> dict[str, ast.expr]:
    """What each name is assigned to; of several at a time, each its own."""
    found: dict[str, ast.expr] = {}
    for node in statements:
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = list(zip(names, values, strict=False))
            case ast.Assign(targets=targets, value=value):
                pairs = [(target, value) for target in targets]
            case _:
                continue
        found |= {name.id: value for name, value in pairs if isinstance(name, ast.Name)}
    return found


def _largest(node: ast.AST, known: Meanings, within: frozenset[str]) -> int:
    """The largest whole number in an expression and in what its names mean; 1 where there is
    none.
    """
    found = 1
    for part in ast.walk(node):
        match part:
            case ast.Constant(value=int(value)):
                found = max(found, value)
            case ast.Name(id=name) if name in known and name not in within:
                found = max(found, _largest(known[name], known, within | {name}))
    return found
