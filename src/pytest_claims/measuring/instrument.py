"""Draws measurements: seeds the replicas, asks the probe, keeps the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import SystemRandom
from typing import Any, Protocol

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.answers import checked
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.identity import identity
from pytest_claims.measuring.repetition import refuse_leak, refuse_other_answer
from pytest_claims.measuring.replicas import seeds
from pytest_claims.measuring.sources import Sources
from pytest_claims.plain import digest

CHANCE = SystemRandom()  # which no seed of a probe or plugin can steer


class NotTested(Exception):
    """The implementation under test does not show, or cannot be given, what was asked."""


class Bench(Protocol):
    """What the project tells of the implementations under test."""

    def build(
        self, architecture: Any, seeds: list[int], conditions: Mapping[str, Any]
    ) -> Callable[..., Any]:
        """What a probe calls to get its model."""

    def not_exposed(self, problem: Exception) -> str | None:
        """Why this exception is no fault but a limit of the implementation, or None."""


class Instrument:
    """The one place where something is measured.

    ``repeat`` is the share of fresh measurements that are made again, of all replicas and of
    half of them: a probe that answers the same seeds with other numbers is refused.
    """

    def __init__(
        self, store: Store, sources: Sources, bench: Bench, *, seed: int = 0, repeat: float = 0.0
    ) -> None:
        self.store = store
        self.sources = sources
        self.bench = bench
        self.seed = seed
        self.repeat = repeat
        self.measured: set[str] = set()
        self._drawn: dict[str, Values] = {}

    def draw(self, measurement: Measurement, look: int) -> Values:
        """The numbers of all replicas up to this look (0, 1, …), in the order of their index."""
        return np.concatenate([self._stretch(measurement, k) for k in range(look + 1)])

    def _stretch(self, measurement: Measurement, look: int) -> Values:
        identity = self.identity(measurement, look)
        key = digest(identity)
        if key not in self._drawn:
            values = self.store.get(key)
            if values is None:
                try:
                    values = self._measure(measurement, look)
                except Exception as problem:
                    if reason := self.bench.not_exposed(problem):
                        raise NotTested(reason) from problem
                    problem.add_note(f"asked for at {measurement.asked_at}: {measurement.text}")
                    raise
                self.identity(measurement, look)  # refuses what was edited meanwhile
                self.store.put(key, identity, values)
                self.measured.add(measurement.text)
            self._drawn[key] = values
        return self._drawn[key]

    def identity(self, measurement: Measurement, look: int) -> dict[str, Any]:
        """Everything that the numbers depend on."""
        return identity(measurement, self.sources, seed=self.seed, look=look)

    def _measure(self, measurement: Measurement, look: int) -> Values:
        replicas = seeds(self.seed, look)
        values = self._ask(measurement, replicas)
        if CHANCE.random() < self.repeat:
            refuse_other_answer(measurement, values, self._ask(measurement, replicas))
            refuse_leak(measurement, values[::-2], self._ask(measurement, replicas[::-2]))
        return values

    def _ask(self, measurement: Measurement, replicas: list[int]) -> Values:
        arguments: list[Any] = []
        if measurement.architecture is not None:
            conditions = measurement.architecture_conditions
            arguments.append(self.bench.build(measurement.architecture, replicas, conditions))
        answer = measurement.probe(*arguments, seeds=replicas, **measurement.probe_conditions)
        return checked(answer, measurement, len(replicas))
