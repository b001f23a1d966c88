"""Mutants that change nothing that could be noticed, each with its reason, from one file."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant

FILE = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Equivalent:
    """An entry of the file; the lines are compared with blanks drawn together."""

    file: str
    function: str
    before: str
    after: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it has in common with its mutant."""
        return self.file, self.function, _drawn(self.before), _drawn(self.after)


def read(text: str) -> list[Equivalent]:
    """The entries of a file. ValueError where one lacks a field or has no reason."""
    entries = []
    for number, table in enumerate(tomllib.loads(text).get("equivalent", ()), 1):
        try:
            entry = Equivalent(**table)
        except TypeError:
            wanted = ", ".join(Equivalent.__annotations__)
            raise ValueError(
                f"Give entry {number} of {FILE.name} the fields {wanted}; "
                f"it has {', '.join(table)}."
            ) from None
        if not entry.reason.strip():
            raise ValueError(f"Give a reason to entry {number} of {FILE.name}: {entry.before}")
        entries.append(entry)
    return entries


def stale(entries: Iterable[Equivalent], mutants: Iterable[Mutant]) -> list[Equivalent]:
    """Entries for the files of these mutants that none of them matches any more."""
    mutants = list(mutants)
    files, keys = {m.file for m in mutants}, {m.key for m in mutants}
    return [entry for entry in entries if entry.file in files and entry.key not in keys]


def _drawn(line: str) -> str:
    return " ".join(line.split())
