"""The catalogue for a terminal, and as a page of Markdown."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from pytest_claims.files import read_source
from pytest_claims.notes.markdown import slug
from pytest_claims.recording.catalogue import Catalogue, Entry, Question

HEAD = """# Instruments

By the question that they answer; what has no unit is a pure number.
Written by `pytest-claims probes --markdown {path}`; edit the docstrings instead.
"""
COLUMNS: Mapping[str, Callable[[Entry], str]] = {
    "gives": lambda e: e.gives,
    "unit": lambda e: e.unit,
    "range": lambda e: e.range,
    "perfect": lambda e: e.reading,
}
DERIVATIONS = "math"


def as_text(catalogue: Catalogue) -> str:
    """For a terminal."""
    lines = []
    for heading, questions in catalogue.items():
        lines += [heading, ""]
        for question in questions:
            lines += [f"  {question.asks}  {question.path}"]
            lines += [line for entry in question.entries for line in _told(entry)]
            lines += [""]
    return "\n".join(lines)


def _told(entry: Entry) -> Iterator[str]:
    yield f"    {entry.call}"
    unit = f"{entry.unit}, " if entry.unit else ""
    reading = f"{unit}in {entry.range}: {entry.reading}" if entry.range else ""
    results = f"result {', '.join(entry.results)}" if entry.results else ""
    for words in filter(None, (entry.gives, reading, results)):
        yield textwrap.fill(words, 96, initial_indent=" " * 8, subsequent_indent=" " * 8)


def as_markdown(catalogue: Catalogue, root: Path, path: str) -> str:
    """For a page at this path from the root."""
    results = Results(root, path)
    parts = [HEAD.format(path=path)]
    for heading, questions in catalogue.items():
        parts.append(f"## {heading}\n")
        parts += [_section(question, path, results) for question in questions]
    return "\n".join(parts)


def _section(question: Question, path: str, results: Results) -> str:
    shown = [name for name, of in COLUMNS.items() if any(map(of, question.entries))]
    with_results = any(entry.results for entry in question.entries)
    columns = [*shown, *["result"][: int(with_results)]]
    lines = [
        f"### {_plain(question.asks.rstrip('.'))}",
        "",
        f"In [{question.path}]({_relative(question.path, path)}).",
        "",
        _row(["", *columns]),
        _row(["---"] * (1 + len(columns))),
    ]
    for entry in question.entries:
        cells = [f"`{entry.call}`", *(_plain(COLUMNS[name](entry)) for name in shown)]
        lines.append(_row([*cells, results.linked(entry)] if with_results else cells))
    return "\n".join(lines) + "\n"


class Results:
    """Where the numbered results are derived: the first heading above each."""

    def __init__(self, root: Path, path: str) -> None:
        self._places: dict[str, str] = {}
        for file in sorted((root / DERIVATIONS).glob("*.md")):
            address = _relative(file.relative_to(root).as_posix(), path)
            heading = ""
            for line in read_source(file, root)[0].splitlines():
                if line.startswith("#"):
                    heading = slug(line.lstrip("# "))
                for number in re.findall(r"\\qquad \((\d\.[a-z]+)\)", line):
                    self._places.setdefault(number, f"{address}#{heading}")

    def linked(self, entry: Entry) -> str:
        """The numbers of an entry, each a link where it is derived."""
        return ", ".join(
            f"[{number}]({self._places[number]})" if number in self._places else number
            for number in entry.results
        )


def _relative(target: str, path: str) -> str:
    return PurePosixPath(os.path.relpath(target, PurePosixPath(path).parent)).as_posix()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Text with its code, and with nothing else that Markdown reads."""
    parts = text.split("``")
    return "`".join(
        part if i % 2 else "".join(f"\\{c}" if c in r"\*_[]<>|`" else c for c in part)
        for i, part in enumerate(parts)
    )
