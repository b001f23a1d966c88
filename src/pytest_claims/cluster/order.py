"""What is sent to whoever measures, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_claims.declaring.measurement import Measurement


@dataclass(frozen=True)
class Run:
    """What all orders of a run have in common; ``name`` tells it from others.

    ``flags`` are those of the command line on which a measurement depends.
    """

    name: str
    root: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """Replicas of one look, to be measured together.

    ``key`` is the digest of everything that their numbers depend on, as whoever asks knows it, and
    ``sources`` has the digest of each file among that, by its path from the root.
    """

    measurement: Measurement
    look: int
    key: str
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """The record of an order as plain data, or why there is none.

    ``refused`` is about the worker and not about the measurement; ``limit`` is what an
    implementation does not show; ``problem`` is anything else, and the claim meets it again.
    ``unrepeated`` counts what should have been measured twice and was not.
    """

    key: str
    record: dict[str, Any] | None = None
    refused: str = ""
    limit: str = ""
    problem: str = ""
    unrepeated: int = 0
