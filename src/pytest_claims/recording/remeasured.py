"""Which numbers of a claim came out otherwise: medians and replicas, as far as they are printed."""

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_claims.recording.standings import Row, figure, first_of

Part = Mapping[str, Any]
Number = tuple[str, int]
"""A median as it is printed, and of how many replicas it is."""


def numbers(old: Row, new: Row) -> str:
    """``rnn 0.11 → 0.13, lstm 0.2 in 96 → 192 replicas``; empty where all are as they were.

    The samples that the test names; where none of them differs, the sides that it compares.
    """
    for known in (_of_values, _of_sides):
        before, after = known(old), known(new)
        both = [name for name in after if name in before and before[name] != after[name]]
        if both:
            return first_of([f"{name} {_words(before[name], after[name])}" for name in both])
    return ""


def _words(old: Number, new: Number) -> str:
    median = old[0] if old[0] == new[0] else f"{old[0]} → {new[0]}"
    replicas = "" if old[1] == new[1] else f" in {old[1]} → {new[1]} replicas"
    return f"{median}{replicas}"


def _of_values(row: Row) -> dict[str, Number]:
    """Each sample that the test names, by its case and name."""
    found: dict[str, Number] = {}
    for case in row.get("cases") or ():
        for name, value in (case.get("values") or {}).items():
            found[_named(case, name)] = (_median(value), int(value.get("replicas") or 0))
    return found


def _of_sides(row: Row) -> dict[str, Number]:
    """Each side of each comparison, by its case and text."""
    found: dict[str, Number] = {}
    for case in row.get("cases") or ():
        for compared in case.get("comparisons") or ():
            for side in _sides(compared):
                name = _named(case, str(side.get("text")))
                found[name] = (_median(side), int(compared.get("replicas") or 0))
    return found


def _sides(compared: Part) -> Iterator[Part]:
    return filter(None, map(compared.get, ("left", "right")))


def _named(case: Part, name: str) -> str:
    return f"[{case['case']}] {name}" if case.get("case") else name


def _median(value: Part) -> str:
    return figure(float(value["median"]))
