"""Two audits compared: which verdicts changed, and what changed with them.

A change of method (what is said, the test, the probe, the rule of decision) is never shown as a
change of fact: where the question changed, two verdicts answer different questions.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pytest_claims.recording.shifts import shifts
from pytest_claims.recording.standings import Row, count, standing_of, statement

Ledger = Mapping[str, Any]


class Cause(StrEnum):
    """What differs between two audits of one claim."""

    SENTENCE = "the sentence changed"
    STATEMENT = "the statement changed"
    TEST = "the claim's test changed"
    PROBE = "the probe changed"
    RULE = "the rule of decision changed"
    IMPLEMENTATION = "the implementation changed"
    ENVIRONMENT = "the environment changed"
    DRAW = "other replicas were drawn"
    NOTHING = "nothing changed"


METHOD = (Cause.SENTENCE, Cause.STATEMENT, Cause.TEST, Cause.PROBE, Cause.RULE)
UNTRIED = ("unreached", "untested")
ADDED, REMOVED = "Claims that are new", "Claims that are gone"
UNMEASURED = "Claims that only one of the audits tested"
METHOD_ONLY = "Measured otherwise than before, with the same verdict"
SHIFTED = "The same verdict, but a stratum or a control came out otherwise"
INEXPLICABLE = "Verdicts that changed although nothing else did"


@dataclass(frozen=True)
class Change:
    """One claim in which two audits differ."""

    id: str
    statement: str
    old: str
    new: str
    causes: tuple[Cause, ...] = ()
    group: str = ""
    detail: str = ""

    @property
    def flipped(self) -> bool:
        """Whether a verdict was replaced by another."""
        return bool(self.causes) and self.old != self.new

    @property
    def words(self) -> str:
        """``HOLDS → REFUTED; numpy 2.3.0 → 2.4.0``."""
        verdicts = f"{self.old} → {self.new}" if self.old != self.new else self.new
        return "; ".join(filter(None, [verdicts, *self.causes[1:], self.detail]))


@dataclass(frozen=True)
class Difference:
    """All claims in which two audits differ."""

    changes: tuple[Change, ...]

    @property
    def groups(self) -> list[tuple[str, list[Change]]]:
        """The changes by cause, in the order in which a reader should hear of them."""
        titles = [INEXPLICABLE, *map(_title, Cause), METHOD_ONLY, SHIFTED]
        titles += [UNMEASURED, ADDED, REMOVED]
        unique = dict.fromkeys(titles)
        grouped = [(title, [c for c in self.changes if c.group == title]) for title in unique]
        return [(title, changes) for title, changes in grouped if changes]

    @property
    def flipped(self) -> bool:
        """Whether any verdict changed."""
        return any(change.flipped for change in self.changes)

    def __str__(self) -> str:
        lines = []
        for title, changes in self.groups:
            lines += [f"{title} ({count(len(changes), 'claim')})", ""]
            for c in changes:
                lines += [f"  {c.id}: {c.words}", f"    {c.statement}"]
            lines.append("")
        return (
            "\n".join(lines).rstrip() or "No verdict changed, and nothing was measured otherwise."
        )


def compare(old: Ledger, new: Ledger) -> Difference:
    """What changed from one ledger to the next, claim by claim."""
    before = {row["id"]: row for row in old.get("claims") or ()}
    after = {row["id"]: row for row in new.get("claims") or ()}
    changes = []
    for id in dict.fromkeys([*after, *before]):
        if id not in before:
            changes.append(_one_sided(after[id], ADDED))
        elif id not in after:
            changes.append(_one_sided(before[id], REMOVED))
        else:
            changes += _compare(before[id], after[id], old.get("run") or {}, new.get("run") or {})
    return Difference(tuple(changes))


def _one_sided(row: Row, group: str) -> Change:
    word = standing_of(row).word
    return Change(row["id"], statement(row), word, word, group=group)


def _compare(old: Row, new: Row, before: Ledger, after: Ledger) -> Iterator[Change]:
    was, now = standing_of(old), standing_of(new)
    pair = (new["id"], statement(new), was.word, now.word)
    if was.key in UNTRIED or now.key in UNTRIED:
        if was != now:
            yield Change(*pair, group=UNMEASURED)
        return
    causes = tuple(causes_of(old, new, before, after))
    detail = "; ".join(filter(None, [_detail(old, new, before, after, causes), *shifts(old, new)]))
    if was != now:
        causes = causes or (Cause.NOTHING,)
        yield Change(*pair, causes, _title(causes[0]), detail)
    elif set(causes) & set(METHOD):
        yield Change(*pair, causes, METHOD_ONLY, "; ".join(filter(None, [causes[0], detail])))
    elif any(shifts(old, new)):
        yield Change(*pair, causes, SHIFTED, "; ".join([*causes[:1], detail]))


def _title(cause: Cause) -> str:
    if cause is Cause.NOTHING:
        return INEXPLICABLE
    if cause in METHOD:
        return f"Not comparable: {cause}"
    return f"{cause.capitalize()}, and with it the verdict"


def causes_of(old: Row, new: Row, before: Ledger, after: Ledger) -> Iterator[Cause]:
    """What differs besides the verdict; what a ledger does not say is taken as unchanged."""
    if old["sentence"] != new["sentence"] or old.get("declared") != new.get("declared"):
        yield Cause.SENTENCE
    elif _differ(old.get("statement"), new.get("statement")):
        yield Cause.STATEMENT
    if _asked_otherwise(old, new):
        yield Cause.TEST
    if _digests_differ(old, new, "probe"):
        yield Cause.PROBE
    if _differ(before.get("error_per_claim"), after.get("error_per_claim")):
        yield Cause.RULE
    replaced = _differ(before.get("subjects"), after.get("subjects"))
    if replaced or _digests_differ(old, new, "architecture"):
        yield Cause.IMPLEMENTATION
    if _environment(before, after):
        yield Cause.ENVIRONMENT
    if _differ(before.get("seed"), after.get("seed")):
        yield Cause.DRAW


def _differ(old: object, new: object) -> bool:
    return bool(old is not None and new is not None and old != new)


def _asked_otherwise(old: Row, new: Row) -> bool:
    """Whether the test differs, apart from its docstring: that is what it says."""
    return any(
        _differ(old.get(key), new.get(key)) for key in ("test_digest", "source", "no_control")
    )


def _digests_differ(old: Row, new: Row, of: str) -> bool:
    """Whether sources that both audits drew on differ: the probe's or the architecture's."""
    before, after = _digests(old, of), _digests(new, of)
    return any(before[name] != after[name] for name in before.keys() & after.keys())


def _digests(row: Row, of: str) -> dict[str, str]:
    """Digests by what was measured on what, as in ``comparisons(Quicksort``."""
    measured = [m for case in row.get("cases") or () for m in case.get("measurements") or ()]
    return {
        re.split(r"[,)]", str(m.get("text")), maxsplit=1)[0]: str(m["evidence"][of])
        for m in measured
        if (m.get("evidence") or {}).get(of)
    }


def _environment(before: Ledger, after: Ledger) -> list[str]:
    """The versions and machines that differ; the commit is no cause, its files are."""
    old, new = before.get("environment") or {}, after.get("environment") or {}
    names = sorted((set(old) & set(new)) - {"git"})
    return [f"{name} {old[name]} → {new[name]}" for name in names if old[name] != new[name]]


def _detail(old: Row, new: Row, before: Ledger, after: Ledger, causes: Sequence[Cause]) -> str:
    tell: dict[Cause, Callable[[], str]] = {
        Cause.SENTENCE: lambda: (
            f"was: {old['sentence']}"
            if old["sentence"] != new["sentence"]
            else "declared otherwise"
        ),
        Cause.STATEMENT: lambda: f"was: {statement(old)}",
        Cause.ENVIRONMENT: lambda: ", ".join(_environment(before, after)),
        Cause.DRAW: lambda: f"seed {before['seed']} → {after['seed']}",
    }
    return "; ".join(tell[cause]() for cause in causes if cause in tell)
