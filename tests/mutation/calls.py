"""Operators on calls: another function, an argument that does not arrive."""

import ast
from collections.abc import Iterator

from tests.mutation.source import Edit, Site, Source

PAIRS = (
    "sum mean",
    "max min",
    "amax amin",
    "maximum minimum",
    "argmax argmin",
    "any all",
    "ceil floor",
    "zeros ones",
    "zeros_like ones_like",
    "clamp_min clamp_max",
    "tril triu",
    "sin cos",
    "sigmoid tanh",
    "normal uniform",
    "cumsum cumprod",
    "startswith endswith",
    "removeprefix removesuffix",
    "union intersection",
)

SWAPS = {a: b for pair in PAIRS for a, b in (pair.split(), pair.split()[::-1])}

TRANSPARENT = {
    *("abs", "sqrt", "square", "exp", "log", "round", "clamp", "clamp_min", "clamp_max"),
    *("sigmoid", "tanh", "relu", "softmax", "cumsum", "flip", "detach"),
    *("sorted", "reversed", "strip", "lower", "casefold"),
}
"""Calls whose result can stand for what they were given, and is not it."""

WORDS = {None, "help", "metavar", "description"}
"""Keywords whose argument is there to be read, and ``**``, which has none."""

STREAMS = ("weights", "training data")
"""Purposes of random streams that others draw from."""


def function(site: Site, source: Source) -> Iterator[Edit]:
    """The sum for the mean, the largest for the smallest."""
    match site.node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SWAPS:
            stop = source.span(site.node.func)[1]
            yield Edit(stop - len(name), stop, SWAPS[name])


def transparent(site: Site, source: Source) -> Iterator[Edit]:
    """A call left out, its first operand in its place."""
    match site.node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch" | "np" | "math" | "F"))):
            inner = site.node.args[:1]
        case ast.Call(func=ast.Attribute(value=value)):
            inner = [value]
        case ast.Call():
            inner = site.node.args[:1]
        case _:
            return
    name = getattr(site.node.func, "attr", None) or getattr(site.node.func, "id", None)
    if name in TRANSPARENT and inner:
        yield source.replace(site.node, source.of(inner[0]))


def keyword(site: Site, source: Source) -> Iterator[Edit]:
    """A keyword argument that is not passed on; not the ``strict`` of ``zip``, which asserts."""
    if not isinstance(site.node, ast.Call) or getattr(site.node.func, "id", None) == "zip":
        return
    arguments = sorted([*site.node.args, *site.node.keywords], key=source.span)
    for i, argument in enumerate(arguments):
        if isinstance(argument, ast.keyword) and argument.arg not in WORDS:
            start, stop = source.span(argument)
            if i:
                start = source.span(arguments[i - 1])[1]
            elif arguments[1:]:
                stop = source.span(arguments[1])[0]
            yield Edit(start, stop, "")


def stream(site: Site, source: Source) -> Iterator[Edit]:
    """Random numbers from a stream that has another purpose.

    Where a model is built and not trained nobody draws training data: that stream is as good.
    """
    match site.node:
        case ast.Call(
            func=ast.Name(id="streams"), args=[*_, ast.Constant(value=str(purpose)) as last]
        ):
            untrained = "Build" in source.text and "import fit" not in source.text
            for other in STREAMS[:1] if untrained else STREAMS:
                if other != purpose:
                    yield source.replace(last, f'"{other}"')


OPERATORS = (function, transparent, keyword, stream)
