"""What a project tells of its implementations, and how a probe is asked with that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.answers import checked


class Bench(Protocol):
    """What the project tells of the implementations under test."""

    def build(
        self, architecture: Any, seeds: list[int], conditions: Mapping[str, Any]
    ) -> Callable[..., Any]:
        """What a probe is given to have its subject made."""

    def measuring(self, conditions: Mapping[str, Any]) -> AbstractContextManager[Any]:
        """What a probe under these conditions is asked within."""

    def defaults(self, probe: Any) -> Mapping[str, Any]:
        """Settings that its signature does not show."""

    def not_exposed(self, problem: Exception) -> str | None:
        """Why this exception is no fault but a limit of the implementation, or None."""


def ask(bench: Bench, measurement: Measurement, replicas: list[int]) -> Values:
    """The probe's answer for replicas with these seeds, one number each."""
    arguments: list[Any] = []
    if measurement.architecture is not None:
        conditions = measurement.architecture_conditions
        seeds = replicas if measurement.drawn else []
        arguments.append(bench.build(measurement.architecture, seeds, conditions))
    with _one_process(), bench.measuring(measurement.conditions):
        seeded = {"seeds": replicas} if measurement.drawn else {}
        answer = measurement.probe(*arguments, **seeded, **measurement.probe_conditions)
    return checked(answer, measurement, len(replicas))


@contextmanager
def _one_process() -> Iterator[None]:
    """A process that is forked inside ends where it would come out."""
    here = os.getpid()
    try:
        yield
    finally:
        if os.getpid() != here:
            os._exit(0)
