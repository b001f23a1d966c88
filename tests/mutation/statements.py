"""Operators on statements: one left out, a branch always or never taken."""

import ast
from collections.abc import Iterator

from tests.mutation.source import Edit, Function, Site, Source

STRUCTURAL = {"property", "staticmethod", "classmethod", "abstractmethod", "overload", "setter"}
"""Decorators without which nothing would run, or which only types see."""


def statement(site: Site, source: Source) -> Iterator[Edit]:
    """A statement left out, where what it assigns has a value without it; no assertion."""
    match site.node:
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield source.replace(site.node, "pass")
        case ast.Assign(targets=targets):
            if all(_has_value(target, site) for target in targets):
                yield source.replace(site.node, "pass")


def condition(site: Site, source: Source) -> Iterator[Edit]:
    """A condition that always or never holds."""
    match site.node:
        case ast.If(test=test) | ast.IfExp(test=test):
            yield source.replace(test, "True")
            yield source.replace(test, "False")
        case ast.While(test=test) if not isinstance(test, ast.Constant):
            yield source.replace(test, "False")
        case ast.comprehension(ifs=tests):
            yield from (source.replace(test, "True") for test in tests)


def loop(site: Site, source: Source) -> Iterator[Edit]:
    """A loop that does not run, or ends at the wrong moment."""
    match site.node:
        case ast.For(iter=values):
            yield source.replace(values, "()")
        case ast.Break():
            yield source.replace(site.node, "continue")
        case ast.Continue():
            yield source.replace(site.node, "break")


def result(site: Site, source: Source) -> Iterator[Edit]:
    """What a parameter brought is returned at once."""
    node = site.node
    if isinstance(node, Function) and isinstance(node.body[-1], ast.Return):
        returned = node.body[-1].value
        parameters = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
        first = next((s for s in node.body if not _is_docstring(s)), None)
        if isinstance(returned, ast.Name) and returned.id in parameters:
            yield Edit(*[source.span(first)[0]] * 2, f"return {returned.id}; ")


def decorator(site: Site, source: Source) -> Iterator[Edit]:
    """A decorator left out."""
    for node in getattr(site.node, "decorator_list", ()):
        called = node.func if isinstance(node, ast.Call) else node
        name = getattr(called, "attr", None) or getattr(called, "id", None)
        if name not in STRUCTURAL:
            start, stop = source.span(node)
            yield Edit(source.data.rfind(b"@", 0, start), stop, "")


def _has_value(target: ast.AST, site: Site) -> bool:
    match target:
        case ast.Tuple(elts=parts):
            return all(_has_value(part, site) for part in parts)
        case ast.Name(id=name):
            return name in _bound(site.function, target.lineno)
    return True


def _bound(function: Function | None, line: int) -> set[str]:
    """Names that have a value in a function before this line."""
    nodes = [*ast.walk(function)] if function else []
    stored = (n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    parameters = {n.arg for n in nodes if isinstance(n, ast.arg)}
    return {n.id for n in stored if n.lineno < line} | parameters


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


OPERATORS = (statement, condition, loop, result, decorator)
