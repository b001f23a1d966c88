"""What no function of a claim file may say."""

import ast
from collections.abc import Iterator

from pytest_claims.claims.asserts import decided
from pytest_claims.claims.source import HIDING, PROVIDED, Function, called, is_test
from pytest_claims.faults import Fault

PROBE = "Let a probe do it and return the number"
EQUAL = "Write every(abs(a - b) <= tolerance), or exact(a == b) where no probe takes seeds"
EVENTS = ("every", "exact", "share")
RAISE = "Let the exception show; it is an error, not a verdict"
BOTH = "Write every((low < s) & (s < high))"
PLAIN = "Write it out in the test, line by line"
CHANGE = "A claim changes nothing; pass it as a condition"
RUN = "Every claim runs; a limit of a subject is the subject's to tell"

REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Not: ("not", "Turn the comparison round"),
    ast.Or: ("or", "Claim one of the two, or make two claims"),
    ast.If: ("if", PROBE),
    ast.IfExp: ("if", PROBE),
    ast.Match: ("match", PROBE),
    ast.Try: ("try", RAISE),
    ast.TryStar: ("try", RAISE),
    ast.Raise: ("raise", RAISE),
    ast.With: ("with", RAISE),
    ast.AsyncWith: ("with", RAISE),
    ast.For: ("a loop", PROBE),
    ast.AsyncFor: ("a loop", PROBE),
    ast.While: ("a loop", PROBE),
    ast.comprehension: ("a loop", PROBE),
    ast.Eq: ("==", EQUAL),
    ast.NotEq: ("!=", "Write share(a > b) or share(a < b)"),
    ast.In: ("in", PROBE),
    ast.NotIn: ("not in", PROBE),
    ast.Is: ("is", EQUAL),
    ast.IsNot: ("is not", EQUAL),
    ast.FunctionDef: ("a function within it", PLAIN),
    ast.AsyncFunctionDef: ("a function within it", PLAIN),
    ast.Lambda: ("lambda", PLAIN),
    ast.NamedExpr: (":=", PLAIN),
    ast.Yield: ("yield", PLAIN),
    ast.YieldFrom: ("yield", PLAIN),
    ast.Await: ("await", PLAIN),
    ast.Import: ("import", "Import it at the head of the file"),
    ast.ImportFrom: ("import", "Import it at the head of the file"),
    ast.Delete: ("del", CHANGE),
    ast.Global: ("global", CHANGE),
    ast.Nonlocal: ("nonlocal", CHANGE),
}
QUIET = ast.Yield | ast.YieldFrom | ast.Await  # refused by their names
REDUCING = frozenset({"min", "max", "sorted", "any", "all", "bool"})
DRAWING = frozenset({"values", "outcomes"})
UNSEEN = HIDING | {"getattr"}


def body_faults(function: Function, path: str) -> Iterator[Fault]:
    """Everything in a function, its decorators and its defaults that no claim may say."""
    exact = {id(node) for call in ast.walk(function) for node in _within_exact(call)}
    for part in ast.iter_child_nodes(function):
        waiting: list[tuple[ast.AST, int]] = [(part, function.lineno)]
        while waiting:
            node, line = waiting.pop()
            line = getattr(node, "lineno", line)  # an operator stands where its expression does
            waiting += [(child, line) for child in ast.iter_child_nodes(node)]
            if isinstance(node, ast.Eq) and id(node) in exact:
                continue
            for words, cure in _refused(node, part in function.decorator_list):
                yield Fault(path, line, f"{function.name} uses {words}", cure)
    yield from _statement_faults(function, path)
    yield from _word_faults(function, path)
    yield from _chain_faults(function, path)


def _within_exact(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in ``exact(...)``, if this is one."""
    if isinstance(node, ast.Call) and called(node) == "exact":
        yield from ast.walk(node)


def _refused(node: ast.AST, decorating: bool) -> Iterator[tuple[str, str]]:
    if type(node) in REFUSED:
        yield REFUSED[type(node)]
    match node:
        case ast.Assert(msg=ast.expr()):
            yield "a message on an assert", "Let the docstring say it"
        case ast.Attribute(value=ast.Name(id="pytest"), attr=name) if not decorating:
            yield f"pytest.{name}", RUN
        case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
            yield f"an assignment to {ast.unparse(node)}", CHANGE
        case ast.Call():
            yield from _refused_call(node)


def _refused_call(node: ast.Call) -> Iterator[tuple[str, str]]:
    name = called(node)
    if name in REDUCING:
        yield f"{name}()", PROBE
    if (isinstance(node.func, ast.Name) and name in UNSEEN) or name == "__import__":
        yield f"{name}()", PLAIN
    if isinstance(node.func, ast.Attribute) and name in DRAWING:
        yield f"{ast.unparse(node.func)}()", "Write the threshold; it is not taken from the data"
    if name in EVENTS:
        parts = (part for argument in node.args for part in ast.walk(argument))
        if any(map(_chained, parts)):
            words = f"a chained comparison inside {name}, of which Python keeps the last"
            yield words, BOTH.replace("every", name)


def _chained(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return len(node.ops) > 1
    return isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)


def _statement_faults(function: Function, path: str) -> Iterator[Fault]:
    """Statements that end a test early, or that neither name nor assert anything."""
    idle = "asserts nothing of it" if is_test(function) else "does nothing with it"
    for node in ast.walk(function):
        match node:
            case ast.Return() if is_test(function):
                cure = "Remove it; what follows is not claimed"
                yield Fault(path, node.lineno, f"{function.name} uses return", cure)
            case ast.Expr(value=value) if not isinstance(value, ast.Constant | QUIET):
                problem = f"{function.name} says {ast.unparse(value)} and {idle}"
                yield Fault(path, node.lineno, problem, "Assert it or remove it")


def _word_faults(function: Function, path: str) -> Iterator[Fault]:
    """``measure`` handed on, so that what it measures stands elsewhere, and words of the audit
    that are called and mean something else.
    """
    calls = {node.func for node in ast.walk(function) if isinstance(node, ast.Call)}
    names = {node.id for node in calls if isinstance(node, ast.Name)} & PROVIDED | {"measure"}
    for node in ast.walk(function):
        match node:
            case ast.Name(id="measure", ctx=ast.Load()) if node not in calls:
                cure = "Call it in the test: measure(probe, …)"
                yield Fault(path, node.lineno, f"{function.name} hands measure on", cure)
            case ast.Name(id=name, ctx=ast.Store()) if name in names:
                problem = f"{function.name} gives {name} another meaning"
                yield Fault(path, node.lineno, problem, "Choose another name")


def _chain_faults(function: Function, path: str) -> Iterator[Fault]:
    """Chained comparisons where no assert shows them: Python asks each for its truth."""
    shown = {part for node in function.body for part in _shown(node)}
    for node in ast.walk(function):
        if _chained(node) and node not in shown:
            problem = f"{function.name} chains comparisons outside an assert"
            yield Fault(path, getattr(node, "lineno", 1), problem, "Assert each of them")


def _shown(node: ast.AST) -> Iterator[ast.AST]:
    """The comparisons that an assert shows, and those that ``every`` and ``share`` refuse."""
    for part in ast.walk(node):
        if isinstance(part, ast.Assert):
            yield from _conjoined(part.test)
        elif isinstance(part, ast.Call) and called(part) in EVENTS:
            yield from ast.walk(part)


def _conjoined(node: ast.expr) -> Iterator[ast.expr]:
    yield node
    if isinstance(node, ast.BoolOp) and decided(node):
        for value in node.values:
            yield from _conjoined(value)
