"""Notes read as what they assert: sentences, claims and citations, each with its line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claimcheck.faults import Fault

Kind = Literal["tested", "derived", "cited", "argued"]
Declared = Literal["holds", "refuted"]


@dataclass(frozen=True)
class Section:
    """A heading of level 2."""

    name: str
    line: int


@dataclass(frozen=True)
class Link:
    """A link as plain text, and where it leads: ``path`` is relative to the root, None outside it."""

    text: str
    href: str
    title: str | None
    line: int
    path: str | None
    fragment: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph or list item as plain text."""

    text: str
    line: int
    section: str
    kind: Kind
    links: tuple[Link, ...]


@dataclass(frozen=True)
class NoteClaim:
    """A sentence, the text of a link, that a test tries to refute."""

    id: str  # 03_lstm/gradient-outlives-rnn
    sentence: str
    path: str  # of the note, relative to the root
    line: int
    section: str
    declared: Declared
    file: str  # of the test, relative to the root
    test: str


@dataclass(frozen=True)
class Citation:
    """A sentence that rests on a claim made elsewhere."""

    claim: str  # its id
    sentence: str
    path: str
    line: int
    file: str
    test: str
    title: str | None


@dataclass(frozen=True)
class Note:
    """One note, read."""

    path: str  # relative to the root
    stem: str
    title: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[NoteClaim, ...]
    citations: tuple[Citation, ...]
    links: tuple[Link, ...]


def read_notes(root: Path, folders: list[str]) -> tuple[list[Note], list[Fault]]:
    """The notes in these folders, in order, and the faults that each shows by itself."""
    raise NotImplementedError
