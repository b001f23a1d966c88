"""Every instrument of a project, by the question that it answers, as its docstring tells it.

A docstring says in one line which numbers are possible and which is perfect, as in ``Decades, in
(−∞, ∞): 0 is a perfect carry``; what has no unit is a pure number.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from pytest_claims.declaring.measure import RESERVED
from pytest_claims.files import place

SENTENCE = re.compile(r"(.+?[.:])(?=\s+[A-Z]|\s*$)", re.DOTALL)
READING = re.compile(
    r"(?:^|[.:] )(?:(?P<unit>[A-Z][\w -]{0,40}), in|In)"
    r" (?P<range>[\[(][^;]*?, [^;]*?[\])])(?=[\s.;:,]|$)[;:,.]?(?P<says>.*)"
)
RESULT = re.compile(r"\((\d\.[a-z]+)\)")


@dataclass(frozen=True)
class Entry:
    """One probe, task or subject; what its docstring does not say is empty."""

    call: str
    gives: str
    unit: str
    range: str
    reading: str
    results: tuple[str, ...]

    @property
    def calibrated(self) -> bool:
        """Whether it says which numbers are possible and what one means."""
        return bool(self.range and self.reading)


@dataclass(frozen=True)
class Question:
    """What one file answers, its path from the root, and by what."""

    asks: str
    path: str
    entries: tuple[Entry, ...]


Catalogue = Mapping[str, Sequence[Question]]


def gather(packages: Mapping[str, Sequence[str]], root: Path) -> Catalogue:
    """The questions under each heading; ImportError where a package is not there."""
    return {
        heading: [q for name in names for q in _questions(import_module(name), root)]
        for heading, names in packages.items()
    }


def _questions(package: ModuleType, root: Path) -> Iterator[Question]:
    found: dict[str, list[Entry]] = {}
    for value in public(package):
        found.setdefault(value.__module__, []).append(entry(value))
    for name, entries in found.items():
        module = import_module(name)
        path = place(Path(inspect.getfile(module)), root)
        yield Question(first_sentence(module), path, tuple(entries))


def public(package: ModuleType) -> Iterator[Callable[..., Any]]:
    """Functions and classes that a package shows as its own, but for interfaces."""
    own = package.__name__.partition(".")[0]
    for name, value in vars(package).items():
        is_known = inspect.isfunction(value) or inspect.isclass(value)
        if not is_known or name.startswith("_") or inspect.isabstract(value):
            continue
        if value.__module__.partition(".")[0] == own:
            yield value


def entry(target: Callable[..., Any]) -> Entry:
    """What the signature, the docstring and the source of one object say."""
    said = " ".join((inspect.getdoc(target) or "").split())
    found = READING.search(said)
    unit, range, says = found.group("unit", "range", "says") if found else ("", "", "")
    return Entry(
        call=call(target),
        gives=first_sentence(target),
        unit=(unit or "").lower(),
        range=range,
        reading=RESULT.sub("", says).strip(" ;:,."),
        results=tuple(dict.fromkeys(RESULT.findall(f"{said} {_source(target)}"))),
    )


def _source(target: Callable[..., Any]) -> str:
    try:
        return inspect.getsource(target)
    except (OSError, TypeError):  # of what is no text
        return ""


def call(target: Callable[..., Any]) -> str:
    """How a claim names it: ``found(Model, entries, width=32)``."""
    parameters = inspect.signature(target).parameters
    parts = ["Model"] if "build" in parameters else []
    for name, p in parameters.items():
        if p.kind is p.KEYWORD_ONLY and name not in RESERVED:
            parts.append(name if p.default is p.empty else f"{name}={p.default!r}")
    return f"{target.__name__}({', '.join(parts)})"


def first_sentence(target: object) -> str:
    """The first sentence of a docstring, on one line."""
    said = (inspect.getdoc(target) or "").partition("\n\n")[0]
    found = SENTENCE.match(said)
    return " ".join((found[1] if found else said).split())
