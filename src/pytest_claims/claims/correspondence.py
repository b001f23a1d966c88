"""Do notes and claims say the same? The faults between files."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from pytest_claims.claims.addresses import address_faults
from pytest_claims.claims.astray import dead_files, is_there, meant_by
from pytest_claims.claims.grammar import ClaimFile, ClaimTest
from pytest_claims.claims.statements import statement_faults
from pytest_claims.faults import Fault, nearest, quote
from pytest_claims.files import read_source
from pytest_claims.notes.markdown import places
from pytest_claims.notes.marks import mark_faults
from pytest_claims.notes.note import Citation, Note, NoteClaim, is_note
from pytest_claims.notes.outline import claim_stem
from pytest_claims.notes.value import NoteValue

REWORD = "Reword the one that is wrong, or let pytest-claims reword --write copy the note's"
PASTE = " (pytest-claims reword shows what to paste)"
ALIKE = 0.8  # how near a name is that could be meant
NEAR = 100  # faults for which the nearest name is sought, among ten times as many


def check(notes: Sequence[Note], files: Sequence[ClaimFile], root: Path) -> list[Fault]:
    """Every fault between notes, claim files and derivations, sorted."""
    return sorted(
        {
            *_missing(notes, files),
            *_unlinked(notes, files, root),
            *_differing(notes, files),
            *_reworded(notes),
            *_misdeclared(notes),
            *mark_faults(notes),
            *_twins(files),
            *dead_files(notes, root),
            *_dead_headings(notes, root),
            *address_faults(notes, files),
            *statement_faults(files),
        }
    )


def _tests(files: Sequence[ClaimFile]) -> dict[tuple[str, str], ClaimTest]:
    return {(test.path, test.name): test for file in files for test in file.tests}


def _missing(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Claim files and tests that links lead to and that do not exist."""
    known, read = _tests(files), {file.path: file for file in files}
    links, sought = [*_all_links(notes)], iter(range(NEAR))
    absent = {(link.path, link.file): link for link in reversed(links) if link.file not in read}
    for link in absent.values():
        cure = f"Create it{PASTE} or correct the link" + _nearest(link.file, read, sought)
        yield Fault(link.path, link.line, f"there is no claim file {link.file}", cure)
    for link in links:
        file = read.get(link.file)
        if file and not file.broken and (link.file, link.test) not in known:
            cure = f"Write it{PASTE} or correct the link" + _nearest(
                link.test, [t.name for t in file.tests], sought
            )
            yield Fault(link.path, link.line, f"{link.file} has no test {link.test}", cure)


def _all_links(notes: Sequence[Note]) -> Iterator[NoteClaim | Citation | NoteValue]:
    return itertools.chain.from_iterable((*n.claims, *n.citations, *n.values) for n in notes)


def _nearest(name: str, names: Iterable[str], sought: Iterator[int]) -> str:
    if next(sought, None) is None:
        return ""
    return nearest(name, itertools.islice(names, 10 * NEAR), cutoff=ALIKE)


def _like(name: str, names: Iterable[str]) -> list[str]:
    """The one of these names that could be meant, if there is one."""
    return get_close_matches(name, names, n=1, cutoff=ALIKE)


def _unlinked(notes: Sequence[Note], files: Sequence[ClaimFile], root: Path) -> Iterator[Fault]:
    """Tests that no sentence of their note links to, nor seems to mean."""
    made = {(claim.file, claim.test) for note in notes for claim in note.claims}
    made |= {*_meant(notes, files), *_astray(notes, root)}
    made |= {test for note in notes for test in note.unused}
    cited = {(c.file, c.test): c for note in notes for c in note.citations}
    paths = {note.stem: note.path for note in reversed(notes)}
    for test in _tests(files).values():
        if (test.path, test.name) not in made:
            note = paths.get(claim_stem(test.path), "any note")
            sentence = quote(test.sentence or test.name)
            problem = f"no sentence of {note} links to {test.name}, {sentence}"
            linked = "the sentence"
            if citing := cited.get((test.path, test.name)):
                problem += f"; {citing.path}:{citing.line} {_no_claim(citing)}"
                linked = "a whole sentence of a paragraph or list"
            yield Fault(test.path, test.line, problem, f"Link {linked} to it or remove the test")


def _no_claim(citation: Citation) -> str:
    if citation.whole:
        return "says it in a heading, cell or quotation, which makes no claim"
    return "only cites it"


def _astray(notes: Sequence[Note], root: Path) -> Iterator[tuple[str, str]]:
    """The tests to which the links of a note led before it was moved."""
    for link in (link for note in notes for link in note.links if link.path and link.fragment):
        if not link.stem and not is_there(root, link.path or ""):
            yield meant_by(link.path or "", root), link.fragment


def _meant(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[tuple[str, str]]:
    """The tests that are nearest to links which lead nowhere: those are told, and are the cause."""
    names = {file.path: [test.name for test in file.tests] for file in files}
    dead = [link for link in _all_links(notes) if link.test not in names.get(link.file, ())]
    for link in dead[:NEAR]:
        for path in [link.file] if link.file in names else _like(link.file, names):
            yield from ((path, name) for name in _like(link.test, names[path]))


def _differing(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Sentences that are not word for word the docstring of their test."""
    tests = _tests(files)
    for claim in itertools.chain.from_iterable(note.claims for note in notes):
        test = tests.get((claim.file, claim.test))
        if test is None or not test.docstring:
            continue
        sentence, docstring = claim.sentence.removesuffix("."), test.sentence
        if sentence != docstring:
            problem = (
                f"note and claim differ, {_parting(sentence, docstring)}\n"
                f"  {claim.path}:{claim.line} says {quote(sentence)}\n"
                f"  {test.path}:{test.docstring_line} says {quote(docstring)}"
            )
            yield Fault(claim.path, claim.line, problem, REWORD)


def _parting(sentence: str, docstring: str) -> str:
    """The first words in which two sentences differ."""
    pairs = itertools.zip_longest(sentence.split(), docstring.split(), fillvalue="the end")
    one, other = next(pair for pair in pairs if pair[0] != pair[1])
    return f"{quote(one)} against {quote(other)}:"


def _reworded(notes: Sequence[Note]) -> Iterator[Fault]:
    """Sentences that link to a claim and word it in another way."""
    made = {claim.id: claim for note in notes for claim in note.claims}
    for citation in itertools.chain.from_iterable(note.citations for note in notes):
        claim = made.get(citation.claim)
        if claim is None or not citation.whole:
            continue
        one, other = citation.text.removesuffix("."), claim.sentence.removesuffix(".")
        if one != other:
            problem = (
                f"{claim.id} is said in two ways, {_parting(one, other)}\n"
                f"  {citation.path}:{citation.line} says {quote(one)}\n"
                f"  {claim.path}:{claim.line} says {quote(other)}"
            )
            cure = "Say the same in both, or link a few words of the first to cite the other"
            yield Fault(citation.path, citation.line, problem, cure)


def _misdeclared(notes: Sequence[Note]) -> Iterator[Fault]:
    """Citations that declare a claim otherwise than its own note does."""
    made = {claim.id: claim for note in notes for claim in note.claims}
    for citation in itertools.chain.from_iterable(note.citations for note in notes):
        claim = made.get(citation.claim)
        if claim and (citation.title == "refuted") != (claim.declared == "refuted"):
            where, says = f"{claim.path}:{claim.line}", f"the title says that {claim.id} is refuted"
            if claim.declared == "refuted":
                problem = f"no title says that {claim.id} is refuted, as {where} declares"
                cure = 'Give this link the title "refuted" as well'
            else:
                problem = f"{says}, but {where} declares that it holds"
                cure = "Make the two titles agree"
            yield Fault(citation.path, citation.line, problem, cure)


def _twins(files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Tests that share an id."""
    tests: dict[str, ClaimTest] = {}
    for test in _tests(files).values():
        twin = tests.setdefault(test.id, test)
        if twin is not test:
            problem = f"{test.name} has the same id, {test.id}, as {twin.path}::{twin.name}"
            yield Fault(test.path, test.line, problem, "Rename one of the two")


def _dead_headings(notes: Sequence[Note], root: Path) -> Iterator[Fault]:
    """Links to headings of Markdown files that do not exist."""
    anchors: dict[str, list[str]] = {}
    sought = iter(range(NEAR))
    for path, link in ((note.path, link) for note in notes for link in note.links):
        if link.path is None or (link.stem and link.fragment):
            continue
        if link.fragment and is_note(link.path) and is_there(root, link.path):
            if link.path not in anchors:
                anchors[link.path] = places(read_source(root / link.path, root)[0])
            if link.fragment not in anchors[link.path]:
                problem = f"{link.path} has no heading #{link.fragment}"
                cure = "Correct the link" + _nearest(link.fragment, anchors[link.path], sought)
                yield Fault(path, link.line, problem, cure)
