"""A test's docstring: the sentence of its note and, in a second paragraph, its statement."""

import re

from pytest_claims.notes.markdown import shown

BETWEEN = re.compile(r"\n[^\S\n]*\n")
"""What separates two paragraphs: a line without text."""


def paragraphs(docstring: str | None) -> list[str]:
    """The paragraphs of a docstring, as they are written; none where there is no text."""
    return [part.strip() for part in BETWEEN.split((docstring or "").strip()) if part.strip()]


def sentence_of(docstring: str | None) -> str:
    """The first paragraph, which is the note's sentence, as it is written."""
    return next(iter(paragraphs(docstring)), "")


def statement_of(docstring: str | None) -> str:
    """What the claim says to whoever reads nothing else, as plain text: the second paragraph, or
    the first where there is none."""
    first_two = paragraphs(docstring)[:2]
    return shown(first_two[-1]) if first_two else ""
