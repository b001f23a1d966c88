"""The cases of a test, as its parametrize decorators write them out."""

import ast
import itertools
from collections.abc import Iterator

from pytest_claims.claims.source import Function, called, decorators
from pytest_claims.faults import Fault

LITERAL = "Write the names and a list of values; the report shows them, and none can be left out"


def cases(function: Function) -> tuple[str, ...] | None:
    """Names as in ``lag=16``, in pytest's order: the last decorator varies slowest.

    ``()`` without cases, None where they are not written out.
    """
    axes = [_axis(node) for node in reversed(decorators(function, "parametrize"))]
    if None in axes:
        return None
    return tuple(", ".join(case) for case in itertools.product(*filter(None, axes)) if case)


def case_names(function: Function) -> set[str]:
    """The parameters that get their values from cases."""
    found = (_arguments(node)[0] for node in decorators(function, "parametrize"))
    return {name for node in found if node for name in _names(node) or ()}


def case_faults(function: Function, path: str) -> Iterator[Fault]:
    """Cases that are not written out, that are none, or that say how they are run."""
    for node in decorators(function, "parametrize"):
        if problem := _problem(node):
            yield Fault(path, node.lineno, f"the cases of {function.name} {problem}", LITERAL)


def _problem(node: ast.expr) -> str:
    names, values = _arguments(node)
    if (extra := _extra(node)) or names is None or values is None:
        return extra or "are missing"
    if _names(names) is None:
        return f"have names that are no literal, {ast.unparse(names)}"
    if not isinstance(values, ast.List | ast.Tuple):
        return f"are not written out but {ast.unparse(values)}"
    if not values.elts:
        return "are none, so it never runs"
    for value in values.elts:
        if isinstance(value, ast.Starred):
            return f"are not written out but hold {ast.unparse(value)}"
        if isinstance(value, ast.Call) and called(value) == "param" and _keywords(value) - {"id"}:
            return f"carry more than a value, {ast.unparse(value)}"
    return ""


def _extra(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if len(node.args) > 2 or any(isinstance(value, ast.Starred) for value in node.args):
        return f"are not written out but {ast.unparse(node)}"
    extra = sorted(_keywords(node) - {"argnames", "argvalues", "ids"})
    return f"pass {extra[0]}=" if extra else ""


def _keywords(node: ast.Call) -> set[str]:
    return {keyword.arg or "**" for keyword in node.keywords}


def _arguments(node: ast.expr) -> tuple[ast.expr | None, ast.expr | None]:
    """The names and the values of a parametrize decorator."""
    if not isinstance(node, ast.Call):
        return None, None
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    given |= dict(zip(("argnames", "argvalues"), node.args, strict=False))
    return given.get("argnames"), given.get("argvalues")


def _axis(node: ast.expr) -> list[str] | None:
    names, values = _arguments(node)
    known = _names(names) if names else None
    if known is None or not isinstance(values, ast.List | ast.Tuple):
        return None
    return [_case(known, value) for value in values.elts]


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
