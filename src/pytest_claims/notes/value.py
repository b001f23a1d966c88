"""Numbers in the prose that a claim measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pytest_claims.faults import Fault, quote
from pytest_claims.notes.number import read_number
from pytest_claims.notes.outline import Passage, id_of

FORMS = "0.11, 14,000, 24 %, −3.8, 10⁻¹⁴ or 3 × 10⁻⁵"


@dataclass(frozen=True)
class NoteValue:
    """A linked number: the median, over the replicas, of a variable of a claim."""

    text: str
    variable: str
    claim: str  # its id
    case: str  # as pytest names it, empty where the link names none
    path: str  # of the note, relative to the root
    line: int
    file: str  # of the test, relative to the root
    test: str
    label: str | None
    beside: str = ""  # what makes the number another for who reads on


def values_of(path: str, passages: Iterable[Passage]) -> Iterator[NoteValue]:
    """Every link of these passages that has a claim's variable for its title."""
    for link in (link for passage in passages for link in passage.links):
        if link.variable and link.stem and link.fragment:
            test, _, case = link.fragment.partition("[")
            yield NoteValue(
                text=link.text,
                variable=link.variable,
                claim=id_of(link.stem, test),
                case=case.removesuffix("]"),
                path=path,
                line=link.line,
                file=link.path or "",
                test=test,
                label=link.label,
                beside=link.beside,
            )


def value_faults(values: Iterable[NoteValue]) -> Iterator[Fault]:
    """Links with the title of a number whose text is none, or a part of one."""
    for value in values:
        if read_number(value.text) is None:
            problem = f"{quote(value.text)} is linked as the value {value.variable} and no number"
            yield Fault(value.path, value.line, problem, f"Write {FORMS}, and nothing beside it")
        elif value.beside:
            problem = f"{quote(value.beside)} makes another number of {quote(value.text)}"
            cure = "Write the whole number within the link"
            yield Fault(value.path, value.line, problem, cure)


def renumbered(source: str, value: NoteValue, new: str) -> str:
    """A note with this number in place of the printed one, and nothing else changed.

    Raises ValueError where the link is not written as ``[0.11][label]`` or ``[0.11](address)``.
    """
    lines = re.split(r"(?<=\n)", source)
    target = r"\(" if value.label is None else _label(value.label)
    link = re.compile(rf"\[\s*{re.escape(value.text)}\s*\](?={target})", re.IGNORECASE)
    lines[value.line - 1], count = link.subn(f"[{new}]", lines[value.line - 1])
    if not count:
        raise ValueError(f"{value.path}:{value.line}: write {new} by hand; the link is not plain")
    return "".join(lines)


def _label(label: str) -> str:
    return r"\[\s*" + r"\s+".join(map(re.escape, label.split())) + r"\s*\]"
