"""Runs of one audit after another, each after an edit of the project."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from checkout import Checkout

GRU = "src/sequence_models/architectures/gru.py"
PROBE = "src/sequence_models/probes/memory.py"
SENTENCE = re.compile(r"^(\[(?!✗)[^][]+)\.\]\[", re.MULTILINE)
"""One that is a claim and a line of its own."""


class Run(NamedTuple):
    """What is edited before it, given the notes that are audited, and its flags."""

    edit: Callable[[Checkout, list[str]], None]
    flags: tuple[str, ...] = ()


def nothing(_copy: Checkout, _notes: list[str]) -> None:
    """Leave the project as it is."""


def reword(copy: Checkout, notes: list[str]) -> None:
    """Say the first claim of the first note in other words, and carry them to its test.

    SystemExit where the note has none.
    """
    note = first_note(copy, notes)
    text, count = SENTENCE.subn(r"\1, as was measured.][", note.read_text(encoding="utf-8"), 1)
    if not count:
        raise SystemExit(f"Audit another note: no claim of {note.name} is a line of its own.")
    note.write_text(text, encoding="utf-8")
    copy.python("-m", "pytest_claims.cli", "reword", "--write")


def first_note(copy: Checkout, notes: list[str]) -> Path:
    """The first of those that are audited, all where none is named."""
    names = sorted(path.stem for path in (copy.root / "notes").glob("[0-9]*.md"))
    return copy.root / "notes" / f"{(notes or names)[0]}.md"


def added_to(file: str) -> Callable[[Checkout, list[str]], None]:
    """Give a module a name more, which changes what it says and nothing that it does."""
    return lambda copy, _notes: copy.append(file, '\nEDITED = "once"\n')


RUNS = {
    "cold": Run(nothing),
    "second": Run(nothing),
    "after a sentence": Run(reword),
    "after gru.py": Run(added_to(GRU)),
    "after a probe": Run(added_to(PROBE)),
    "with mutants": Run(nothing, ("--claims-mutants",)),
}
