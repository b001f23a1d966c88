"""What came out otherwise beneath the verdict of a claim: its strata, and its controls."""

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_claims.deciding.controls import TELLING
from pytest_claims.recording.standings import Row

Part = Mapping[str, Any]


def shifts(old: Row, new: Row) -> Iterator[str]:
    """In words: strata that no longer go along or do so now, controls that turn or weaken what
    they weakened or turned. What only one of the ledgers has is no shift.
    """
    before = {case["case"]: case for case in old.get("cases") or ()}
    for case in new.get("cases") or ():
        if case["case"] in before:
            name = f"[{case['case']}] " if case["case"] else ""
            for words in _of_case(before[case["case"]], case):
                yield f"{name}{words}"


def _of_case(old: Part, new: Part) -> Iterator[str]:
    compared = [case.get("comparisons") or () for case in (old, new)]
    for was, now in zip(*compared, strict=False):
        if was.get("text") == now.get("text"):
            yield from _strata(was, now)
    before = {control["name"]: control for control in old.get("controls") or ()}
    for control in new.get("controls") or ():
        if control["name"] in before:
            yield from _control(before[control["name"]], control, compared[1])


def _strata(old: Part, new: Part) -> Iterator[str]:
    before, after = _won(old), _won(new)
    for name in filter(before.__contains__, after):
        was, now = (name in (c.get("behind") or ()) for c in (old, new))
        if was != now:
            words = "does not go along any more" if now else "goes along now"
            yield f"{name} {words} ({before[name]} → {after[name]} wins)"


def _won(c: Part) -> dict[str, str]:
    """``{"hidden=128": "12/48"}``."""
    return {
        f"{s['condition']}={s['value']}": f"{s['wins']}/{s['replicas']}"
        for s in c.get("strata") or ()
    }


def _control(old: Part, new: Part, comparisons: Any) -> Iterator[str]:
    pairs = zip(old.get("assertions") or (), new.get("assertions") or (), comparisons, strict=False)
    for was, now, c in pairs:
        results = [beside.get("result") for beside in (was, now) if beside]
        if len(results) == 2 and results[0] != results[1] and {*results} <= {*TELLING}:
            yield f"control {new['name']}: {results[0]} → {results[1]}: {c.get('text')}"
