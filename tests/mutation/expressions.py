"""Operators on expressions: what a slip of the pen makes of them."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from tests.mutation.source import Edit, Site, Source

COMPARISONS = {
    ast.Lt: ("<", ("<=", ">")),
    ast.LtE: ("<=", ("<", ">=")),
    ast.Gt: (">", (">=", "<")),
    ast.GtE: (">=", (">", "<=")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}

ARITHMETIC = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "%"),
    ast.Mod: ("%", "//"),
    ast.Pow: ("**", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.BitXor: ("^", "&"),
}

ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)

EVEN = {"abs", "square", "norm", "relative"}
"""Functions that do not tell a number from its negative."""


def comparison(site: Site, source: Source) -> Iterator[Edit]:
    """A boundary moved, or a comparison turned round."""
    if isinstance(site.node, ast.Compare):
        operands = pairwise([site.node.left, *site.node.comparators])
        for (left, right), op in zip(operands, site.node.ops, strict=True):
            old, others = COMPARISONS[type(op)]
            for new in others:
                yield from source.between(left, right, old, new)


def arithmetic(site: Site, source: Source) -> Iterator[Edit]:
    """An operator for another."""
    if isinstance(site.node, ast.BinOp) and type(site.node.op) in ARITHMETIC:
        old, new = ARITHMETIC[type(site.node.op)]
        yield from source.between(site.node.left, site.node.right, old, new)
    if isinstance(site.node, ast.AugAssign) and type(site.node.op) in ARITHMETIC:
        old, new = ARITHMETIC[type(site.node.op)]
        yield from source.between(site.node.target, site.node.value, f"{old}=", f"{new}=")


def order(site: Site, source: Source) -> Iterator[Edit]:
    """The operands the other way round, where that is more than a sign which is then lost."""
    node = site.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ORDERED) and not _sign_is_lost(site):
        old, _ = ARITHMETIC[type(node.op)]
        yield source.replace(node, f"{source.of(node.right)} {old} {source.of(node.left)}")


def _sign_is_lost(site: Site) -> bool:
    match site.node.op, site.parent:
        case ast.Sub(), ast.Attribute(attr=name):
            return name in EVEN
        case ast.Sub(), ast.Call(func=ast.Name(id=name), args=[first, *_]):
            return name in EVEN and first is site.node
    return False


def logic(site: Site, source: Source) -> Iterator[Edit]:
    """``and`` for ``or``, and the reverse."""
    if isinstance(site.node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(site.node.op, ast.And) else ("or", "and")
        for left, right in pairwise(site.node.values):
            yield from source.between(left, right, old, new)


def operand(site: Site, source: Source) -> Iterator[Edit]:
    """One part of a conjunction or an alternative left out."""
    match site.node:
        case ast.BoolOp(values=parts):
            old = " and " if isinstance(site.node.op, ast.And) else " or "
            for part in parts:
                rest = [source.of(other) for other in parts if other is not part]
                yield source.replace(site.node, old.join(rest))
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr(), right=right):
            yield source.replace(site.node, source.of(left))
            yield source.replace(site.node, source.of(right))


def negation(site: Site, source: Source) -> Iterator[Edit]:
    """``not``, ``-`` or ``~`` left out; a literal is the business of ``constant``."""
    match site.node:
        case ast.UnaryOp(operand=inner) if not isinstance(inner, ast.Constant):
            yield source.replace(site.node, source.of(inner))


def constant(site: Site, source: Source) -> Iterator[Edit]:
    """A whole number off by one, another number doubled, a truth value turned; not ``strict``."""
    match site.node:
        case ast.Constant() if isinstance(site.parent, ast.keyword) and site.parent.arg == "strict":
            return  # of ``zip``, which asserts
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
            yield source.replace(site.node, str(-value - 1))
            yield source.replace(site.node, str(-value + 1))
        case ast.Constant(value=bool(value)):
            yield source.replace(site.node, str(not value))
        case ast.Constant(value=int(value)) if not isinstance(site.parent, ast.UnaryOp):
            yield source.replace(site.node, str(value + 1))
            if value > 0:
                yield source.replace(site.node, str(value - 1))
        case ast.Constant(value=float(value)):
            yield source.replace(site.node, str(2 * value or 1.0))


def text(site: Site, source: Source) -> Iterator[Edit]:
    """Another string, where strings decide: compared, or a key."""
    match site.node:
        case ast.Compare():
            found = [site.node.left, *site.node.comparators]
        case ast.Dict(keys=keys):
            found = keys
        case ast.Subscript(slice=index):
            found = [index]
        case _:
            return
    for node in found:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield source.replace(node, repr(f"{node.value}?"))


def end(site: Site, source: Source) -> Iterator[Edit]:
    """The first for the last, and the reverse; a slice without its bound."""
    match site.node:
        case ast.Subscript(slice=ast.Tuple(elts=indices)):
            pass
        case ast.Subscript(slice=index):
            indices = [index]
        case _:
            return
    for index in indices:
        match index:
            case ast.Constant(value=int(0)):
                yield source.replace(index, "-1")
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
                yield source.replace(index, "0")
            case ast.Slice(lower=lower, upper=upper):
                yield from (source.replace(bound, "") for bound in (lower, upper) if bound)


OPERATORS = (comparison, arithmetic, order, logic, operand, negation, constant, text, end)
