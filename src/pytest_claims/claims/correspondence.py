"""Do notes and claims say the same? The faults between files."""

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from pytest_claims.claims.grammar import ClaimFile, ClaimTest
from pytest_claims.faults import Fault, quote
from pytest_claims.files import read_source
from pytest_claims.notes.markdown import headings, plain
from pytest_claims.notes.note import Citation, Note, NoteClaim


def check(notes: Sequence[Note], files: Sequence[ClaimFile], root: Path) -> list[Fault]:
    """Every fault between notes, claim files and derivations, sorted."""
    return sorted(
        {
            *_missing(notes, files),
            *_unlinked(notes, files),
            *_differing(notes, files),
            *_misdeclared(notes),
            *_twins(notes),
            *_dead_links(notes, root),
        }
    )


def _tests(files: Sequence[ClaimFile]) -> dict[tuple[str, str], ClaimTest]:
    return {(test.path, test.name): test for file in files for test in file.tests}


def _missing(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Links to a claim file or a test that does not exist."""
    known, read = _tests(files), {file.path: file for file in files}
    for link in _all_links(notes):
        file = read.get(link.file)
        if file is None:
            cure = "Write it or correct the link" + _nearest(link.file, read)
            yield Fault(link.path, link.line, f"there is no claim file {link.file}", cure)
        elif not file.broken and (link.file, link.test) not in known:
            cure = "Write it or correct the link" + _nearest(
                link.test, [t.name for t in file.tests]
            )
            yield Fault(link.path, link.line, f"{link.file} has no test {link.test}", cure)


def _all_links(notes: Sequence[Note]) -> Iterator[NoteClaim | Citation]:
    return itertools.chain.from_iterable((*note.claims, *note.citations) for note in notes)


def _nearest(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, list(names), n=1)
    return f"; the nearest is {near[0]}" if near else ""


def _unlinked(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Tests that no sentence of their note links to."""
    made = {(claim.file, claim.test) for note in notes for claim in note.claims}
    paths = {note.stem: note.path for note in notes}
    for test in _tests(files).values():
        if (test.path, test.name) not in made:
            stem = Path(test.path).stem.removeprefix("test_")
            note = paths.get(stem, f"a note {stem}.md, which does not exist,")
            sentence = quote(plain(test.docstring or test.name))
            problem = f"no sentence of {note} links to {test.name}, {sentence}"
            yield Fault(test.path, test.line, problem, "Link the sentence to it or remove the test")


def _differing(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Sentences that are not word for word the docstring of their test."""
    tests = _tests(files)
    for claim in itertools.chain.from_iterable(note.claims for note in notes):
        test = tests.get((claim.file, claim.test))
        if test is None or not test.docstring:
            continue
        sentence, docstring = claim.sentence.removesuffix("."), plain(test.docstring)
        if sentence != docstring:
            problem = (
                f"note and claim differ, {_parting(sentence, docstring)}\n"
                f"  {claim.path}:{claim.line} says {quote(sentence)}\n"
                f"  {test.path}:{test.docstring_line} says {quote(docstring)}"
            )
            yield Fault(claim.path, claim.line, problem, "Reword the one that is wrong")


def _parting(sentence: str, docstring: str) -> str:
    """The first words in which two sentences differ."""
    pairs = itertools.zip_longest(sentence.split(), docstring.split(), fillvalue="the end")
    one, other = next(pair for pair in pairs if pair[0] != pair[1])
    return f"{quote(one)} against {quote(other)}:"


def _misdeclared(notes: Sequence[Note]) -> Iterator[Fault]:
    """Citations that call a claim refuted which its own note declares to hold."""
    made = {claim.id: claim for note in notes for claim in note.claims}
    for citation in itertools.chain.from_iterable(note.citations for note in notes):
        claim = made.get(citation.claim)
        if claim and citation.title == "refuted" and claim.declared == "holds":
            problem = (
                f"the title says that {claim.id} is refuted, "
                f"but {claim.path}:{claim.line} declares that it holds"
            )
            yield Fault(citation.path, citation.line, problem, "Make the two titles agree")


def _twins(notes: Sequence[Note]) -> Iterator[Fault]:
    """Notes that share a stem, so that their claims would share ids."""
    first: dict[str, str] = {}
    for note in notes:
        if note.numbered and first.setdefault(note.stem, note.path) != note.path:
            problem = f"its claims would have the same ids as those of {first[note.stem]}"
            yield Fault(note.path, 1, problem, "Rename one of the two files")


def _dead_links(notes: Sequence[Note], root: Path) -> Iterator[Fault]:
    """Links to files, or to headings of Markdown files, that do not exist."""
    anchors: dict[str, list[str]] = {}
    for path, link in ((note.path, link) for note in notes for link in note.links):
        if link.path is None or (link.stem and link.fragment):
            continue
        if not os.path.exists(root / link.path):
            yield Fault(path, link.line, f"there is no file {link.path}", "Correct the link")
        elif link.fragment and link.path.endswith(".md"):
            if link.path not in anchors:
                anchors[link.path] = headings(read_source(root / link.path, root)[0])
            if link.fragment not in anchors[link.path]:
                problem = f"{link.path} has no heading #{link.fragment}"
                cure = "Correct the link" + _nearest(link.fragment, anchors[link.path])
                yield Fault(path, link.line, problem, cure)
