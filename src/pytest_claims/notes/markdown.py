"""Markdown read as text that knows its lines and its links.

The parser gives lines to blocks only, and code, mathematics and link titles hide the breaks
within them. So the rules that can span lines note where in the source they began and ended.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

OPAQUE = "\ufffc"  # stands in Inline.shape where no sentence may end
SPANNING = ("link", "image", "autolink", "backticks", "math_inline")

Rule = Callable[[StateInline, bool], bool]


@dataclass(frozen=True)
class Anchor:
    """A link within a text: which characters it covers, and what it says."""

    start: int
    end: int
    row: int
    href: str
    title: str | None
    label: str | None


@dataclass
class Inline:
    """A paragraph, heading or cell as plain text.

    ``text`` is what a reader sees, a line break included. ``shape`` is as long, with code,
    mathematics and the spaces within links made opaque.
    """

    line: int = 1
    text: str = ""
    shape: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    rows: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])

    def line_at(self, offset: int) -> int:
        """The line of the file in which this character stands."""
        return self.line + self.rows[bisect_right(self.rows, (offset, 1 << 62)) - 1][1]

    def add(self, text: str, shape: str | None = None) -> None:
        """Append text, opaque unless its shape is given."""
        self.text += text
        self.shape += OPAQUE * len(text) if shape is None else shape

    def at_row(self, row: int) -> None:
        """What is appended from here on stands in this row."""
        self.rows.append((len(self.text), row))


def _noting_rows(parse: Rule) -> Rule:
    def rule(state: StateInline, silent: bool) -> bool:
        first, start = len(state.tokens) + bool(state.pending), state.pos
        found = parse(state, silent)
        if found and not silent and len(state.tokens) > first:
            state.tokens[first].meta["row"] = state.src.count("\n", 0, start)
            state.tokens[-1].meta["end"] = state.src.count("\n", 0, state.pos)
        return found

    return rule


def _dialect() -> MarkdownIt:
    options = {"html": False, "store_labels": True}
    parser = MarkdownIt("commonmark", options).enable("table")
    dollarmath_plugin(parser, allow_space=False, allow_digits=False, double_inline=True)
    return parser


def _with_rows(parser: MarkdownIt) -> MarkdownIt:
    rules = parser.inline.ruler
    for name, parse in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        if name in SPANNING:
            rules.at(name, _noting_rows(parse))
    return parser


MARKDOWN = _with_rows(_dialect())
BLOCKS = _dialect().disable("inline")


def flatten(tokens: Iterable[Token], line: int = 1) -> Inline:
    """The children of an inline token that begins at this line, as plain text."""
    inline, row = Inline(line), 0
    opened: list[tuple[int, Token]] = []
    for token in tokens:
        if token.type == "text":
            inline.add(token.content, token.content)
        elif token.type in ("softbreak", "hardbreak"):
            inline.add("\n", "\n")
            row += 1
            inline.at_row(row)
        elif token.type in ("code_inline", "math_inline"):
            inline.add(token.content.replace("\n", " "))
        elif token.type == "link_open":
            opened.append((len(inline.text), token))
        elif token.type == "link_close" and opened:
            _close(inline, *opened.pop())
        if "label" in token.meta:
            inline.labels.add(token.meta["label"])
        if token.meta.get("end", row) != row:
            row = token.meta["end"]
            inline.at_row(row)
    return inline


def _close(inline: Inline, start: int, token: Token) -> None:
    inside = re.sub(r"\s", OPAQUE, inline.shape[start:])
    inline.shape = inline.shape[:start] + inside
    href, title = str(token.attrGet("href") or ""), token.attrGet("title")
    inline.anchors.append(
        Anchor(
            start=start,
            end=len(inline.text),
            row=token.meta.get("row", 0),
            href=unquote(href),
            title=None if title is None else str(title),
            label=token.meta.get("label"),
        )
    )


def fold(text: str) -> str:
    """NFC, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain(markdown: str) -> str:
    """Inline Markdown as the plain text by which sentences are compared: no final full stop."""
    (block,) = MARKDOWN.parseInline(markdown)
    return fold(flatten(block.children or []).text).removesuffix(".")


def headings(markdown: str) -> list[str]:
    """The anchors that GitHub gives to the headings of a document; a repeated one is numbered."""
    tokens, seen, anchors = BLOCKS.parse(markdown), Counter[str](), []
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            anchor = slug(token.content)
            anchors.append(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1
    return anchors


def slug(heading: str) -> str:
    """The anchor that GitHub gives to a heading of this Markdown."""
    (block,) = MARKDOWN.parseInline(heading)
    text = fold(flatten(block.children or []).text).lower()
    return "".join(c for c in text.replace(" ", "-") if c == "-" or _word(c))


def _word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Pc")
