"""Asked again, a probe must answer the same, also where nothing else was measured before.

What is measured first of a probe, an architecture and their conditions is repeated for three of
its replicas, in reversed order, and later ones by chance. It is done in a process that has
measured nothing, where there is one. Repetition may take ten seconds of a process and a thirtieth
of the time that measuring takes, which is less than a tenth from 150 seconds on; half of that is
kept for probes and architectures that were never repeated. What cannot be afforded is left to the
next measurement of the same, and counted where nothing of its probe and architecture was repeated.
What takes long where nothing was kept, and took no time here, may go beyond that by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import SystemRandom
from time import perf_counter
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement, name_of
from pytest_claims.faults import ClaimError
from pytest_claims.plain import digest

CHANCE = SystemRandom()  # which no seed of a probe or plugin can steer
PART = 1 / 30
ASKED_AGAIN = 2  # times that what is computed is
ALLOWANCE = 10.0  # seconds that any run may spend, however short it is

Ask = Callable[[Measurement, list[int]], Values]


class Elsewhere(Protocol):
    """A process that has measured nothing."""

    def ask(self, measurement: Measurement, replicas: list[int], seconds: float) -> Values | None:
        """Its answer, where it can be asked this; ``seconds`` is how long the first one took."""


class Memory(Protocol):
    """Which probes were found to answer the same, by this run or an earlier one."""

    def was_repeated(self, name: str) -> bool:
        """Whether it was."""

    def mark_repeated(self, name: str, what: dict[str, Any]) -> None:
        """Remember that it was."""

    def mark_skipped(self, name: str) -> None:
        """Count it as new and not repeated, until it is."""


class Repetition:
    """Asks again, and refuses what does not answer the same. ``share`` is that of later ones."""

    def __init__(self, ask: Ask, memory: Memory, share: float) -> None:
        self.elsewhere: Elsewhere | None = None
        self.measured = self.spent = 0.0
        self._here = ask
        self._memory = memory
        self._share = share
        self._done: set[str] = set()

    def consider(
        self,
        measurement: Measurement,
        replicas: list[int],
        values: Values,
        *,
        what: dict[str, Any],
        seconds: float,
    ) -> None:
        """Ask again where it is due; ``what`` was measured, its ``conditions`` among the rest."""
        self.measured += seconds
        pair = {key: value for key, value in what.items() if key != "conditions"}
        by_chance = CHANCE.random() < self._share
        if not by_chance and self._knows(digest(what)):
            return
        first = not self._knows(digest(pair))
        if self._share < 1 and not self.affords(seconds, first=first):
            if first:
                self._memory.mark_skipped(digest(what))
            return
        started = perf_counter()
        Again(self, measurement, replicas, values, seconds).check(thoroughly=by_chance)
        self.spent += perf_counter() - started
        for known in (pair, what):
            self._done.add(digest(known))
            self._memory.mark_repeated(digest(known), known)

    def _knows(self, name: str) -> bool:
        return name in self._done or self._memory.was_repeated(name)

    def affords(self, seconds: float, *, first: bool = True) -> bool:
        """Whether as long again is within bounds, for the first of its probe and architecture."""
        bound = ALLOWANCE + PART * self.measured
        return self.spent + seconds <= (bound if first else bound / 2)

    def ask(self, measurement: Measurement, replicas: list[int], seconds: float) -> Values:
        """Elsewhere, or here where that is impossible."""
        found = None
        if self.elsewhere is not None:
            found = self.elsewhere.ask(measurement, replicas, seconds)
        return self._here(measurement, replicas) if found is None else found


class Again:
    """One measurement that is asked again."""

    def __init__(
        self,
        repetition: Repetition,
        measurement: Measurement,
        replicas: list[int],
        values: Values,
        seconds: float,
    ) -> None:
        self.measurement = measurement
        self.values = values
        self._repetition = repetition
        self._replicas = replicas
        self._seconds = seconds

    def check(self, *, thoroughly: bool) -> None:
        """A few replicas at first; all of them where one of those differs, or where it is asked."""
        if not self.measurement.drawn:
            return self._check_computed()
        size = len(self.values)
        few = [size - 1, size // 2, 0]
        if not thoroughly and agree(self.values[few], self._ask(few)).all():
            return
        again = self._ask(range(size))
        if not np.array_equal(self.values, again):
            refuse_other_answer(self.measurement, self.values, again, self._ask(range(size)))
        half = range(size - 1, -1, -2)
        refuse_leak(self.measurement, self.values[half], self._ask(half))

    def _check_computed(self) -> None:
        """What takes no seeds is one number, to the last bit, whenever it is asked for."""
        for _ in range(ASKED_AGAIN):
            again = self._ask([0])
            if again[0] != self.values[0]:
                raise ClaimError(
                    f"{self.measurement.text} takes no seeds, and so is one number, which it is "
                    f"not: it was {self.values[0]!s} and, asked again, {again[0]!s}. Let "
                    f"{name_of(self.measurement.probe)} take seeds and draw everything from them, "
                    "and ask no clock."
                )

    def _ask(self, which: Iterable[int]) -> Values:
        replicas = [self._replicas[i] for i in which]
        return self._repetition.ask(self.measurement, replicas, self._seconds)


def refuse_other_answer(
    measurement: Measurement, values: Values, again: Values, once_more: Values
) -> None:
    """The same seeds must give the same numbers, to the last bit, whatever came before."""
    differ = values != again
    told = (
        f"{differ.sum()} of {values.size} numbers differ, such as "
        f"{values[differ][0]:g} and {again[differ][0]:g}. "
    )
    if np.array_equal(again, once_more):
        raise ClaimError(
            f"{measurement.text} depends on what was measured before it: asked again where "
            f"nothing was, {told}Keep no state from one measurement to the next."
        )
    raise ClaimError(
        f"{measurement.text} is not reproducible: asked twice with the same seeds, {told}"
        "Draw everything from the seeds."
    )


def refuse_leak(measurement: Measurement, among_all: Values, among_half: Values) -> None:
    """Half of the replicas, in reversed order, must give the numbers that they gave among all.

    Not to the last bit: arithmetic in batches of another size may round differently, at their
    ends above all, and training can amplify that there. A leak moves most of them.
    """
    same = agree(among_all, among_half)
    if same.sum() < same.size / 2:
        raise ClaimError(
            f"{measurement.text} leaks from replica to replica: asked again for half of them, "
            f"{same.size - same.sum()} of {same.size} numbers differ, such as "
            f"{among_all[~same][0]:g} and {among_half[~same][0]:g}. "
            "A replica's number must depend on its own seed alone."
        )


def agree(some: Values, others: Values) -> NDArray[np.bool_]:
    """Where two batches of another size gave the same number, but for rounding."""
    return np.isclose(some, others, rtol=1e-4, atol=1e-8)
