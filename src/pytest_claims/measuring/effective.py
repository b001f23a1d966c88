"""All settings that a measurement is made under: those that the claim names, and the defaults."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.measure import RESERVED
from pytest_claims.declaring.measurement import Measurement, name_of
from pytest_claims.declaring.population import Varying
from pytest_claims.faults import ClaimError
from pytest_claims.plain import digest


def settings(measurement: Measurement, unshown: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting as plain data, or as text where it has none, by its name.

    ``unshown`` are those that no signature shows. A default gives way to what the claim names.
    """
    defaults = dict(unshown)
    for target in (measurement.architecture, measurement.probe):
        if target is not None:
            defaults |= defaults_of(target)
    return {name: told(value) for name, value in {**defaults, **measurement.conditions}.items()}


def key(measurement: Measurement) -> tuple[Any, ...]:
    """What tells it from others, whether a setting is named or left at its default."""
    conditions = {name: plain(value) for name, value in measurement.conditions.items()}
    every = {**settings(measurement, {}), **conditions}
    return measurement.probe, measurement.architecture, digest(every)


def defaults_of(target: Any) -> dict[str, Any]:
    """Defaults of the keyword-only parameters of a function or class.

    Of a class that hands on what it does not name, also those of its bases.
    """
    found: dict[str, Any] = {}
    for signature in _signatures(target):
        given = [p for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY]
        found = {p.name: p.default for p in given} | found
        if all(p.kind is not p.VAR_KEYWORD for p in signature.parameters.values()):
            break
    return {
        name: default
        for name, default in found.items()
        if name not in RESERVED and default is not inspect.Parameter.empty
    }


def _signatures(target: Any) -> Iterator[inspect.Signature]:
    yield inspect.signature(target)
    for base in target.__mro__[1:] if isinstance(target, type) else ():
        if base is not object and "__init__" in vars(base):
            yield inspect.signature(base)


def told(value: Any) -> Any:
    """A setting as the ledger holds it; one that varies as the claim writes it."""
    if isinstance(value, Varying):
        return repr(value)
    try:
        return plain(value)
    except ClaimError:
        return name_of(value)
