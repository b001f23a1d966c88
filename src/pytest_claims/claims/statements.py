"""Statements: each is said once, in one paragraph."""

from collections.abc import Iterator, Sequence

from pytest_claims.claims.docstring import paragraphs
from pytest_claims.claims.grammar import ClaimFile, ClaimTest
from pytest_claims.faults import Fault, quote

COMPLETE = "model, task, sizes and budget"


def statement_faults(files: Sequence[ClaimFile]) -> Iterator[Fault]:
    """Statements that two claims share, and docstrings that say more than one."""
    first: dict[str, ClaimTest] = {}
    for test in (test for file in files for test in file.tests if test.docstring):
        twin = first.setdefault(test.statement.casefold(), test)
        if twin.id != test.id:
            problem = (
                f"two claims state {quote(test.statement)}\n"
                f"  {twin.path}:{twin.docstring_line} {twin.name}\n"
                f"  {test.path}:{test.docstring_line} {test.name}"
            )
            cure = f"Tell them apart in a second paragraph of the docstring, by {COMPLETE}"
            yield Fault(test.path, test.docstring_line, problem, cure)
        if len(paragraphs(test.docstring)) > 2:
            problem = f"the docstring of {test.name} has more than two paragraphs"
            cure = f"Keep the note's sentence, and one statement that is complete: {COMPLETE}"
            yield Fault(test.path, test.docstring_line, problem, cure)
