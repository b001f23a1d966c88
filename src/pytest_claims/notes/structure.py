"""The faults that a note shows by itself."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from textwrap import shorten

from pytest_claims.faults import Fault, quote
from pytest_claims.notes.coverage import denies
from pytest_claims.notes.markdown import fold
from pytest_claims.notes.number import read_number
from pytest_claims.notes.outline import Link, Outline, Passage, Section

PART = (
    "Take the whole sentence into the link; beside it may stand brackets, "
    "a colon before a sentence of its own, and a colon and linked values behind it"
)


def section_faults(
    path: str, wanted: Sequence[tuple[str, ...]], sections: Sequence[Section], end: int
) -> Iterator[Fault]:
    """Headings of level 2 that are missing, that are not wanted, or that stand out of order.

    ``wanted`` are the names that each heading may bear, in order; where there are none, any do.
    """
    named = [" or ".join(names) for names in wanted]
    order = f"claims_sections has these headings of level 2, in this order: {', '.join(named)}"
    places = {name: i for i, names in enumerate(wanted) for name in names}
    known = [section for section in sections if section.name in places]
    found = {places[section.name] for section in known}
    for i, name in enumerate(named):
        if i not in found:
            yield Fault(path, end, f"no section {quote(name)}", order)
    first = {places[name]: line for name, line in reversed(known)}
    for name, line in sections if wanted else ():
        if name not in places:
            yield Fault(path, line, f"section {quote(name)} has no place in a note", order)
        elif line != first[places[name]]:
            yield Fault(path, line, f"a second section {quote(name)}", order)
    for before, after in pairwise(known):
        if places[before.name] > places[after.name]:
            problem = f"section {quote(after.name)} stands after {quote(before.name)}"
            yield Fault(path, after.line, problem, order)


def definition_faults(read: Outline) -> Iterator[Fault]:
    """Link definitions that are given twice or never used, but for what a wrong label meant."""
    references = read.references.get("references", {})
    meant = {near for *_, near in _dead_labels(read)}
    for twin in read.references.get("duplicate_refs", []):
        label, first = twin["label"], references[twin["label"]]["map"][0] + 1
        problem = f"[{label.lower()}] is defined twice, first in line {first}, which counts"
        yield Fault(read.path, twin["map"][0] + 1, problem, "Remove or rename one of them")
    for label, definition in references.items():
        if label in read.unused and label not in meant:
            problem = f"[{label.lower()}] is defined and never used"
            line = definition["map"][0] + 1
            yield Fault(read.path, line, problem, "Link a sentence to it or remove it")


def unclosed_faults(read: Outline) -> Iterator[Fault]:
    """What hides the rest of the note, since nothing ends it."""
    for what, line in read.unclosed.items():
        problem = f"the {what} that begins here never ends, and hides what follows"
        yield Fault(read.path, line, problem, "End it, or write it as code")


def label_faults(read: Outline) -> Iterator[Fault]:
    """Links that are left as text because their label is not defined."""
    cure = "Define the label at the foot of the note, after an empty line, or correct it"
    for line, shown, near in _dead_labels(read):
        meant = f"; the nearest is [{near.lower()}]" if near else ""
        yield Fault(
            read.path, line, f"a link whose label is not defined: {quote(shown)}", cure + meant
        )


def _dead_labels(read: Outline) -> Iterator[tuple[int, str, str]]:
    """Its line, what stands around it, and the unused label that is nearest."""
    for inline in read.inlines:
        for dead in re.finditer(r"\]\[([^][]*)", inline.shape):
            shown = fold(inline.text[max(0, dead.start() - 30) : dead.start() + 42])
            near = get_close_matches(dead[1].upper(), read.unused, n=1)
            yield inline.line_at(dead.start()), shown, "".join(near)


def link_faults(path: str, links: Sequence[Link]) -> Iterator[Fault]:
    """Links to a claim file that name no test, whose title is unknown, or that print a number
    which is not compared.
    """
    for link in links:
        if link.stem is None:
            continue
        if not link.fragment:
            problem = f"the link {quote(link.text)} leads to {link.path} and names no test"
            yield Fault(path, link.line, problem, "End its address with #test_name")
        if link.title not in (None, "refuted") and not link.variable:
            problem = f"unknown title {quote(link.title or '')} of the link to {link.href}"
            cure = 'Write "refuted" for a belief reported as false, "value NAME" for a number'
            yield Fault(path, link.line, problem, cure)
        elif link.to_claim and read_number(link.text):
            problem = f"{quote(link.text)} is linked to {link.fragment} and not compared with it"
            yield Fault(path, link.line, problem, 'Give the link the title "value NAME"')


def claim_faults(path: str, made: Sequence[tuple[Passage, Link]]) -> Iterator[Fault]:
    """Claims whose sentence says more than the link, or denies it."""
    for passage, link in made:
        if not link.whole:
            problem = f"the link {quote(link.text)} is a part of its sentence, "
            problem += quote(shorten(passage.text, 200, placeholder=" …"))
            yield Fault(path, link.line, problem, PART)
        elif not link.refuted and (word := denies(link.around)):
            problem = f"{quote(word)} is said of {quote(link.text)}, which is declared to hold"
            cure = 'Say it of another sentence, or give the link the title "refuted"'
            yield Fault(path, link.line, problem, cure)
