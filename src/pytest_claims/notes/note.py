"""Notes read as what they assert: sentences, claims and citations, each with its line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote

from pytest_claims.faults import Fault
from pytest_claims.files import files_below, place, read_source
from pytest_claims.notes import structure
from pytest_claims.notes.outline import Link, Outline, Passage, Section, id_of, leads, outline
from pytest_claims.notes.pairing import Test, claims_of, homes
from pytest_claims.notes.rules import Rules
from pytest_claims.notes.sentence import Sentence, repeats, sentences_of
from pytest_claims.notes.unread import unread_faults
from pytest_claims.notes.value import NoteValue, value_faults, values_of

Declared = Literal["holds", "refuted"]

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
NO_RULES = Rules()


@dataclass(frozen=True)
class NoteClaim:
    """A sentence, the text of a link, that a test tries to refute."""

    id: str  # 02_sorting/merging-outruns-inserting
    sentence: str
    path: str  # of the note, relative to the root
    line: int
    section: str
    declared: Declared
    file: str  # of the test, relative to the root
    test: str
    crossed: bool = False  # whether its link bears the mark of what is false
    beside: str = ""  # what its sentence says outside of links

    @property
    def stem(self) -> str:
        """The stem of its test's file."""
        return self.id.partition("/")[0]


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
    text: str  # of the link
    whole: bool  # whether the text is all that is said there, and so another wording of the claim
    crossed: bool = False
    aside: bool = False  # whether it stands in a heading, cell or quotation


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
    values: tuple[NoteValue, ...]
    links: tuple[Link, ...]
    unused: frozenset[Test] = frozenset()  # what link definitions lead to that nothing names

    @property
    def citing(self) -> dict[tuple[int, str], list[str]]:
        """Where sentences cite claims in words of their own, their text, and what they cite."""
        found: dict[tuple[int, str], list[str]] = {}
        for citation in self.citations:
            if not citation.whole:
                found.setdefault((citation.line, citation.sentence), []).append(citation.claim)
        return found


@dataclass(frozen=True)
class _Draft:
    """A note before it is known which of its links make claims."""

    read: Outline
    last: int  # its last line that is not blank
    faults: list[Fault]

    @property
    def stem(self) -> str:
        return PurePosixPath(self.read.path).stem


def is_note(name: str) -> bool:
    """Whether a file of this name is Markdown."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def read_notes(
    root: Path, named: Iterable[str], claims: str = "claims", rules: Rules = NO_RULES
) -> tuple[list[Note], list[Fault]]:
    """The notes that are named or lie below folders that are, in order, and the faults that each
    shows by itself.
    """
    files = (file for name in named for file in _files(root / name))
    drafts = [_draft(file, root, claims) for file in dict.fromkeys(files)]
    home = homes([(draft.stem, draft.read.prose) for draft in drafts], paired=rules.paired)
    own: list[set[Test]] = [set() for _ in drafts]
    for test, at in home.items():
        own[at].add(test)
    read = [_finished(draft, tests, rules) for draft, tests in zip(drafts, own, strict=True)]
    return [note for note, _ in read], sorted(fault for _, faults in read for fault in faults)


def _files(named: Path) -> list[Path]:
    return [named] if named.is_file() else files_below(named, is_note)


def read_note(
    file: Path, root: Path, claims: str = "claims", rules: Rules = NO_RULES
) -> tuple[Note, list[Fault]]:
    """One note, read as if there were no other, and the faults that it shows by itself."""
    draft = _draft(file, root, claims)
    own = homes([(draft.stem, draft.read.prose)], paired=rules.paired)
    return _finished(draft, set(own), rules)


def _draft(file: Path, root: Path, claims: str) -> _Draft:
    text, faults = read_source(file, root)
    read = outline(text, place(file, root), claims)
    return _Draft(read, text.rstrip().count("\n") + 1, faults)


def _finished(draft: _Draft, own: set[Test], rules: Rules) -> tuple[Note, list[Fault]]:
    """The note that makes the claims of these tests."""
    read = draft.read
    made = claims_of(read.prose, own)
    note = _note(draft, made, rules.derivations)
    faults = draft.faults + list(structure.definition_faults(read))
    faults += structure.unclosed_faults(read)
    faults += structure.label_faults(read)
    faults += structure.link_faults(note.path, note.links)
    faults += unread_faults(read)
    faults += structure.claim_faults(note.path, made)
    faults += value_faults(note.values)
    if note.claims:
        faults += structure.section_faults(note.path, rules.wanted, note.sections, draft.last)
    return note, faults


def _note(draft: _Draft, made: Sequence[tuple[Passage, Link]], derivations: Sequence[str]) -> Note:
    read = draft.read
    passages = sorted(read.prose + read.aside, key=lambda passage: passage.line)
    unused = map(unquote, read.unused.values())
    return Note(
        path=read.path,
        stem=draft.stem,
        title=read.title or draft.stem,
        sections=tuple(read.sections),
        sentences=tuple(sentences_of(passages, made, derivations)),
        claims=tuple(_claim(read.path, *claim) for claim in made),
        citations=tuple(_citations(read.path, passages, {id(link) for _, link in made})),
        values=tuple(values_of(read.path, passages)),
        links=tuple(link for passage in passages for link in passage.links),
        unused=frozenset((leads(h, read.path) or "", h.partition("#")[2]) for h in unused),
    )


def _claim(path: str, passage: Passage, link: Link) -> NoteClaim:
    return NoteClaim(
        id=id_of(link.stem or "", link.fragment),
        sentence=link.text,
        path=path,
        line=link.line,
        section=passage.section,
        declared="refuted" if link.refuted else "holds",
        file=link.path or "",
        test=link.fragment,
        crossed=link.crossed,
        beside=link.unlinked,
    )


def _citations(path: str, passages: Iterable[Passage], claiming: set[int]) -> Iterator[Citation]:
    for passage in passages:
        for link in passage.links:
            if link.to_claim and id(link) not in claiming:
                yield Citation(
                    claim=id_of(link.stem or "", link.fragment),
                    sentence=passage.text,
                    path=path,
                    line=link.line,
                    file=link.path or "",
                    test=link.fragment,
                    title="refuted" if link.refuted else link.title,
                    text=link.text,
                    whole=repeats(passage, link),
                    crossed=link.crossed,
                    aside=passage.aside,
                )
