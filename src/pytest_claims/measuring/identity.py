"""Everything that a measurement's numbers depend on, as plain data."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.sources import Sources

SCHEMA = 1


def identity(measurement: Measurement, sources: Sources, *, seed: int, look: int) -> dict[str, Any]:
    """What names the numbers that this look adds."""
    tasks = tuple(measurement.conditions.values())
    return {
        "schema": SCHEMA,
        "probe": _path(measurement.probe),
        "architecture": _path(measurement.architecture),
        "conditions": plain_conditions(measurement),
        "seed": seed,
        "look": look,
        "probe sources": sources.digest(measurement.probe, tasks),
        "architecture sources": sources.digest(measurement.architecture),
        "versions": versions(),
    }


def plain_conditions(measurement: Measurement) -> dict[str, Any]:
    """The named conditions as plain data."""
    return {name: plain(value) for name, value in measurement.conditions.items()}


def versions() -> dict[str, str]:
    """Versions of what computes the numbers, where it is installed."""
    found = {}
    for package in ("torch", "numpy"):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def _path(target: Any) -> str | None:
    return None if target is None else f"{target.__module__}:{target.__qualname__}"
