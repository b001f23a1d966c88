"""Markdown read as text that knows its lines and its links."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token

from pytest_claims.notes.dialect import BLOCKS, MARKDOWN

NAMED = re.compile(
    r"""<\w[^<>]*\s(?:id|name)\s*=\s*["']([^"'<>]+)["']|\{[^{}\n]*#([\w:.-]+)[^{}\n]*\}"""
)
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
OPAQUE = "\ufffc"  # stands in Inline.shape where no sentence may end
WIDE = str.maketrans(dict.fromkeys("。！？", OPAQUE))  # signs that end a sentence by themselves


@dataclass(frozen=True)
class Anchor:
    """A link within a text: which characters it covers, and what it says."""

    start: int
    end: int
    row: int
    href: str
    title: str | None
    label: str | None


@dataclass(frozen=True)
class Inline:
    """A paragraph, heading or cell as plain text.

    ``text`` is what a reader sees, a line break included; struck text and comments are left out.
    ``shape`` is as long, with code, mathematics and the spaces within links made opaque.
    """

    line: int
    text: str
    shape: str
    anchors: list[Anchor]  # by their place
    labels: set[str]
    rows: list[tuple[int, int]]  # from which character on the text stands in which row
    struck: int  # tags of struck text that are still open
    pictures: list[tuple[int, str]] = field(default_factory=list)  # in which row, and from where

    def line_at(self, offset: int) -> int:
        """The line of the file in which this character stands."""
        return self.line + self.rows[bisect_right(self.rows, (offset, 1 << 62)) - 1][1]


class _Flattening:
    """Reads the tokens of one paragraph in order."""

    def __init__(self, struck: int) -> None:
        self.texts: list[str] = []
        self.shapes: list[str] = []
        self.length, self.row = 0, 0
        self.rows = [(0, 0)]
        self.anchors: list[Anchor] = []
        self.labels: set[str] = set()
        self.opened: list[tuple[int, Token]] = []
        self.pictures: list[tuple[int, str]] = []
        self.tags, self.struck = struck, struck

    def read(self, token: Token) -> None:
        match token.type:
            case "text":
                self.add(token.content, token.content)
            case "softbreak" | "hardbreak":
                self.add("\n", "\n")
                self.at_row(self.row + 1)
            case "code_inline" | "math_inline":
                text = token.content.replace("\n", " ")
                self.add(text, OPAQUE * len(text))
            case "link_open":
                self.opened.append((self.length, token))
            case "link_close" if self.opened:
                self.close(*self.opened.pop())
            case "s_open" | "s_close":
                self.strike(token)
            case "image" if not self.struck:
                self.pictures.append((token.meta.get("row", 0), str(token.attrGet("src") or "")))
        if "label" in token.meta:
            self.labels.add(token.meta["label"])
        self.at_row(token.meta.get("end", self.row))

    def add(self, text: str, shape: str) -> None:
        if not self.struck:
            self.texts.append(text)
            self.shapes.append(re.sub(r"\s", OPAQUE, shape) if self.opened else shape)
            self.length += len(text)

    def at_row(self, row: int) -> None:
        if row != self.row:
            self.row = row
            self.rows.append((self.length, row))

    def strike(self, token: Token) -> None:
        self.struck = max(0, self.struck + token.nesting)
        if "html" in token.meta:
            self.tags = max(0, self.tags + token.nesting)

    def close(self, start: int, token: Token) -> None:
        if start == self.length and self.struck:
            return
        href, title = str(token.attrGet("href") or ""), token.attrGet("title")
        self.anchors.append(
            Anchor(
                start=start,
                end=self.length,
                row=token.meta.get("row", 0),
                href=unquote(href),
                title=None if title is None else str(title),
                label=token.meta.get("label"),
            )
        )


def flatten(tokens: Iterable[Token], line: int = 1, struck: int = 0) -> Inline:
    """The children of an inline token that begins at this line, as plain text.

    ``struck`` counts the tags of struck text that were left open before it.
    """
    read = _Flattening(struck)
    for token in tokens:
        read.read(token)
    text, shape = "".join(read.texts), _whole("".join(read.shapes), read.anchors)
    return Inline(line, text, shape, read.anchors, read.labels, read.rows, read.tags, read.pictures)


def _whole(shape: str, anchors: Iterable[Anchor]) -> str:
    """A shape in which no sentence ends within a link, but at its end."""
    parts, start = list[str](), 0
    for anchor in anchors:
        linked = shape[anchor.start : anchor.end]
        inner = len(linked.rstrip("。！？”’」』）】》"))
        parts += shape[start : anchor.start], linked[:inner].translate(WIDE), linked[inner:]
        start = anchor.end
    return "".join([*parts, shape[start:]])


def fold(text: str) -> str:
    """NFC, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def shown(markdown: str) -> str:
    """Inline Markdown as the plain text that a reader sees."""
    (block,) = MARKDOWN.parseInline(markdown)
    return fold(flatten(block.children or []).text)


def plain(markdown: str) -> str:
    """Inline Markdown as the plain text by which sentences are compared: no final full stop."""
    return shown(markdown).removesuffix(".")


def headings(markdown: str) -> list[str]:
    """The anchors that GitHub gives to the headings of a document; a repeated one is numbered."""
    tokens, seen, anchors = BLOCKS.parse(markdown), Counter[str](), []
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            anchor = slug(token.content)
            anchors.append(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1
    return anchors


def places(markdown: str) -> list[str]:
    """Everything in a document that a link can lead to: its headings, and what is named in it."""
    named = NAMED.findall(markdown)
    return [*headings(markdown), *headings(ATTRIBUTES.sub("", markdown)), *map("".join, named)]


def slug(heading: str) -> str:
    """The anchor that GitHub gives to a heading of this Markdown."""
    (block,) = MARKDOWN.parseInline(heading)
    text = fold(flatten(block.children or []).text).lower()
    return "".join(c for c in text.replace(" ", "-") if c == "-" or _word(c))


def _word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Pc")
