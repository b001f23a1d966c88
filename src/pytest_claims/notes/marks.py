"""The mark ✗ at the head of a link: what these words say is false."""

from collections.abc import Iterator, Sequence

from pytest_claims.faults import Fault, quote
from pytest_claims.notes.note import Note

MARK = "✗"


def mark_faults(notes: Sequence[Note]) -> Iterator[Fault]:
    """Beliefs declared refuted that bear no mark, and marks before what is declared to hold.

    Whoever repeats the belief's sentence marks it. Whoever cites it in words of their own may,
    where these words say the belief and not what holds instead.
    """
    for note in notes:
        for claim in note.claims:
            refuted = claim.declared == "refuted"
            yield from _faults(note.path, claim.line, claim.sentence, refuted, claim.crossed, True)
        for c in note.citations:
            yield from _faults(note.path, c.line, c.text, c.title == "refuted", c.crossed, c.whole)


def _faults(
    path: str, line: int, text: str, refuted: bool, crossed: bool, whole: bool
) -> Iterator[Fault]:
    if refuted and whole and not crossed:
        problem = f"{quote(text)} is declared refuted and does not look it"
        yield Fault(path, line, problem, f"Write [{MARK} {text}]")
    elif crossed and not refuted:
        problem = f"{MARK} stands before {quote(text)}, which is not declared refuted"
        yield Fault(path, line, problem, f'Write [{text}], or give the link the title "refuted"')
