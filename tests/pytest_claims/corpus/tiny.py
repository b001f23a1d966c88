"""Tiny projects: a toy, one thing about it, and everything that must be said of it.

Each is scored both ways: what is wrong is named, and nothing else trips. So its exit status, the
verdict of every claim and every finding of the summary, or every fault, stand in the project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

USUAL = re.compile(r"\S+ +\d+ claims: |error at most|no control: \S+: a toy|report: ")
FAULT = re.compile(r"  \S+:\d+: ")

TRUE = "assert measure(score, High) > measure(score, Low)"
FALSE = "assert measure(score, High) < measure(score, Low)"
FLAT = "@control(High, Flat)"
NO_CONTROL = '@no_control("a toy")'

NOTE, CLAIMS, TOY, CONFTEST, PAGE = (
    "notes/01_toy.md",
    "claims/test_01_toy.py",
    "toy/__init__.py",
    "conftest.py",
    "page/index.html",
)


@dataclass(frozen=True)
class Tiny:
    """One project. ``a`` is its claim, ``b``, where there is a body for it, a second one.

    ``edits`` are made before it runs; ``then``, where there is one, once it has run, whereupon it
    runs again and is scored by that second run. ``kept`` are the claims that the scored run may
    take from evidence; None where it does not matter. A pattern of ``says`` is matched against one
    finding, ``*`` standing for anything; there are no findings beside them. ``shows`` stands on the
    page, which its flags ask for in the folder ``page``.
    """

    kind: str
    body: str = TRUE
    status: int = 0
    verdict: str | None = "HOLDS"
    says: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    how: str = FLAT
    title: str = ""
    sentence: str = "High is higher"
    arguments: str = "measure"
    b: str = ""
    verdict_of_b: str | None = "HOLDS"
    toy: str = ""
    conftest: str = ""
    head: str = ""
    foot: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[tuple[str, str, str], ...] = ()
    flags: tuple[str, ...] = ()
    then: Callable[[Path], None] | None = None
    flags_then: tuple[str, ...] | None = None
    kept: frozenset[str] | None = None

    @property
    def honest(self) -> bool:
        """Whether it must stay green."""
        return self.status == 0


@dataclass(frozen=True)
class Heard:
    """What an audit said."""

    status: int
    verdicts: dict[str, str]
    findings: list[str]
    kept: frozenset[str]
    page: str = ""


def write(project: Any, tiny: Tiny) -> Path:
    """The project on disk."""
    project.toy += tiny.toy
    project.claim(
        tiny.body, how=tiny.how, title=tiny.title, sentence=tiny.sentence, arguments=tiny.arguments
    )
    if tiny.b:
        project.claim(tiny.b, name="b", how=NO_CONTROL)
    root: Path = project.write()
    append(root / CONFTEST, tiny.conftest)
    append(root / CLAIMS, tiny.foot)
    change(root, CLAIMS, "\n@", f"\n{tiny.head}\n\n@") if tiny.head else None
    for path, text in tiny.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for edit in tiny.edits:
        change(root, *edit)
    return root


def append(file: Path, text: str) -> None:
    """Add to the end of a file."""
    if text:
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def change(root: Path, path: str, old: str, new: str) -> None:
    """Replace the first occurrence, which there must be."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit between two runs."""
    return lambda root: change(root, path, old, new)


def hear(project: Any, tiny: Tiny) -> Heard:
    """Write it, run it, and run it again where it says so."""
    root = write(project, tiny)
    run = project.again if tiny.then else project.inside
    result = run(*tiny.flags)
    if tiny.then:
        tiny.then(root)
        result = run(*(tiny.flags if tiny.flags_then is None else tiny.flags_then))
    rows = project.ledger() if (root / ".claims" / "audit.json").is_file() else {}
    return Heard(
        status=int(result.ret),
        verdicts={name: row["verdict"] for name, row in rows.items()},
        findings=findings(result.outlines) + faults(result.errlines),
        kept=frozenset(
            name for name, row in rows.items() if all(c.get("cached") for c in row["cases"])
        ),
        page=(root / PAGE).read_text(encoding="utf-8") if tiny.shows else "",
    )


def findings(lines: list[str]) -> list[str]:
    """What the summary says beyond counts, the error of the audit, and which has no control."""
    heads = (i for i, line in enumerate(lines) if line.strip("= ") == "claims")
    start = next(heads, len(lines))
    end = next((i for i, line in enumerate(lines) if i > start and line.startswith("=")), start)
    said = [line for line in lines[start + 1 : end] if line and not USUAL.match(line)]
    return joined(said, lambda line: not line.startswith(" "))


def faults(lines: list[str]) -> list[str]:
    """The faults, or the usage error, for which nothing ran; one string for each."""
    if not any(line.startswith("ERROR: ") for line in lines):
        return []
    start = next(i for i, line in enumerate(lines) if line.startswith("ERROR: "))
    if "disagree in" not in lines[start]:
        return [" ".join(line.strip() for line in lines[start:] if line)]
    return joined(lines[start + 1 :], lambda line: FAULT.match(line) is not None)


def joined(lines: list[str], begins: Callable[[str], bool]) -> list[str]:
    """Lines put together to paragraphs, of which these are the first lines."""
    found: list[str] = []
    for line in filter(None, lines):
        if begins(line) or not found:
            found.append(line.strip())
        else:
            found[-1] += f" {line.strip()}"
    return found


def score(heard: Heard, tiny: Tiny) -> None:
    """Both ways."""
    assert heard.status == tiny.status, (heard.status, heard.findings)
    expected = {"a": tiny.verdict} | ({"b": tiny.verdict_of_b} if tiny.b else {})
    if tiny.verdict is None:  # nothing ran
        assert not heard.verdicts
        expected = {}
    for name, verdict in expected.items():
        assert heard.verdicts.get(name) == verdict, (name, heard.verdicts, heard.findings)
    unmatched = list(heard.findings)
    for pattern in tiny.says:
        hits = [line for line in unmatched if fnmatchcase(line, pattern.replace("[", "[[]"))]
        assert hits, (pattern, heard.findings)
        unmatched.remove(hits[0])
    assert not unmatched, unmatched
    for text in tiny.shows:
        assert text in heard.page, text
    if tiny.kept is not None:
        assert heard.kept == tiny.kept, heard.kept
