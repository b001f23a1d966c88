"""Sentences that say more than their evidence, and statements that lean on their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pytest_claims.notes.leaning import leans

WEAKER = {
    "always": "in the typical replica",
    "never": "in hardly any replica",
    "every": "nearly every",
    "all": "nearly all",
    "cannot": "did not, within this budget",
    "impossible": "not reached within this budget",
}
WORDS = re.compile(rf"\b({'|'.join(WEAKER)})\b", re.IGNORECASE)


def overclaims(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Warnings: a sentence that says always, never, every or cannot on sampled evidence."""
    return [
        f"{row['note']}:{row['line']} {row['id']} says “{word}” of what was sampled: "
        f"consider “{WEAKER[word.lower()]}”"
        for row in rows
        if row["declared"] == "holds" and any(map(sampled, row["cases"]))
        for word in dict.fromkeys(WORDS.findall(row["sentence"]))
    ]


def leaning(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Warnings: a statement that is not understood by who reads nothing else."""
    return [
        f"{row['test'].partition('::')[0]}:{row['test_line']} {row['id']} states something of "
        f"“{word}” and not of what: name it in a second paragraph of the docstring"
        for row in rows
        if row["test_line"] and (word := leans(row["statement"]))
    ]


def sampled(case: dict[str, Any]) -> bool:
    """Whether any comparison of the case speaks of replicas that were not drawn."""
    return any(comparison["class"] == "sampled" for comparison in case.get("comparisons", []))
