"""A source file, and which parts of it decide what it does."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

Function = ast.FunctionDef | ast.AsyncFunctionDef

SHOWN = {"__repr__", "__str__"}
"""Methods whose result is read and not computed with."""

MESSAGES = {"add_note", "warn", "fail", "skip", "xfail"}
"""Calls whose arguments are a message."""


@dataclass(frozen=True)
class Edit:
    """Put ``text`` in place of the bytes from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Site:
    """A node that decides, its parent, and the functions and classes around, outermost first."""

    node: ast.AST
    parent: ast.AST | None = None
    around: tuple[ast.AST, ...] = ()

    @property
    def name(self) -> str:
        """The qualified name of what is around."""
        return ".".join(part.name for part in self.around) or "<module>"

    @property
    def function(self) -> Function | None:
        """The innermost function around."""
        return next((part for part in self.around[::-1] if isinstance(part, Function)), None)


class Source:
    """A text of Python, by bytes, as its syntax tree counts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode()
        self.tree = ast.parse(text)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(line) for line in self.data.split(b"\n"))
        return [0, *accumulate(length + 1 for length in lengths)]

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a node starts and ends."""
        start = self._starts[node.lineno - 1] + node.col_offset
        return start, self._starts[node.end_lineno - 1] + node.end_col_offset

    def of(self, node: ast.AST) -> str:
        """The text of a node, in brackets where it would fall apart in another place."""
        start, end = self.span(node)
        text = self.data[start:end].decode()
        whole = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Constant | ast.Subscript)
        return text if whole else f"({text})"

    def replace(self, node: ast.AST, text: str) -> Edit:
        """The edit that puts ``text`` in place of a node."""
        return Edit(*self.span(node), text)

    def between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> Iterator[Edit]:
        """The edit that makes ``old`` ``new``, between two nodes; none where it is not there."""
        start, end = self.span(left)[1], self.span(right)[0]
        at = self.data.find(old.encode(), start, end)
        if at >= 0:
            yield Edit(at, at + len(old.encode()), new)

    def line(self, offset: int) -> int:
        """The number of the line that holds this byte, from 1."""
        return self.data.count(b"\n", 0, offset) + 1

    def apply(self, edit: Edit) -> str:
        """The edited text; lines below keep their numbers."""
        lost = self.data[edit.start : edit.end].count(b"\n") - edit.text.count("\n")
        text = edit.text + "\n" * lost
        after = self.data[edit.end : self.data.find(b"\n", edit.end)].strip()
        if lost > 0 and after and edit.text:
            text = f"({text})"
        return (self.data[: edit.start] + text.encode() + self.data[edit.end :]).decode()

    def sites(self) -> Iterator[Site]:
        """Every node that decides: no docstrings, annotations, aliases of types or messages."""
        yield from _inside(Site(self.tree))


def _inside(site: Site) -> Iterator[Site]:
    named = isinstance(site.node, Function | ast.ClassDef)
    for child in _deciding(site.node):
        within = named and child not in site.node.decorator_list
        below = Site(child, site.node, (*site.around, site.node) if within else site.around)
        yield below
        yield from _inside(below)


def _deciding(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.Call) and _last_name(node.func) in MESSAGES:
        return
    skipped = {"annotation", "returns", "type_params", "msg", "type_comment"}
    for name, value in ast.iter_fields(node):
        if name not in skipped:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _silent(child, node):
                    yield child


def _silent(node: ast.AST, parent: ast.AST) -> bool:
    """Whether a node is documentation, typing or shown only."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.FunctionDef(name=name) if name in SHOWN:
            return True
        case ast.If(test=test) if _last_name(test) == "TYPE_CHECKING":
            return True
        case ast.Assign(value=value) if isinstance(parent, ast.Module):
            return _is_type(value) and not isinstance(value, ast.Name | ast.Constant | ast.Tuple)
    return False


def _is_type(node: ast.AST) -> bool:
    """Whether an expression can only be an alias of a type, such as ``Sequence[A | B]``."""
    match node:
        case ast.Name() | ast.Attribute():
            return True
        case ast.Constant(value=value):
            return value is None or value is ... or isinstance(value, str)
        case ast.Subscript(value=value, slice=index):
            return _is_type(value) and _is_type(index)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _is_type(left) and _is_type(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return all(map(_is_type, parts))
    return False


def _last_name(node: ast.AST) -> str | None:
    return getattr(node, "attr", None) or getattr(node, "id", None)
