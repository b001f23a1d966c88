"""The outline of a note: its headings, its sentences and where their links lead."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pytest_claims.notes.markdown import MARKDOWN, Anchor, Inline, flatten, fold
from pytest_claims.notes.sentences import sentences

CLAIM_FILE = re.compile(r"test_(\d\d_\w+)\.py")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Section(NamedTuple):
    """A heading of level 2."""

    name: str
    line: int


@dataclass(frozen=True)
class Link:
    """A link and where it leads: ``path`` is relative to the root, None for an address outside."""

    text: str
    href: str
    title: str | None
    line: int
    path: str | None
    fragment: str

    @property
    def stem(self) -> str | None:
        """The note whose claim file this leads to, None if it leads elsewhere."""
        match = CLAIM_FILE.fullmatch(PurePosixPath(self.path or "").name)
        return match[1] if match else None


@dataclass(frozen=True)
class Passage:
    """A sentence, or a heading or cell, with its links."""

    text: str
    line: int
    section: str
    links: tuple[Link, ...]


@dataclass
class Outline:
    """What stands in a note, before it is known what is a claim and what cites one."""

    path: str
    title: str = ""
    sections: list[Section] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)  # the sentences of paragraphs and lists
    aside: list[Passage] = field(default_factory=list)  # headings and table cells
    inlines: list[Inline] = field(default_factory=list)
    references: dict[str, Any] = field(default_factory=dict)  # what the parser says of definitions


def id_of(stem: str, test: str) -> str:
    """The claim's id: ``id_of("03_lstm", "test_a_b")`` is ``03_lstm/a-b``."""
    return f"{stem}/{test.removeprefix('test_').replace('_', '-')}"


def outline(text: str, path: str) -> Outline:
    """The outline of a note that stands at this path, relative to the root."""
    read = Outline(path)
    tokens = MARKDOWN.parse(text, read.references)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            inline = flatten(token.children or [], token.map[0] + 1 if token.map else 1)
            _place(read, before.tag, inline)
            read.inlines.append(inline)
    return read


def _place(read: Outline, tag: str, inline: Inline) -> None:
    if tag == "h1" and not read.title:
        read.title = fold(inline.text)
    elif tag == "h2":
        read.sections.append(Section(fold(inline.text), inline.line))
    section = read.sections[-1].name if read.sections else ""
    if tag == "p":
        read.prose += _passages(inline, sentences(inline.shape), section, read.path)
    else:
        read.aside += _passages(inline, [(0, len(inline.text))], section, read.path)


def _passages(
    inline: Inline, spans: Iterable[tuple[int, int]], section: str, path: str
) -> Iterator[Passage]:
    for start, end in spans:
        text = fold(inline.text[start:end])
        within = [anchor for anchor in inline.anchors if start <= anchor.start < end]
        if any(character.isalnum() for character in text):
            links = tuple(_link(inline, anchor, path) for anchor in within)
            yield Passage(text, inline.line_at(start), section, links)


def _link(inline: Inline, anchor: Anchor, path: str) -> Link:
    target, _, fragment = anchor.href.partition("#")
    here = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    return Link(
        text=fold(inline.text[anchor.start : anchor.end]),
        href=anchor.href,
        title=anchor.title,
        line=inline.line + anchor.row,
        path=None if ADDRESS.match(target) else here,
        fragment=fragment,
    )
