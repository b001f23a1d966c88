"""Notes read as what they assert: sentences, claims and citations, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pytest_claims.faults import Fault
from pytest_claims.files import place, read_source
from pytest_claims.notes import structure
from pytest_claims.notes.outline import Link, Outline, Passage, Section, id_of, outline

Kind = Literal["tested", "derived", "cited", "argued"]
Declared = Literal["holds", "refuted"]

NUMBERED = re.compile(r"\d\d_\w+")
DERIVATIONS = "math/"


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

    @property
    def numbered(self) -> bool:
        """Whether it makes claims and keeps the sections; any other note is prose."""
        return NUMBERED.fullmatch(self.stem) is not None


def read_notes(root: Path, folders: list[str]) -> tuple[list[Note], list[Fault]]:
    """The notes in these folders, in order, and the faults that each shows by itself."""
    files = [file for folder in folders for file in sorted((root / folder).glob("*.md"))]
    read = [read_note(file, root) for file in files]
    return [note for note, _ in read], sorted(fault for _, faults in read for fault in faults)


def read_note(file: Path, root: Path) -> tuple[Note, list[Fault]]:
    """One note, and the faults that it shows by itself."""
    text, faults = read_source(file, root)
    read = outline(text, place(file, root))
    note = _note(read, file.stem)
    faults += structure.definition_faults(read)
    faults += structure.label_faults(read)
    if note.numbered:
        end = text.rstrip().count("\n") + 1
        faults += structure.link_faults(note.path, note.links)
        faults += structure.section_faults(note.path, note.stem, note.sections, end)
    return note, faults


def _note(read: Outline, stem: str) -> Note:
    passages = sorted(read.prose + read.aside, key=lambda passage: passage.line)
    made = _made(read.prose, stem)
    return Note(
        path=read.path,
        stem=stem,
        title=read.title or stem,
        sections=tuple(read.sections),
        sentences=tuple(_sentence(passage, made) for passage in read.prose),
        claims=tuple(_claim(read.path, stem, *claim) for claim in made),
        citations=tuple(_citations(read.path, passages, made)),
        links=tuple(link for passage in passages for link in passage.links),
    )


def _made(prose: list[Passage], stem: str) -> list[tuple[Passage, Link]]:
    """The first link of a sentence to each test of the note's own claim file."""
    first: dict[str, tuple[Passage, Link]] = {}
    for passage in prose:
        for link in passage.links:
            if link.stem == stem and link.fragment:
                first.setdefault(link.fragment, (passage, link))
    return list(first.values())


def _sentence(passage: Passage, made: list[tuple[Passage, Link]]) -> Sentence:
    kind: Kind = "argued"
    if any(passage is where for where, _ in made):
        kind = "tested"
    elif any((link.path or "").startswith(DERIVATIONS) for link in passage.links):
        kind = "derived"
    elif any(link.stem and link.fragment for link in passage.links):
        kind = "cited"
    return Sentence(passage.text, passage.line, passage.section, kind, passage.links)


def _claim(path: str, stem: str, passage: Passage, link: Link) -> NoteClaim:
    return NoteClaim(
        id=id_of(stem, link.fragment),
        sentence=link.text,
        path=path,
        line=link.line,
        section=passage.section,
        declared="refuted" if link.title == "refuted" else "holds",
        file=link.path or "",
        test=link.fragment,
    )


def _citations(
    path: str, passages: list[Passage], made: list[tuple[Passage, Link]]
) -> Iterator[Citation]:
    for passage in passages:
        for link in passage.links:
            if link.stem and link.fragment and not any(link is first for _, first in made):
                yield Citation(
                    claim=id_of(link.stem, link.fragment),
                    sentence=passage.text,
                    path=path,
                    line=link.line,
                    file=link.path or "",
                    test=link.fragment,
                    title=link.title,
                )
