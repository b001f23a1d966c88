"""What is wrong in a note or a claim file, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath


@dataclass(frozen=True, order=True)
class Fault:
    """A place in a file, what is wrong there, and its cure."""

    path: str  # relative to the root
    line: int
    problem: str
    cure: str

    @property
    def stem(self) -> str:
        """The note it belongs to: ``02_sorting`` for the note and for its claim file."""
        return PurePosixPath(self.path).stem.removeprefix("test_")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}. {self.cure}."


def quote(text: str) -> str:
    """The text as an error quotes it."""
    return f"“{text}”"


def nearest(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str:
    """``; the nearest is that``, where one of these names could be meant; else nothing."""
    near = get_close_matches(name, [*names], n=1, cutoff=cutoff)
    return f"; the nearest is {near[0]}" if near else ""


ASKED = "asked for at "
ASSERTED = "asserted at line "
TRYING = "while trying the control "
"""How notes begin that an error is given on its way, to say what it happened to."""


class ClaimError(Exception):
    """The claim is not one that can be decided; the message says what to write instead."""
