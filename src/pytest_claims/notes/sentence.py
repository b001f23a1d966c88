"""The sentences of a note, each by what it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pytest_claims.notes.coverage import argues
from pytest_claims.notes.outline import Link, Passage

Kind = Literal["tested", "derived", "cited", "argued"]

ENDS = (".", "!", "?", "…", "。", "！", "？")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph or list item as plain text, or what is said beside a claim; and
    the heading, cell or quotation that cites a claim in words of its own.
    """

    text: str
    line: int
    section: str
    kind: Kind
    links: tuple[Link, ...]
    part: bool = False  # whether it is what stands beside a claim in its sentence


def sentences_of(
    passages: Iterable[Passage], made: Sequence[tuple[Passage, Link]], derivations: Sequence[str]
) -> Iterator[Sentence]:
    """In the order of the passages; what a sentence argues beside its claim counts as another."""
    own = {id(passage): link for passage, link in made}
    within = tuple(f"{folder}/" for folder in derivations)
    for passage in passages:
        claim = own.get(id(passage))
        if not passage.aside or _cites(passage):
            kind = "tested" if claim else _kind(passage, within)
            yield Sentence(passage.text, passage.line, passage.section, kind, passage.links)
        if claim and (said := argues(claim.unlinked)):
            yield Sentence(said, passage.line, passage.section, "argued", (), part=True)


def repeats(passage: Passage, link: Link) -> bool:
    """Whether this link says its whole sentence; outside of prose one that is ended as such."""
    return link.whole and (not passage.aside or link.text.endswith(ENDS))


def _cites(passage: Passage) -> bool:
    return any(link.to_claim and not repeats(passage, link) for link in passage.links)


def _kind(passage: Passage, derivations: tuple[str, ...]) -> Kind:
    """Of what makes no claim."""
    if not passage.aside and any((x.path or "").startswith(derivations) for x in passage.links):
        return "derived"
    return "cited" if any(link.to_claim for link in passage.links) else "argued"
