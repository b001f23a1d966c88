"""What each case drew in earlier runs, and how long that took to measure.

It orders later runs and decides nothing; whatever of it is damaged is not there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pytest_claims.files import NotWritten, write_atomically

SCHEMA = 1
SHORT = 16
"""Letters of a key that tell it from all others of a project."""

LONGEST = 1e9
"""Seconds, beyond which a time is damage."""

Drawn = dict[str, float]
"""Seconds by the key of a sample, shortened."""


def read(path: Path) -> dict[str, Drawn]:
    """What each case drew, by its node id."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return {}
    cases = document.get("cases")
    return {k: v for k, v in cases.items() if _is_drawn(v)} if isinstance(cases, dict) else {}


def write(path: Path, cases: Mapping[str, Drawn]) -> None:
    """Keep it for later runs; where that cannot be done, they are ordered without."""
    with suppress(NotWritten):
        write_atomically(path, {"schema": SCHEMA, "cases": cases}, indent=None)


def shortened(used: Mapping[str, float]) -> Drawn:
    """What was drawn, as it is kept."""
    return {key[:SHORT]: round(seconds, 3) for key, seconds in used.items()}


def _is_drawn(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(seconds, int | float) and 0 <= seconds < LONGEST for seconds in found.values()
    )
