"""Every mutant of a source file."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.mutation import calls, expressions, statements
from tests.mutation.source import Edit, Site, Source

OPERATORS = (*expressions.OPERATORS, *calls.OPERATORS, *statements.OPERATORS)


@dataclass(frozen=True)
class Mutant:
    """One change to one file.

    ``before`` and ``after`` are the changed lines, blanks drawn together; ``source`` is the
    whole changed file.
    """

    file: str
    line: int
    function: str
    operator: str
    before: str
    after: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is known by when lines have moved."""
        return self.file, self.function, self.before, self.after

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.before}  →  {self.after}"


def mutants_of(file: str, text: str) -> list[Mutant]:
    """All that compile and differ, each once, in the order of the file."""
    source = Source(text)
    seen = {text}
    found = []
    for site, operator, edit in _edits(source):
        mutant = _mutant(file, source, site, operator, edit)
        if mutant.source not in seen and _compiles(mutant.source):
            found.append(mutant)
        seen.add(mutant.source)
    return sorted(found, key=lambda mutant: mutant.line)


def sample(mutants: Sequence[Mutant], size: int | None, seed: str) -> list[Mutant]:
    """``size`` of them, drawn by this seed; all where there are no more, or None is asked for.

    Operators take turns, so that the many constants do not crowd out the rest.
    """
    chance = random.Random(seed)
    drawn = chance.sample(mutants, len(mutants))
    turn: Counter[str] = Counter()
    turns = []
    for mutant in drawn:
        turn[mutant.operator] += 1
        turns.append((turn[mutant.operator], len(turns), mutant))
    return [mutant for _, _, mutant in sorted(turns)[:size]]


def _edits(source: Source) -> Iterator[tuple[Site, str, Edit]]:
    for site in source.sites():
        for operator in OPERATORS:
            for edit in operator(site, source):
                yield site, operator.__name__, edit


def _mutant(file: str, source: Source, site: Site, operator: str, edit: Edit) -> Mutant:
    changed = source.apply(edit)
    first, last = source.line(edit.start), source.line(edit.end)
    before = _lines(source.text, first, last)
    return Mutant(file, first, site.name, operator, before, _lines(changed, first, last), changed)


def _lines(text: str, first: int, last: int) -> str:
    return " ".join(" ".join(text.split("\n")[first - 1 : last]).split())


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True
