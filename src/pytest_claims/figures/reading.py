"""The page beside an experiment: the figure, the question, what it shows and for which claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from pytest_claims.faults import Fault
from pytest_claims.files import place, read_source
from pytest_claims.notes.outline import claim_stem, id_of

LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)|^\[[^\]]+\]:\s*(?P<defined>\S+)", re.MULTILINE)
IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")


def faults(
    file: Path,
    root: Path,
    question: str,
    claims: Collection[str],
    marked: Collection[str],
    figures: str,
) -> list[Fault]:
    """What is missing on the page: file, figure, question, numbers, claims that there are."""
    name, where = file.stem, place(file, root)
    if not file.is_file():
        return [Fault(where, 1, "there is no such page", _begin(name, question, figures))]
    text, found = read_source(file, root)
    return [
        *found,
        *_missing(text, where, name, question, figures),
        *_unknown(text, where, claims),
        *_unsaid(text, where, marked),
    ]


def _begin(name: str, question: str, figures: str) -> str:
    return f"Begin it with the question, “{question}”, and ![…]({figures}/{name}.svg)"


def _missing(text: str, where: str, name: str, question: str, figures: str) -> Iterator[Fault]:
    if " ".join(question.split()) not in " ".join(text.split()):
        yield Fault(where, 1, f"does not ask “{question}”", "Ask it as the experiment does")
    picture, numbers = f"{figures}/{name}.svg", f"{figures}/{name}.json"
    images = {match["target"]: match["text"] for match in IMAGE.finditer(text)}
    if not images.get(picture):
        yield Fault(where, 1, "does not show its figure", f"Write ![what it shows]({picture})")
    if numbers not in _targets(text):
        yield Fault(where, 1, "does not link its numbers", f"Write [numbers]({numbers})")
    if not list(_claims(text)):
        yield Fault(where, 1, "stands behind no claim", "Link one: ../claims/FILE.py#test_NAME")


def _unknown(text: str, where: str, claims: Collection[str]) -> Iterator[Fault]:
    for target, id in _claims(text):
        if id not in claims:
            yield Fault(where, _line(text, target), f"there is no claim {target}", "Name one")


def _unsaid(text: str, where: str, marked: Collection[str]) -> Iterator[Fault]:
    linked = {id for _, id in _claims(text)}
    for id in marked:
        if id not in linked:
            yield Fault(where, 1, f"does not link {id}, which the figure marks", "Link it")


def _claims(text: str) -> Iterator[tuple[str, str]]:
    """Links to tests, each with the id of the claim."""
    for target in _targets(text):
        path, _, test = target.partition("#")
        if test.startswith("test_") and path.endswith(".py"):
            yield target, id_of(claim_stem(PurePosixPath(path).name), test)


def _targets(text: str) -> list[str]:
    return [match["target"] or match["defined"] for match in LINK.finditer(text)]


def _line(text: str, target: str) -> int:
    return text[: text.index(target)].count("\n") + 1
