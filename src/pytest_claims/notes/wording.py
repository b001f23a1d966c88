"""Sentences that say more than their evidence, and statements that lean on their neighbours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pytest_claims.faults import quote
from pytest_claims.notes.leaning import leans
from pytest_claims.notes.note import Note
from pytest_claims.notes.saying import ABSOLUTE, absolute_beyond, beyond, numbers, unheld, written

WEAKER = {
    "always": "in the typical replica",
    "never": "in hardly any replica",
    "every": "nearly every",
    "all": "nearly all",
    "cannot": "did not, within this budget",
    "impossible": "not reached within this budget",
}


def overclaims(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Warnings: a sentence that says always, never, every or cannot on sampled evidence."""
    return [
        f"{row['note']}:{row['line']} {row['id']} says “{word}” of what was sampled: "
        f"consider “{WEAKER[word.lower()]}”"
        for row in rows
        if row["declared"] == "holds" and any(map(sampled, row["cases"]))
        for word in dict.fromkeys(ABSOLUTE.findall(row["sentence"]))
    ]


def leaning(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Warnings: a statement that is not understood by who reads nothing else."""
    return [
        f"{row['test'].partition('::')[0]}:{row['test_line']} {row['id']} states something of "
        f"“{word}” and not of what: name it in a second paragraph of the docstring"
        for row in rows
        if row["test_line"] and (word := leans(row["statement"]))
    ]


def unheld_numbers(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Warnings: a sentence with a number that its test neither sets nor asserts."""
    return [
        f"{row['note']}:{row['line']} {row['id']} says {_listed(found)}, which its test "
        "neither sets nor asserts: write it there, or print it beside the sentence as a value"
        for row in rows
        if row["cases"] and (found := unheld(row["sentence"], written(_measured(row))))
    ]


def _listed(words: Iterable[str]) -> str:
    return " and ".join(map(quote, words))


def _measured(row: dict[str, Any]) -> str:
    """The test of a claim, what its cases set and compare, and what its probes say that they
    measure, as one text."""
    parts = {"controls": ("name", "because"), "comparisons": ("text",)}
    parts["measurements"] = ("text", "settings", "doc")
    told = [[case.get("case"), *_of(case, parts)] for case in row["cases"]]
    return json.dumps([row.get("source"), told])


def _of(case: dict[str, Any], parts: Mapping[str, Iterable[str]]) -> list[Any]:
    return [
        entry.get(name)
        for part, names in parts.items()
        for entry in case.get(part) or ()
        for name in names
    ]


def asides(notes: Iterable[Note], rows: Mapping[str, dict[str, Any]]) -> list[str]:
    """Warnings: words beside a tested sentence that say what neither it nor its test does; those
    beside a belief that is declared refuted may be the belief's.
    """
    return [
        f"{claim.path}:{claim.line} {claim.id} has {_listed(found)} beside its link, which "
        "nothing tests: take it into the sentence, print it as a value, or leave it out"
        for claim in (claim for note in notes for claim in note.claims)
        if (row := rows.get(claim.id)) and row["cases"] and claim.declared == "holds"
        if (found := _beside(claim.beside, row))
    ]


def _beside(said: str, row: dict[str, Any]) -> list[str]:
    held = written(_measured(row)) | set(numbers(_said(row)).values())
    return [*unheld(said, held), *absolute_beyond(said, _said(row))]


def overreaching(notes: Iterable[Note], rows: Mapping[str, dict[str, Any]]) -> list[str]:
    """Warnings: a sentence that cites claims and says a number or word which none of them does."""
    return [
        f"{note.path}:{line} says {_listed(found)}, and what it cites does not: {', '.join(ids)}"
        for note in notes
        for (line, sentence), ids in note.citing.items()
        if (found := beyond(sentence, " ".join(_said(rows[id]) for id in ids if id in rows)))
    ]


def _said(row: dict[str, Any]) -> str:
    return f"{row['sentence']} {row['statement']}"


def sampled(case: dict[str, Any]) -> bool:
    """Whether any comparison of the case speaks of replicas that were not drawn."""
    return any(comparison["class"] == "sampled" for comparison in case.get("comparisons", []))
