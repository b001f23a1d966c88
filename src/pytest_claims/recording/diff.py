"""Two audits compared: which verdicts changed, and what changed with them.

A change of method (what is said, the test, the probe, the rule of decision) is never shown as a
change of fact: where the question changed, two verdicts answer different questions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from pytest_claims.recording import causes, files
from pytest_claims.recording.causes import METHOD, Cause, causes_of
from pytest_claims.recording.remeasured import numbers
from pytest_claims.recording.shifts import shifts
from pytest_claims.recording.standings import Row, count, standing_of, statement

Ledger = Mapping[str, Any]

UNTRIED = ("unreached", "untested")
ADDED, REMOVED = "Claims that are new", "Claims that are gone"
UNMEASURED = "Claims that only one of the audits tested"
METHOD_ONLY = "Measured otherwise than before, with the same verdict"
SHIFTED = "The same verdict, but a stratum or a control came out otherwise"
RENUMBERED = "The same verdict from other numbers"
INEXPLICABLE = "Verdicts that changed although nothing that both ledgers tell of did"
SAME = "No verdict changed, and no number in the digits that are shown of it."


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
    """All claims in which two audits differ; ``between`` is what differs that they rest on."""

    changes: tuple[Change, ...]
    between: tuple[str, ...] = ()
    same: ClassVar[str] = SAME

    @property
    def groups(self) -> list[tuple[str, list[Change]]]:
        """The changes by cause, in the order in which a reader should hear of them."""
        titles = [INEXPLICABLE, *map(_title, Cause), METHOD_ONLY, SHIFTED, RENUMBERED]
        titles += [UNMEASURED, ADDED, REMOVED]
        unique = dict.fromkeys(titles)
        grouped = [(title, [c for c in self.changes if c.group == title]) for title in unique]
        return [(title, changes) for title, changes in grouped if changes]

    @property
    def flipped(self) -> bool:
        """Whether any verdict changed."""
        return any(change.flipped for change in self.changes)

    def __str__(self) -> str:
        lines = [*self.between, ""] if self.between else []
        for title, changes in self.groups:
            lines += [f"{title} ({count(len(changes), 'claim')})", ""]
            for c in changes:
                lines += [f"  {c.id}: {c.words}", f"    {c.statement}"]
            lines.append("")
        return "\n".join([*lines, *([] if self.changes else [SAME])]).rstrip()


def compare(old: Ledger, new: Ledger) -> Difference:
    """What changed from one ledger to the next, claim by claim."""
    before = {row["id"]: row for row in old.get("claims") or ()}
    after = {row["id"]: row for row in new.get("claims") or ()}
    runs = old.get("run") or {}, new.get("run") or {}
    changes = []
    for id in dict.fromkeys([*after, *before]):
        if id not in before:
            changes.append(_one_sided(after[id], ADDED))
        elif id not in after:
            changes.append(_one_sided(before[id], REMOVED))
        else:
            changes += _compare(before[id], after[id], *runs)
    both = [(before[id], after[id]) for id in after if id in before]
    return Difference(tuple(changes), tuple(_between(both, *runs)))


def _between(both: Sequence[tuple[Row, Row]], before: Ledger, after: Ledger) -> Iterator[str]:
    """Seed, data, sources and versions that differ, each once and whichever claim they are of."""
    yield from causes.seed(before, after)
    yield from causes.rules(before, after)
    if data := {path for pair in both for path in files.data(*pair, before, after)}:
        yield f"data: {', '.join(sorted(data))}"
    if sources := {path for pair in both for path in files.sources(*pair)}:
        yield f"sources: {', '.join(sorted(sources))}"
    yield from causes.environment(before, after)


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
    found = tuple(causes_of(old, new, before, after))
    shifted, otherwise = tuple(shifts(old, new)), numbers(old, new)
    parts = [*causes.detail(old, new, before, after), *shifted, otherwise]
    if was != now:
        found = found or (Cause.NOTHING,)
        yield Change(*pair, found, _title(found[0]), _joined(parts))
        return
    titles = {METHOD_ONLY: set(found) & set(METHOD), SHIFTED: shifted, RENUMBERED: otherwise}
    if title := next((title for title, applies in titles.items() if applies), ""):
        yield Change(*pair, found, title, _joined([*found[:1], *parts]))


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(filter(None, parts))


def _title(cause: Cause) -> str:
    if cause is Cause.NOTHING:
        return INEXPLICABLE
    if cause in METHOD:
        return f"Not comparable: {cause}"
    return f"{cause.capitalize()}, and with it the verdict"
