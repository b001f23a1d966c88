"""Where notes and claims disagree, and which of these faults are a claim's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from pytest_claims.claims.grammar import ClaimFile
from pytest_claims.faults import Fault
from pytest_claims.notes.note import Citation, Note, NoteClaim
from pytest_claims.notes.pairing import Test
from pytest_claims.notes.value import NoteValue
from pytest_claims.recording.standings import count

Place = tuple[str, int]  # a file and a line of it
AT_MOST = 20  # faults that are told of claims that a run leaves out


class Disagreements:
    """The faults of a project. ``aside`` are those that did not stop a run of some claims."""

    def __init__(
        self, notes: Sequence[Note], files: Sequence[ClaimFile], faults: Sequence[Fault]
    ) -> None:
        self.faults = sorted(set(faults))
        self.aside: list[Fault] = []
        self.notes = notes
        self.files = files

    def refuse_of_files(self, stems: set[str] | None) -> None:
        """UsageError where notes and claims of these stems disagree, or any where they are None."""
        refuse(self.of_files(stems))

    def of_files(self, stems: set[str] | None) -> list[Fault]:
        """Faults of claim files with these stems and of the notes that link to them; None: all."""
        if stems is not None:
            stems = stems | {n.stem for n in self.notes if any(c.stem in stems for c in n.claims)}
        return [f for f in self.faults if stems is None or f.stem in stems]

    def refuse_of_claims(self, tests: Collection[Test]) -> None:
        """UsageError where one of these claims has a fault; those of others are put aside."""
        others = set(self._others(tests))
        self.aside = [fault for fault in self.faults if fault in others]
        refuse([fault for fault in self.faults if fault not in others])

    def _others(self, tests: Collection[Test]) -> Iterator[Fault]:
        """Faults that stand in another test, in another claim file, or in another sentence."""
        said = set(self._sentences(tests))
        files = {file.path for file in self.files} - {file for file, _ in tests}
        notes = {note.path for note in self.notes}
        inside = {place: test for test, place in self._lines()}
        for fault in self.faults:
            place = fault.path, fault.line
            if fault.path in notes:
                foreign = place not in said
            else:
                foreign = fault.path in files or inside.get(place) not in (None, *tests)
            if foreign:
                yield fault

    def _sentences(self, tests: Collection[Test]) -> Iterator[Place]:
        """Where notes speak of these tests."""
        for note in self.notes:
            links: list[NoteClaim | Citation | NoteValue]
            links = [*note.claims, *note.citations, *note.values]
            yield from ((link.path, link.line) for link in links if (link.file, link.test) in tests)

    def _lines(self) -> Iterator[tuple[Test, Place]]:
        """Every line of every test."""
        for test in (test for file in self.files for test in file.tests):
            for line in range(test.lines[0], test.lines[1] + 1):
                yield (test.path, test.name), (test.path, line)

    def told(self) -> list[str]:
        """Lines on what was put aside."""
        if not self.aside:
            return []
        left = len(self.aside) - AT_MOST
        more = [f"  and {left} more"] if left > 0 else []
        head = f"notes and claims disagree elsewhere in {count(len(self.aside), 'place')}:"
        return [head, *(f"  {fault}" for fault in self.aside[:AT_MOST]), *more]


def refuse(faults: Sequence[Fault]) -> None:
    """UsageError where there are any."""
    if faults:
        lines = "\n".join(f"  {fault}" for fault in faults)
        places = count(len(faults), "place")
        raise pytest.UsageError(f"notes and claims disagree in {places}:\n{lines}")
