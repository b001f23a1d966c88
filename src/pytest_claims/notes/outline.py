"""The outline of a note: its headings, its sentences and where their links lead."""

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from markdown_it.token import Token

from pytest_claims.notes.coverage import LONGEST, beside, covers
from pytest_claims.notes.dialect import MARKDOWN
from pytest_claims.notes.markdown import Anchor, Inline, flatten, fold
from pytest_claims.notes.number import extended
from pytest_claims.notes.sentences import sentences

COLLECTED = ("test_*.py", "*_test.py")  # files that pytest takes for tests
CROSS = re.compile(r"✗\s*")  # at the head of a link's text: what it says is false
VALUE = re.compile(r"value\s+(\w+)")
END = Token("end", "", 0)
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
    stem: str | None = None  # of the claim file to which it leads, None if it leads elsewhere
    whole: bool = False  # of a link to a claim file: whether it takes in its whole sentence
    around: str = ""  # what its sentence says beside it
    unlinked: str = ""  # of that, what no other link takes in
    crossed: bool = False  # whether its text bears the mark of what is false
    label: str | None = None
    rooted: bool = False  # whether it is written from the root, of the project or of a site
    beside: str = ""  # what makes its text, where that is a number, another one

    @property
    def variable(self) -> str:
        """The variable of a claim whose median its text is, empty where it is another link."""
        named = VALUE.fullmatch(self.title or "")
        return named[1] if named else ""

    @property
    def refuted(self) -> bool:
        """Whether its title says that the claim is refuted, be it with a slip, which is told."""
        return bool(get_close_matches(self.title or "", ["refuted"], cutoff=0.8))

    @property
    def to_claim(self) -> bool:
        """Whether it leads to a claim, to make it or to cite it."""
        return bool(self.stem and self.fragment and not self.variable)


@dataclass(frozen=True)
class Passage:
    """A sentence, or a heading or cell, with its links."""

    text: str
    line: int
    section: str
    links: tuple[Link, ...]
    aside: bool = False  # whether it is a heading, a cell or in a quotation


@dataclass
class Outline:
    """What stands in a note, before it is known what is a claim and what cites one."""

    path: str
    claims: str = "claims"  # the folder of the claim files
    title: str = ""
    sections: list[Section] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)  # the sentences of paragraphs and lists
    aside: list[Passage] = field(default_factory=list)  # headings, table cells and quotations
    inlines: list[Inline] = field(default_factory=list)
    unclosed: dict[str, int] = field(default_factory=dict)  # a comment, struck text: since when
    references: dict[str, Any] = field(default_factory=dict)  # what the parser says of definitions

    @cached_property
    def unused(self) -> dict[str, str]:
        """Where the definitions lead that no link names, by their labels."""
        used = set[str]().union(*(inline.labels for inline in self.inlines))
        known = self.references.get("references", {})
        return {label: str(known[label]["href"]) for label in known if label not in used}


def id_of(stem: str, test: str) -> str:
    """The claim's id: ``id_of("02_sorting", "test_a_b")`` is ``02_sorting/a-b``."""
    return f"{stem}/{test.removeprefix('test_').replace('_', '-')}"


def claim_stem(path: str) -> str:
    """The stem of a claim file: ``02_sorting`` for ``claims/test_02_sorting.py``."""
    return PurePosixPath(path).stem.removeprefix("test_")


def outline(text: str, path: str, claims: str = "claims") -> Outline:
    """The outline of a note that stands at this path, relative to the root."""
    read, quoted, struck = Outline(path, claims), 0, 0
    tokens = MARKDOWN.parse(text, read.references)
    for before, token in pairwise((*tokens, END)):
        quoted += before.nesting if before.type.startswith("blockquote") else 0
        if before.type == "comment" and not before.meta["closed"]:
            read.unclosed["comment"] = _line(before)
        if token.type == "inline":
            inline = flatten(token.children or [], _line(token), struck)
            _place(read, "quotation" if quoted else before.tag, inline)
            struck = _strike(read, inline, struck)
    return read


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _strike(read: Outline, inline: Inline, struck: int) -> int:
    """How many tags of struck text are open behind this text, and since when."""
    if not inline.struck:
        read.unclosed.pop("struck text", None)
    elif not struck:
        read.unclosed["struck text"] = inline.line
    return inline.struck


def _place(read: Outline, tag: str, inline: Inline) -> None:
    read.inlines.append(inline)
    if tag == "h1" and not read.title:
        read.title = fold(inline.text)
    elif tag == "h2":
        read.sections.append(Section(fold(inline.text), inline.line))
    section = read.sections[-1].name if read.sections else ""
    if tag == "p":
        read.prose += _passages(inline, sentences(inline.shape), section, read)
    else:
        whole = _passages(inline, [(0, len(inline.text))], section, read)
        read.aside += (replace(passage, aside=True) for passage in whole)


def _passages(
    inline: Inline, spans: Iterable[tuple[int, int]], section: str, read: Outline
) -> Iterator[Passage]:
    starts = [anchor.start for anchor in inline.anchors]
    for start, end in spans:
        within = inline.anchors[bisect_left(starts, start) : bisect_left(starts, end)]
        text = fold(_without_marks(inline.text, (start, end), within))
        if any(character.isalnum() for character in text):
            links = tuple(_link(inline, anchor, (start, end), within, read) for anchor in within)
            yield Passage(text, inline.line_at(start), section, links)


def _without_marks(text: str, span: tuple[int, int], within: list[Anchor]) -> str:
    """This span of a text, less the marks at the heads of its links."""
    ends = [(a.start, mark.end()) for a in within if (mark := CROSS.match(text, a.start, a.end))]
    starts = [span[0], *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), span[1]]
    return "".join(text[start:stop] for start, stop in zip(starts, stops, strict=True))


def _link(
    inline: Inline, anchor: Anchor, span: tuple[int, int], within: list[Anchor], read: Outline
) -> Link:
    target, _, fragment = anchor.href.partition("#")
    path = leads(target, read.path)
    text = fold(inline.text[anchor.start : anchor.end])
    link = Link(
        text=CROSS.sub("", text, count=1) if CROSS.match(text) else text,
        href=anchor.href,
        title=anchor.title,
        line=inline.line + anchor.row,
        path=path,
        fragment=fragment,
        crossed=bool(CROSS.match(text)),
        label=anchor.label,
        rooted=target.startswith("/"),
    )
    if not path or not is_claim_file(path, read.claims):
        return link
    whole, around = _surroundings(inline.text, anchor, span, within)
    return replace(
        link,
        stem=claim_stem(path),
        whole=whole,
        around=around,
        unlinked=fold(beside(inline.text, span, [(a.start, a.end) for a in within])),
        beside=extended(inline.text[: anchor.start], inline.text[anchor.end :]),
    )


def leads(href: str, note: str) -> str | None:
    """The path from the root to which a note links, None for an address outside.

    What begins with a slash is told from the root.
    """
    target = href.partition("#")[0].partition("?")[0]
    if ADDRESS.match(target):
        return None
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/") or "."
    return posixpath.normpath(posixpath.join(posixpath.dirname(note), target)) if target else note


def is_claim_file(path: str, folder: str) -> bool:
    """Whether pytest takes what lies there for tests, and the audit for claims."""
    inside = path.startswith(f"{posixpath.normpath(folder)}/")
    return inside and any(fnmatchcase(posixpath.basename(path), name) for name in COLLECTED)


def _surroundings(
    text: str, anchor: Anchor, span: tuple[int, int], within: list[Anchor]
) -> tuple[bool, str]:
    """Whether a link takes in its whole sentence, and what the sentence says beside it."""
    start, end = span
    if end - start > LONGEST:
        return False, ""
    before, after = text[start : anchor.start], text[anchor.end : end]
    values = (text[a.start : a.end] for a in within if a.start >= anchor.end)
    valued = any(any(c.isdigit() for c in value) for value in values)
    whole = covers(before, CROSS.sub("", text[anchor.start : anchor.end]), after, valued=valued)
    return whole, fold(f"{before} {after}")
