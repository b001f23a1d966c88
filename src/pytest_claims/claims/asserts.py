"""What a test asserts: how many comparisons, and whether each is of something measured."""

import ast
import builtins
import itertools
from collections.abc import Iterator

from pytest_claims.claims.source import PROVIDED, Function, spelt
from pytest_claims.faults import Fault

COMPARE = "Assert a > b, every(...) or share(...) >= 0.9, with something measured on one side"
CHECKED = ("every", "exact", "pytest_claims.every", "pytest_claims.exact")


def decided(node: ast.expr) -> int:
    """How many comparisons an asserted expression claims: one for each operator of a chain, for
    each ``every`` or ``exact`` and for each ``share`` that is compared; ``and`` adds them up.
    """
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return sum(map(decided, values))
        case ast.Compare(ops=ops):
            return len(ops)
        case ast.Call() if spelt(node) in CHECKED:
            return 1
    return 0


def count(function: Function) -> int:
    """How many comparisons the body asserts; as many are decided when it runs."""
    asserts = (node for node in ast.walk(function) if isinstance(node, ast.Assert))
    return sum(decided(node.test) for node in asserts)


def assert_faults(function: Function, path: str, known: set[str]) -> Iterator[Fault]:
    """Asserts that compare nothing, or nothing that may be a sample.

    ``known`` are the names that are none: those of the module and of the cases.
    """
    known = (known | set(dir(builtins)) | PROVIDED) - {"measure"}
    for node in function.body:
        match node:
            case ast.Assign(targets=targets, value=value):
                known = _settled(known, targets, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                known = _settled(known, [target], value)
            case ast.Assert(test=test):
                for idle in _idle(test, known):
                    problem = f"{function.name} asserts {ast.unparse(idle)}, which compares nothing"
                    yield Fault(path, idle.lineno, f"{problem} that is measured", COMPARE)


def _settled(known: set[str], targets: list[ast.expr], value: ast.expr) -> set[str]:
    """The names that are no sample, once these targets have this value."""
    named = {part.id for t in targets for part in ast.walk(t) if isinstance(part, ast.Name)}
    return known - named if _may_be_sample(value, known) else known | named


def _idle(test: ast.expr, known: set[str]) -> Iterator[ast.expr]:
    """The parts of an asserted expression that decide nothing."""
    match test:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _idle(value, known)
        case ast.Compare(left=left, comparators=rest):
            sides = [_may_be_sample(side, known) for side in (left, *rest)]
            if not all(one or other for one, other in itertools.pairwise(sides)):
                yield test
        case ast.UnaryOp(op=ast.Not()):
            pass  # refused by its own name
        case _:
            if not decided(test) or not _may_be_sample(test, known):
                yield test


def _may_be_sample(node: ast.expr, known: set[str]) -> bool:
    return any(isinstance(part, ast.Name) and part.id not in known for part in ast.walk(node))
