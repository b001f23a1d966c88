"""What no claim may say, and what every claim must."""

import ast
from collections.abc import Collection, Iterator

from pytest_claims.claims.asserts import assert_faults
from pytest_claims.claims.body import body_faults
from pytest_claims.claims.cases import case_faults, case_names
from pytest_claims.claims.module import module_faults, names_of
from pytest_claims.claims.source import Function, decorators, functions, is_test, spelt
from pytest_claims.faults import Fault

AUDIT = ("control", "no_control", "pytest_claims.control", "pytest_claims.no_control")
STEERING = frozenset(
    {
        "xfail",
        "skip",
        "skipif",
        "usefixtures",
        "filterwarnings",
        "tryfirst",
        "trylast",
        "flaky",
        "forked",
        "repeat",
    }
)
"""Marks by which pytest and its plugins decide whether and how a test runs, and what counts."""


def rule_faults(tree: ast.Module, path: str, marks: Collection[str] | None) -> Iterator[Fault]:
    """Everything in a claim file that breaks the grammar of claims.

    ``marks`` are those that the project registers; None where that is not known.
    """
    yield from module_faults(tree, path)
    names = names_of(tree)
    for function in functions(tree):
        yield from body_faults(function, path)
        if is_test(function):
            yield from _duties(function, path)
            yield from _control_faults(function, path)
            yield from _decorator_faults(function, path, marks)
            yield from _parameter_faults(function, path)
            yield from case_faults(function, path)
            yield from assert_faults(function, path, names | case_names(function))


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
            cure = "Write @control(Subject, Ablated) or @control(condition=value)"
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


def _decorator_faults(
    function: Function, path: str, marks: Collection[str] | None
) -> Iterator[Fault]:
    for node in function.decorator_list:
        named, line = spelt(node), node.lineno
        mark = named.removeprefix("pytest.mark.")
        if named in AUDIT or named == "pytest.mark.parametrize":
            continue
        if mark in STEERING:
            problem = f"{function.name} carries the mark {mark}, which keeps it from counting"
            yield Fault(path, line, problem, "Remove it; the note says what is declared refuted")
        elif mark == named or not mark.isidentifier():
            cure = "Only control, no_control, pytest.mark.parametrize and the project's marks do"
            yield Fault(path, line, f"{named} decorates {function.name}", cure)
        elif marks is not None and mark not in marks:
            problem = (
                f"{function.name} carries the mark {mark}, which the project does not register"
            )
            yield Fault(path, line, problem, "Name it under markers in the ini, or remove it")


def _parameter_faults(function: Function, path: str) -> Iterator[Fault]:
    """The only fixture is ``measure``; every other parameter is a case's."""
    name, line, given = function.name, function.lineno, case_names(function)
    taken = [part.arg for part in ast.walk(function.args) if isinstance(part, ast.arg)]
    for parameter in taken:
        if parameter != "measure" and parameter not in given:
            problem = f"{name} takes {parameter}, which is neither measure nor a case's"
            yield Fault(path, line, problem, "The only fixture is measure; write what you need")
    if "measure" in given:
        problem = f"a case of {name} stands in for measure"
        yield Fault(path, line, problem, "Give it another name")
    if function.args.defaults or any(function.args.kw_defaults):
        problem = f"a parameter of {name} has a default"
        yield Fault(path, line, problem, "Write it as a case or as a constant")
