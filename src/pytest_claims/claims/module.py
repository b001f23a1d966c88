"""What may stand in a claim file beside its tests: imports, constants and helpers."""

import ast
from collections.abc import Iterator

from pytest_claims.claims.source import HIDING, PROVIDED, Function, bound, functions, is_test, spelt
from pytest_claims.faults import Fault

STEERING = frozenset(
    {
        "pytestmark",
        "pytest_plugins",
        "collect_ignore",
        "collect_ignore_glob",
        "setup_module",
        "teardown_module",
        "setup_function",
        "teardown_function",
        "setUpModule",
        "tearDownModule",
        "setup",
        "teardown",
    }
)
EFFECTS = HIDING | {"import_module", "open", "skip", "xfail", "importorskip", "exit", "fixture"}
ARRAYS = frozenset({"torch", "tensorflow", "jax"})
PYTEST = ("pytest", "_pytest", "unittest")
TOP = "A claim file holds imports, constants, helpers and tests"


def module_faults(tree: ast.Module, path: str) -> Iterator[Fault]:
    """Everything at the top level that runs, that steers pytest, or that hides a name."""
    first: dict[str, ast.stmt] = {}
    for node in tree.body:
        yield from _statement_faults(node, path)
        for name in bound(node):
            yield from _name_faults(name, node, path)
            before = first.setdefault(name, node)
            if before is not node and not (_imports(before) and _imports(node)):
                problem = f"{name} is defined twice, first in line {before.lineno}"
                cure = "Rename one of them; Python keeps the last"
                yield Fault(path, node.lineno, problem, cure)
    for part in ast.walk(tree):
        if isinstance(part, ast.ClassDef):
            cure = "Write functions; a claim stands by itself"
            yield Fault(path, part.lineno, f"class {part.name} among claims", cure)
        elif isinstance(part, ast.Import | ast.ImportFrom):
            yield from _import_faults(part, path)
    for function in functions(tree):
        if not is_test(function):
            yield from _helper_faults(function, path)


def names_of(tree: ast.Module) -> set[str]:
    """The names that the module gives a meaning to."""
    return {name for node in tree.body for name in bound(node)}


def conftest_faults(tree: ast.Module, path: str) -> Iterator[Fault]:
    """Claims that a conftest.py of the claims' folder keeps from being collected."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in ("collect_ignore", "collect_ignore_glob"):
            cure = "Remove it; every claim is collected"
            yield Fault(path, node.lineno, f"{node.id} hides claims from pytest", cure)


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _statement_faults(node: ast.stmt, path: str) -> Iterator[Fault]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            return
        case ast.Assign() | ast.AnnAssign():
            yield from _constant_faults(node, path)
        case ast.Import() | ast.ImportFrom() | ast.FunctionDef():
            return
        case ast.AsyncFunctionDef() | ast.ClassDef():
            return  # refused by their own rules
        case _:
            problem = f"code that runs on import, {ast.unparse(node).splitlines()[0]}"
            yield Fault(path, node.lineno, problem, TOP)


def _constant_faults(node: ast.Assign | ast.AnnAssign, path: str) -> Iterator[Fault]:
    """Constants that are chosen, that hide a function, or that change another module."""
    for part in ast.walk(node):
        match part:
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                problem = f"an assignment to {ast.unparse(part)}"
                cure = "A claim file changes nothing; pass it as a condition"
                yield Fault(path, node.lineno, problem, cure)
            case ast.IfExp() | ast.Lambda() | ast.NamedExpr() | ast.BoolOp():
                problem = f"a constant that is chosen, {ast.unparse(part)}"
                yield Fault(path, node.lineno, problem, "Write the value")
            case ast.Call() if spelt(part).rpartition(".")[2] in EFFECTS:
                problem = f"a constant by way of {spelt(part)}()"
                yield Fault(path, node.lineno, problem, "Write the value")


def _name_faults(name: str, node: ast.stmt, path: str) -> Iterator[Fault]:
    defined = isinstance(node, Function | ast.ClassDef)
    if name == "*":
        yield Fault(path, node.lineno, "everything is imported", "Name what the claims need")
    elif name.startswith("test") and not defined:
        how = "imported" if _imports(node) else "assigned"
        cure = "Define a test by def, and name nothing else test…; what runs is what is shown"
        yield Fault(path, node.lineno, f"{name} is {how}, and pytest takes it for a test", cure)
    elif name in STEERING or (name.startswith(("pytest_", "__")) and not _is_audit(name, node)):
        yield Fault(
            path, node.lineno, f"{name} steers pytest from a claim file", f"Remove it; {TOP}"
        )
    elif name in PROVIDED | {"pytest", "pytest_claims"} and not _is_audit(name, node):
        cure = "Choose another name"
        yield Fault(path, node.lineno, f"{name} is given another meaning", cure)


def _is_audit(name: str, node: ast.stmt) -> bool:
    """Whether a statement imports this name from where it belongs."""
    match node:
        case ast.Import(names=names):
            return any(a.name == name and a.asname in (None, name) for a in names)
        case ast.ImportFrom(module="pytest_claims", names=names):
            return any(a.name == name and a.asname in (None, name) for a in names)
    return False


def _import_faults(node: ast.Import | ast.ImportFrom, path: str) -> Iterator[Fault]:
    packages = _imported(node)
    for package in ARRAYS & {*packages}:
        problem = f"a claim file imports {package}"
        yield Fault(path, node.lineno, problem, "Let a probe handle the tensors")
    plain = isinstance(node, ast.Import) and all(
        alias.name == "pytest" and alias.asname in (None, "pytest")
        for alias in node.names
        if alias.name.partition(".")[0] in PYTEST
    )
    if not plain and any(package in PYTEST for package in packages):
        problem = "pytest is imported in parts or by another name"
        yield Fault(path, node.lineno, problem, "Write import pytest")


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    return [] if node.level else [(node.module or "").partition(".")[0]]


def _helper_faults(function: Function, path: str) -> Iterator[Fault]:
    """Helpers compute constants; they measure, assert and prepare nothing."""
    name, line = function.name, function.lineno
    parameters = [a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)]
    if function.decorator_list:
        problem = f"{name} is no test and is decorated by {spelt(function.decorator_list[0])}"
        yield Fault(path, line, problem, "The only fixture is measure; write a plain function")
    if "measure" in parameters:
        cure = "Measure in the test, where it is shown"
        yield Fault(path, line, f"{name} is no test and takes measure", cure)
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            cure = "Assert in the test, where it is shown"
            yield Fault(path, node.lineno, f"{name} is no test and asserts", cure)
