"""Draws the replicas of an audit and keeps them in memory alone: for a claim that is tried out."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from pytest_claims.declaring.conditions import plain
from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement, asking
from pytest_claims.measuring.bench import Bench, ask
from pytest_claims.measuring.draws import Draws
from pytest_claims.measuring.repetition import Repetition
from pytest_claims.measuring.replicas import BITS, Group, seeds
from pytest_claims.plain import digest


class Unkept(Draws):
    """An instrument without files: a probe may be of a notebook, a lambda or a closure."""

    def __init__(self, bench: Bench, *, seed: int = 0, bits: int = BITS) -> None:
        self.seed, self.bits = seed, bits
        self._bench = bench
        self._repetition = Repetition(self._ask, Unremembered(), share=0.0)
        self._drawn: dict[str, tuple[Measurement, Values]] = {}

    def _group(self, group: Group, look: int) -> Values:
        measurement, those = group.measurement, seeds(self.seed, look, self.bits)
        what = _what(measurement)
        key = digest({**what, "look": look, "indices": list(group.indices)})
        if key not in self._drawn:
            with asking(measurement):
                values = self._measured(measurement, [those[i] for i in group.indices], what)
            self._drawn[key] = measurement, values  # which keeps its probe, and so that one's id
        return self._drawn[key][1]

    def _measured(
        self, measurement: Measurement, replicas: list[int], what: dict[str, Any]
    ) -> Values:
        started = perf_counter()
        values = self._ask(measurement, replicas)
        seconds = perf_counter() - started
        self._repetition.consider(measurement, replicas, values, what=what, seconds=seconds)
        return values

    def _ask(self, measurement: Measurement, replicas: list[int]) -> Values:
        return ask(self._bench, measurement, replicas)


class Unremembered:
    """What was repeated is known as long as it is tried."""

    def was_repeated(self, name: str) -> bool:
        """Never before."""
        return False

    def mark_repeated(self, name: str, what: dict[str, Any]) -> None:
        """Nothing to remember it in."""

    def mark_skipped(self, name: str) -> None:
        """Nothing to count it in."""


def _what(measurement: Measurement) -> dict[str, Any]:
    """Which objects are measured, under which conditions."""
    return {
        "probe": id(measurement.probe),
        "architecture": id(measurement.architecture),
        "conditions": {name: plain(value) for name, value in measurement.conditions.items()},
    }
