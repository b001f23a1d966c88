"""What differs between two audits of one claim besides its verdict, and in which words."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pytest_claims.recording import files
from pytest_claims.recording.standings import Row, first_of, statement

Run = Mapping[str, Any]


class Cause(StrEnum):
    """What differs between two audits of one claim."""

    SENTENCE = "the sentence changed"
    STATEMENT = "the statement changed"
    TEST = "the claim's test changed"
    PROBE = "the probe changed"
    RULE = "the rule of decision changed"
    IMPLEMENTATION = "the implementation changed"
    SOURCE = "a source changed"
    DATA = "the data changed"
    ENVIRONMENT = "the environment changed"
    DRAW = "other replicas were drawn"
    NOTHING = "nothing changed"


METHOD = (Cause.SENTENCE, Cause.STATEMENT, Cause.TEST, Cause.PROBE, Cause.RULE)
RULES = {"error_per_claim": "error per claim", "every": "replicas at most"}


def causes_of(old: Row, new: Row, before: Run, after: Run) -> Iterator[Cause]:
    """What differs besides the verdict; what a ledger does not say is taken as unchanged."""
    if old["sentence"] != new["sentence"] or old.get("declared") != new.get("declared"):
        yield Cause.SENTENCE
    elif _differ(old.get("statement"), new.get("statement")):
        yield Cause.STATEMENT
    if _asked_otherwise(old, new):
        yield Cause.TEST
    if probe := _digests_differ(old, new, "probe"):
        yield Cause.PROBE
    if any(_differ(before.get(key), after.get(key)) for key in RULES):
        yield Cause.RULE
    replaced = _differ(before.get("subjects"), after.get("subjects"))
    if replaced or _digests_differ(old, new, "architecture"):
        yield Cause.IMPLEMENTATION
    elif not probe and files.sources(old, new):
        yield Cause.SOURCE
    if files.data(old, new, before, after):
        yield Cause.DATA
    if environment(before, after):
        yield Cause.ENVIRONMENT
    if _differ(before.get("seed"), after.get("seed")):
        yield Cause.DRAW


def detail(old: Row, new: Row, before: Run, after: Run) -> Iterator[str]:
    """What it was, and which files, versions and seeds differ."""
    if old["sentence"] != new["sentence"]:
        yield f"was: {old['sentence']}"
    elif old.get("declared") != new.get("declared"):
        yield "declared otherwise"
    elif _differ(old.get("statement"), new.get("statement")):
        yield f"was: {statement(old)}"
    yield from rules(before, after)
    if sources := files.sources(old, new):
        yield f"sources: {first_of(sources)}"
    if data := files.data(old, new, before, after):
        yield f"data: {first_of(data)}"
    if versions := environment(before, after):
        yield ", ".join(versions)
    yield from seed(before, after)


def seed(before: Run, after: Run) -> list[str]:
    """``seed 0 → 7``, where it is another."""
    if not _differ(before.get("seed"), after.get("seed")):
        return []
    return [f"seed {before['seed']} → {after['seed']}"]


def rules(before: Run, after: Run) -> list[str]:
    """``error per claim 0.001 → 0.01``, where it is another."""
    return [
        f"{words} {before[key]:g} → {after[key]:g}"
        for key, words in RULES.items()
        if _differ(before.get(key), after.get(key))
    ]


def environment(before: Run, after: Run) -> list[str]:
    """The versions and machines that differ; the commit is no cause, its files are."""
    old, new = before.get("environment") or {}, after.get("environment") or {}
    names = sorted((set(old) & set(new)) - {"git"})
    return [f"{name} {old[name]} → {new[name]}" for name in names if old[name] != new[name]]


def _differ(old: object, new: object) -> bool:
    return bool(old is not None and new is not None and old != new)


def _asked_otherwise(old: Row, new: Row) -> bool:
    """Whether the test differs, apart from its docstring: that is what it says."""
    return any(
        _differ(old.get(key), new.get(key)) for key in ("test_digest", "source", "no_control")
    )


def _digests_differ(old: Row, new: Row, of: str) -> bool:
    """Whether sources that both audits drew on differ: the probe's or the architecture's."""
    return bool(files.changed_of_both(_digests(old, of), _digests(new, of)))


def _digests(row: Row, of: str) -> dict[str, str]:
    """Digests by what was measured on what, as in ``comparisons(Quicksort``."""
    measured = [m for case in row.get("cases") or () for m in case.get("measurements") or ()]
    return {
        re.split(r"[,)]", str(m.get("text")), maxsplit=1)[0]: str(m["evidence"][of])
        for m in measured
        if (m.get("evidence") or {}).get(of)
    }
