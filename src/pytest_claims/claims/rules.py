"""What no claim may say, and what every claim must."""

import ast
from collections.abc import Iterator

from pytest_claims.faults import Fault

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = ast.stmt | ast.excepthandler | ast.match_case

PROBE = "Let a probe do it and return the number"
EQUAL = "Write every(abs(a - b) <= tolerance)"
RAISE = "Let the exception show; it is an error, not a verdict"
BOTH = "Write every((low < s) & (s < high))"

REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Not: ("not", "Turn the comparison round"),
    ast.Or: ("or", "Claim one of the two, or make two claims"),
    ast.If: ("if", PROBE),
    ast.IfExp: ("if", PROBE),
    ast.Match: ("match", PROBE),
    ast.Try: ("try", RAISE),
    ast.TryStar: ("try", RAISE),
    ast.For: ("a loop", PROBE),
    ast.While: ("a loop", PROBE),
    ast.comprehension: ("a loop", PROBE),
    ast.Eq: ("==", EQUAL),
    ast.NotEq: ("!=", "Write share(a > b) or share(a < b)"),
    ast.In: ("in", PROBE),
    ast.NotIn: ("not in", PROBE),
    ast.Is: ("is", EQUAL),
    ast.IsNot: ("is not", EQUAL),
}
REFUSED_CALLS = ("min", "max", "sorted", "any", "all")


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


def rule_faults(tree: ast.Module, path: str) -> Iterator[Fault]:
    """Everything in a claim file that breaks the grammar of claims."""
    yield from _file_faults(tree, path)
    first: dict[str, int] = {}
    for function in functions(tree):
        yield from _refusals(function, path)
        if not is_test(function):
            continue
        if function.name in first:
            problem = f"{function.name} is defined twice, first in line {first[function.name]}"
            yield Fault(path, function.lineno, problem, "Rename one of them; Python keeps the last")
        first.setdefault(function.name, function.lineno)
        if function not in tree.body:
            problem = f"{function.name} stands within a block, so it may not exist"
            yield Fault(path, function.lineno, problem, "Move it to the top level")
        yield from _duties(function, path)
        yield from _control_faults(function, path)


def _file_faults(tree: ast.Module, path: str) -> Iterator[Fault]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            cure = "Write functions; a claim stands by itself"
            yield Fault(path, node.lineno, f"class {node.name} among claims", cure)
        elif isinstance(node, ast.stmt) and "torch" in _imported(node):
            cure = "Let a probe handle the tensors"
            yield Fault(path, node.lineno, "a claim file imports torch", cure)


def _imported(node: ast.AST) -> list[str]:
    """The packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [(node.module or "").partition(".")[0]]
    return []


def _duties(function: Function, path: str) -> Iterator[Fault]:
    name, line = function.name, function.lineno
    if isinstance(function, ast.AsyncFunctionDef):
        yield Fault(path, line, f"{name} is async", "Write def; nothing here waits")
    if not (ast.get_docstring(function) or "").strip():
        cure = "Give it the sentence of the note that links to it"
        yield Fault(path, line, f"{name} has no docstring", cure)


def _control_faults(function: Function, path: str) -> Iterator[Fault]:
    name, line = function.name, function.lineno
    controls, excuses = decorators(function, "control"), decorators(function, "no_control")
    if not controls and not excuses:
        problem = f"{name} has neither @control nor @no_control, so nothing shows that it can fail"
        cure = 'Break what it rests on with @control(…), or say @no_control("why not")'
        yield Fault(path, line, problem, cure)
    elif controls and excuses:
        problem = f"{name} has both @control and @no_control"
        yield Fault(path, line, problem, "Remove one of them")
    for node in controls:
        if not (isinstance(node, ast.Call) and (node.args or node.keywords)):
            cure = "Write @control(Architecture, Ablated) or @control(condition=value)"
            yield Fault(path, node.lineno, f"the @control of {name} replaces nothing", cure)
    for node in excuses:
        if not reason(node):
            problem = f"the @no_control of {name} gives no reason"
            yield Fault(path, node.lineno, problem, 'Write @no_control("the reason")')


def reason(node: ast.expr) -> str:
    """The reason given in ``@no_control("reason")``, empty if there is none."""
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    text = argument.value if isinstance(argument, ast.Constant) else None
    return text.strip() if isinstance(text, str) else ""


def _refusals(function: Function, path: str) -> Iterator[Fault]:
    waiting: list[tuple[ast.AST, int]] = [(node, node.lineno) for node in function.body]
    while waiting:
        node, line = waiting.pop()
        line = getattr(node, "lineno", line)  # an operator stands where its expression does
        waiting += [(child, line) for child in ast.iter_child_nodes(node)]
        for words, cure in _refused(node):
            yield Fault(path, line, f"{function.name} uses {words}", cure)


def _refused(node: ast.AST) -> Iterator[tuple[str, str]]:
    if type(node) in REFUSED:
        yield REFUSED[type(node)]
    if isinstance(node, ast.Assert) and node.msg is not None:
        yield "a message on an assert", "Let the docstring say it"
    if isinstance(node, ast.Call) and called(node) in REFUSED_CALLS:
        yield f"{called(node)}()", PROBE
    if _loses_half(node):
        words = f"a chained comparison inside {called(node)}, of which Python keeps the last"
        yield words, BOTH.replace("every", called(node))


def _loses_half(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or called(node) not in ("every", "share"):
        return False
    return any(_chained(part) for argument in node.args for part in ast.walk(argument))


def _chained(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return len(node.ops) > 1
    return isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)
