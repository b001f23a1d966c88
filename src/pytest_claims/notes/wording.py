"""Sentences that say more than their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

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


def sampled(case: dict[str, Any]) -> bool:
    """Whether any comparison of the case speaks of replicas that were not drawn."""
    return any(comparison["class"] == "sampled" for comparison in case.get("comparisons", []))
