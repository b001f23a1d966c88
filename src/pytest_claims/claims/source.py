"""A claim file as a tree: its functions, what decorates them and what is called in them."""

import ast

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = ast.stmt | ast.excepthandler | ast.match_case

PROVIDED = frozenset({"control", "no_control", "every", "exact", "share", "measure"})
"""Words of the audit; in a claim file they mean nothing else."""

HIDING = frozenset(
    {"exec", "eval", "compile", "globals", "locals", "vars", "setattr", "delattr", "__import__"}
)
"""Calls by which a file does what it does not show."""


def functions(tree: ast.Module) -> list[Function]:
    """The functions of a module, also those within a block of its own."""
    found: list[Function] = []
    waiting: list[ast.AST] = list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function):
            found.append(node)
        elif isinstance(node, BLOCKS) and not isinstance(node, ast.ClassDef):
            waiting += reversed(list(ast.iter_child_nodes(node)))
    return found


def is_test(function: Function) -> bool:
    """Whether pytest collects it."""
    return function.name.startswith("test")


def decorators(function: Function, name: str) -> list[ast.expr]:
    """The decorators whose last name is this, called or bare."""
    return [node for node in function.decorator_list if called(node) == name]


def called(node: ast.AST) -> str:
    """The last name of what is called or named here: ``c`` for ``a.b.c(1)``."""
    named = node.func if isinstance(node, ast.Call) else node
    if isinstance(named, ast.Attribute):
        return named.attr
    return named.id if isinstance(named, ast.Name) else ""


def spelt(node: ast.AST) -> str:
    """What is called or named here, in full: ``a.b.c`` for ``a.b.c(1)``."""
    return ast.unparse(node.func if isinstance(node, ast.Call) else node)


def bound(node: ast.stmt) -> list[str]:
    """The names that a statement of a module gives a meaning to."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=names):
            return [alias.asname or alias.name.partition(".")[0] for alias in names]
        case ast.ImportFrom(names=names):
            return [alias.asname or alias.name for alias in names]
    stored = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return [part.id for part in stored if not isinstance(part.ctx, ast.Load)]
