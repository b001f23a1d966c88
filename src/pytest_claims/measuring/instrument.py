"""Draws measurements: seeds the replicas, asks the probe, keeps the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import metadata
from random import SystemRandom
from typing import Any, Protocol

import numpy as np

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement, name_of
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.replicas import seeds
from pytest_claims.measuring.sources import Sources
from pytest_claims.plain import digest

SCHEMA = 1
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
                self.store.put(key, identity, values)
                self.measured.add(measurement.text)
            self._drawn[key] = values
        return self._drawn[key]

    def identity(self, measurement: Measurement, look: int) -> dict[str, Any]:
        """Everything that the numbers depend on."""
        tasks = tuple(measurement.conditions.values())
        return {
            "schema": SCHEMA,
            "probe": _path(measurement.probe),
            "architecture": _path(measurement.architecture),
            "conditions": plain_conditions(measurement),
            "seed": self.seed,
            "look": look,
            "probe sources": self.sources.digest(measurement.probe, tasks),
            "architecture sources": self.sources.digest(measurement.architecture),
            "versions": versions(),
        }

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


def refuse_other_answer(measurement: Measurement, values: Values, again: Values) -> None:
    """The same seeds must give the same numbers, to the last bit."""
    if not np.array_equal(values, again):
        differ = values != again
        raise ClaimError(
            f"{measurement.text} is not reproducible: asked twice with the same seeds, "
            f"{differ.sum()} of {values.size} numbers differ, such as "
            f"{values[differ][0]:g} and {again[differ][0]:g}. "
            "Draw everything from the seeds."
        )


def refuse_leak(measurement: Measurement, among_all: Values, among_half: Values) -> None:
    """Half of the replicas, in reversed order, must give the numbers that they gave among all.

    Not to the last bit: arithmetic in batches of another size may round differently, and
    training can amplify that in some replicas. A leak moves most of them.
    """
    with np.errstate(invalid="ignore"):
        same = (among_all == among_half) | np.isclose(among_all, among_half, rtol=1e-4, atol=1e-8)
    if same.sum() < same.size / 2:
        raise ClaimError(
            f"{measurement.text} leaks from replica to replica: asked again for half of them, "
            f"{same.size - same.sum()} of {same.size} numbers differ, such as "
            f"{among_all[~same][0]:g} and {among_half[~same][0]:g}. "
            "A replica's number must depend on its own seed alone."
        )


def checked(answer: Any, measurement: Measurement, replicas: int) -> Values:
    """A probe's answer as numbers, one per replica, none of them NaN."""
    values = np.asarray(answer.detach() if hasattr(answer, "detach") else answer)
    if values.shape != (replicas,):
        raise ClaimError(
            f"{measurement.text} returned shape {values.shape} for {replicas} replicas; "
            f"{name_of(measurement.probe)} must return one number per replica, shape ({replicas},)."
        )
    values = values.astype(np.float64)
    if np.isnan(values).any():
        raise ClaimError(
            f"{measurement.text} is NaN in {int(np.isnan(values).sum())} of {replicas} replicas. "
            "A probe returns a number, infinite if need be, for every replica."
        )
    return values


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
