"""Sentences that say more than their evidence, and statements that lean on their neighbours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pytest_claims.faults import quote
from pytest_claims.notes.leaning import leans
from pytest_claims.notes.note import Note
from pytest_claims.notes.saying import ABSOLUTE, beyond, unheld, written

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
    """The test of a claim, and what its cases set and compare, as one text."""
    cases = [[c.get(k) for k in ("case", "controls", "measurements")] for c in row["cases"]]
    compared = [c["text"] for case in row["cases"] for c in case.get("comparisons", ())]
    return json.dumps([row.get("source"), cases, compared])


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
