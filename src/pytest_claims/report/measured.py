"""What the ledger says of the probes: what each measures, in which unit, under which conditions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pytest_claims.recording.standings import Row, figure

Cases = Sequence[Mapping[str, Any]]

UNIT = re.compile(
    r"(?:^|[.\n]\s*)([A-Z][\w -]{0,30}), (?:in|from|at least|at most) |Unit: ([\w ]+)"
)
"""The unit in a probe's docstring, as in ``Decades, in (−∞, ∞)``."""


def _measurements(cases: Cases) -> Iterator[Mapping[str, Any]]:
    for case in cases:
        yield from case.get("measurements") or ()


def named(cases: Cases) -> Cases:
    """The cases in natural order; a bare value as in ``16`` named by its condition, ``lag=16``."""
    ordered = sorted(cases, key=lambda case: _natural(str(case.get("case") or "")))
    names = [_condition(case) for case in ordered]
    if len(set(names)) != 1 or not names[0]:
        return ordered
    return [{**case, "case": f"{names[0]}={case['case']}"} for case in ordered]


def _natural(name: str) -> list[tuple[bool, float, str]]:
    parts = re.findall(r"\d+(?:\.\d+)?|\D+", name)
    return [(part[0].isdigit(), float(part) if part[0].isdigit() else 0.0, part) for part in parts]


def _condition(case: Mapping[str, Any]) -> str:
    """The one condition that has the case's name as its value."""
    pairs = [pair for m in _measurements([case]) for pair in (m.get("conditions") or {}).items()]
    names = {str(name) for name, value in pairs if str(value) == case.get("case")}
    return names.pop() if len(names) == 1 else ""


def probes(cases: Cases) -> Iterator[tuple[str, str]]:
    """Each probe once, and what its docstring says that it measures."""
    pairs = {
        str(m.get("text", "")).partition("(")[0]: str(m.get("doc") or "")
        for m in _measurements(cases)
    }
    return ((name, " ".join(doc.split())) for name, doc in pairs.items() if doc)


def conditions(cases: Cases) -> Iterator[tuple[str, str]]:
    """Each condition that a claim names, once, with every value that it takes."""
    return _each_once(_named(m) for m in _measurements(cases))


def defaults(cases: Cases) -> Iterator[tuple[str, str]]:
    """The settings that no claim names, likewise."""
    return _each_once(_unnamed(m) for m in _measurements(cases))


def _named(measurement: Mapping[str, Any]) -> dict[str, Any]:
    """What varies is in the settings as the claim writes it."""
    settings = measurement.get("settings") or {}
    named = measurement.get("conditions") or {}
    return {name: settings.get(name, value) for name, value in named.items()}


def _unnamed(measurement: Mapping[str, Any]) -> dict[str, Any]:
    named = _named(measurement)
    settings = measurement.get("settings") or {}
    return {name: value for name, value in settings.items() if name not in named}


def _each_once(settings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    pairs = {(name, _plain(value)) for given in settings for name, value in given.items()}
    for name, values in groupby(sorted(pairs), key=lambda pair: pair[0]):
        yield name, ", ".join(value for _, value in values)


def medians(cases: Cases) -> Iterator[tuple[str, str]]:
    """Each variable of the test by its case and name: its median, and between what it lies."""
    for case in cases:
        for name, v in (case.get("values") or {}).items():
            median, low, high = (figure(float(v[key])) for key in ("median", "low", "high"))
            where = f"{name} [{case['case']}]" if case.get("case") else str(name)
            yield where, f"{median}, between {low} and {high} in {v['replicas']} replicas"


def _plain(value: Any) -> str:
    """A condition as a reader writes it; a task is its name and its fields."""
    if isinstance(value, Mapping) and "class" not in value:  # a list, or infinity
        return ", ".join(map(_plain, value.values()))
    if isinstance(value, Mapping):
        inner = ", ".join(f"{k}={_plain(v)}" for k, v in value.items() if k != "class")
        return f"{re.split('[.:]', str(value['class']))[-1]}({inner})"
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return figure(value) if isinstance(value, float) else str(value)


def unit_of(row: Row) -> str:
    """The unit that the probe's docstring names, where all probes name the same."""
    docs = {str(m.get("doc") or "") for m in _measurements(row.get("cases") or ())}
    found = {(m[1] or m[2]).lower() if (m := UNIT.search(doc)) else "" for doc in docs}
    return found.pop() if len(found) == 1 else ""
