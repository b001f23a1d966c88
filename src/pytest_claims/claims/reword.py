"""The author edits the note; this carries the sentence over to the claim, and starts new claims."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from pytest_claims.claims.docstring import BETWEEN, sentence_of
from pytest_claims.claims.grammar import ClaimFile, ClaimTest
from pytest_claims.notes.markdown import plain
from pytest_claims.notes.note import Note, NoteClaim

HEAD = """\
from my_probes import probe
from pytest_claims import control
"""
SKELETON = '''\
@control(condition=0, because="what the sentence rests on")
def {test}(measure):
    """{sentence}"""
    value = measure(probe, condition=1)
    assert value > 0
'''
WIDTH = 100


@dataclass(frozen=True)
class Mismatch:
    """A sentence that is not its test's docstring."""

    claim: NoteClaim
    test: ClaimTest

    def __str__(self) -> str:
        docstring = self.test.sentence or "nothing"
        return (
            f"{self.claim.id}\n"
            f"  {self.claim.path}:{self.claim.line} says {self.claim.sentence}\n"
            f"  {self.test.path}:{self.test.docstring_line} says {docstring}"
        )


def mismatches(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[Mismatch]:
    """Every sentence whose test says something else, or nothing."""
    tests = {(test.path, test.name): test for file in files for test in file.tests}
    for claim in (claim for note in notes for claim in note.claims):
        test = tests.get((claim.file, claim.test))
        if test and test.sentence != claim.sentence.removesuffix("."):
            yield Mismatch(claim, test)


def untested(notes: Sequence[Note], files: Sequence[ClaimFile]) -> Iterator[NoteClaim]:
    """Every sentence that links to a test which does not exist."""
    known = {(test.path, test.name) for file in files for test in file.tests}
    broken = {file.path for file in files if file.broken}
    for claim in (claim for note in notes for claim in note.claims):
        if claim.file not in broken and (claim.file, claim.test) not in known:
            yield claim


def skeleton(claim: NoteClaim) -> str:
    """The claim to paste: its name and its sentence are settled, the rest is to be said."""
    lines = wrap(f'    """{_docstring(claim.sentence)}', WIDTH, break_long_words=False)
    return SKELETON.format(test=claim.test, sentence="\n    ".join(lines).lstrip(' "'))


def write(mismatch: Mismatch, root: Path) -> None:
    """Copy the note's sentence into the docstring; its statement and all else stay as they are.

    Raises ValueError where the sentence, as a docstring, would not read as it does in the note.
    """
    file = root / mismatch.test.path
    source = file.read_bytes()
    new = reworded(source, mismatch.test.name, mismatch.claim.sentence)
    said = ast.get_docstring(_function(ast.parse(new), mismatch.test.name), clean=False) or ""
    if plain(sentence_of(said)) != mismatch.claim.sentence.removesuffix("."):
        raise ValueError(f"{mismatch.claim.id}: has Markdown in it; copy it by hand")
    file.write_bytes(new)


def reworded(source: bytes, test: str, sentence: str) -> bytes:
    """The claim file with this sentence as the first paragraph of the test's docstring."""
    function = _function(ast.parse(source), test)
    first = function.body[0]
    lines = source.splitlines(keepends=True)
    said = ast.get_docstring(function, clean=False)
    between = BETWEEN.search(said.lstrip()) if said else None
    rest = said.lstrip()[between.start() :] if said and between else ""
    text = f'"""{_docstring(_wrapped(sentence, first.col_offset), rest)}"""'.encode()
    if b"\r\n" in source:
        text = text.replace(b"\n", b"\r\n")
    start = sum(map(len, lines[: first.lineno - 1])) + first.col_offset
    if said is None:
        indent = b"\n" + b" " * first.col_offset
        return source[:start] + text + indent + source[start:]
    end = start + len((ast.get_source_segment(source.decode(), first) or "").encode())
    return source[:start] + text + source[end:]


def _function(tree: ast.Module, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return node
    raise ValueError(f"there is no test {name}")


def _wrapped(sentence: str, column: int) -> str:
    """The sentence as a docstring that begins in this column; room is left for how it ends."""
    indent = " " * column
    lines = wrap(
        sentence,
        WIDTH - len('."""'),
        initial_indent=f'{indent}"""',
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).removeprefix(f'{indent}"""')


def _docstring(sentence: str, rest: str = "") -> str:
    """The sentence with a full stop, and what follows, escaped for between triple quotes."""
    closed = sentence if sentence.endswith((".", "!", "?")) else sentence + "."
    escaped = (closed + rest).replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return escaped[:-1] + '\\"' if escaped.endswith('"') else escaped
