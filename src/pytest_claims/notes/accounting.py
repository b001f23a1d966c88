"""How much of a note is merely argued."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import get_args

from pytest_claims.faults import Fault, quote
from pytest_claims.notes.note import Note
from pytest_claims.notes.sentence import Kind, Sentence

ABSOLUTE = re.compile(
    r"\b(?:always|never|cannot|can't|impossible|impossibly|guarantee[sd]?|must|only|"
    r"inevitabl[ey]|necessarily)\b",
    re.IGNORECASE,
)


def counts(sentences: Iterable[Sentence]) -> dict[Kind, int]:
    """How many sentences are of each kind."""
    found = Counter(sentence.kind for sentence in sentences)
    return {kind: found[kind] for kind in get_args(Kind)}


def counts_by_section(note: Note) -> dict[str, dict[Kind, int]]:
    """The same for each section of the note, in its order."""
    names = dict.fromkeys(sentence.section for sentence in note.sentences)
    return {name: counts(s for s in note.sentences if s.section == name) for name in names}


def accounted(note: Note, sections: Collection[str] = ()) -> float:
    """The share of sentences in these sections, or in all, that are not merely argued.

    In [0, 1]: 1 where each is tested, derived or cited, or where there are none. What is argued
    beside a claim is a part of a sentence that is tested.
    """
    within = [s for s in note.sentences if s.section in sections or not sections]
    kinds = [s.kind for s in within if not s.part]
    return sum(kind != "argued" for kind in kinds) / len(kinds) if kinds else 1.0


def overstatements(note: Note, sections: Collection[str]) -> list[Fault]:
    """Argued sentences of these sections that use absolute words; warnings, they stop nothing."""
    return [
        Fault(
            note.path,
            sentence.line,
            f"{quote(sentence.text)} is merely argued, yet it says {quote(word[0])}",
            "Test it, derive it or say less",
        )
        for sentence in note.sentences
        if sentence.section in sections and sentence.kind == "argued"
        if (word := ABSOLUTE.search(sentence.text))
    ]
