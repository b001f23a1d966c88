"""Everything that a measurement's numbers depend on, as plain data."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.measurement import Measurement, asking
from pytest_claims.measuring.naming import named
from pytest_claims.measuring.sources import Sources

SCHEMA = 2


def identity(
    measurement: Measurement,
    sources: Sources,
    *,
    seed: int,
    look: int,
    device: str,
    indices: Sequence[int] | None = None,
    bits: int | None = None,
) -> dict[str, Any]:
    """What names the numbers that this look adds, or those of them with these indices.

    ``bits`` are those of a seed, where it is not of the usual size.

    ClaimError where a part of it could be mistaken for another, or was edited meanwhile.
    """
    probe, architecture = measurement.probe, measurement.architecture
    tasks = tuple(measurement.conditions.values())
    part: dict[str, Any] = {} if indices is None else {"indices": list(indices)}
    part |= {} if bits is None else {"seed bits": bits}
    with asking(measurement):
        return part | {
            "schema": SCHEMA,
            "probe": named(probe),
            "architecture": None if architecture is None else named(architecture),
            "conditions": plain_conditions(measurement),
            "seed": seed,
            "look": look,
            "device": device,
            "probe sources": sources.digest(probe, tasks),
            "architecture sources": sources.digest(architecture),
            "distributions": sources.of(probe, architecture, tasks).distributions,
            "environment": sources.environment,
            "python": python(),
        }


def plain_conditions(measurement: Measurement) -> dict[str, Any]:
    """The named conditions as plain data."""
    return {name: plain(value) for name, value in measurement.conditions.items()}


def python() -> str:
    """The version of Python, major and minor."""
    return "{}.{}".format(*sys.version_info)
