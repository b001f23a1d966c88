"""A claim about a population has to go along in each of its strata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.binomial import at_least, at_most
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.declaring.population import Across, labels
from pytest_claims.measuring.replicas import LOOKS, drawn

MAJORITY = 0.05
"""How often, over all looks, a stratum passes in which the claim just lacks a majority."""


@dataclass(frozen=True, eq=False)
class Stratum:
    """The replicas that have one value of a condition which varies."""

    condition: str
    value: str
    members: NDArray[np.bool_]

    @property
    def text(self) -> str:
        """``hidden=128``."""
        return f"{self.condition}={self.value}"

    def count(self, won: NDArray[np.bool_]) -> tuple[int, int]:
        """Wins and replicas of this stratum."""
        return int(won[self.members].sum()), int(self.members.sum())


def varied_in(measurements: Iterable[Measurement]) -> dict[str, list[Across]]:
    """What varies, by the condition's name; paired arms may have different values of it."""
    found: dict[str, list[Across]] = {}
    for measurement in measurements:
        for name, varied in measurement.varied.items():
            if varied not in found.setdefault(name, []):
                found[name].append(varied)
    return found


def strata(measurements: Iterable[Measurement], run_seed: int, look: int) -> list[Stratum]:
    """One for each value of each condition that varies, over all replicas up to this look."""
    made = []
    for name, arms in varied_in(measurements).items():
        places = np.concatenate([drawn(name, arms[0], run_seed, k) for k in range(look + 1)])
        told = zip(*(labels(arm.values) for arm in arms), strict=True)
        made += [
            Stratum(name, " and ".join(dict.fromkeys(values)), places == i)
            for i, values in enumerate(told)
        ]
    return made


def shared(rule: Rule, number: int) -> tuple[Rule, Rule]:
    """The rule for the population and that for each of so many strata.

    Each half of the error; a stratum is held to a majority, whatever share is claimed.
    """
    if not number or rule.checked:
        return rule, rule
    bar = min(rule.threshold, 0.5) if rule.upward else max(rule.threshold, 0.5)
    half = rule.error / 2
    return replace(rule, error=half), replace(rule, threshold=bar, error=half / number)


def decide(rule: Rule, counts: Sequence[tuple[int, int]], wins: int, replicas: int) -> Verdict:
    """The verdict on a population whose strata have these wins and replicas.

    A stratum whose own interval excludes the claim refutes it; one without a clear majority
    keeps it from holding.
    """
    whole, part = shared(rule, len(counts))
    said = whole.decide(wins, replicas)
    if rule.checked or not counts:
        return said
    if any(part.decide(*count) is Verdict.REFUTED for count in counts):
        return Verdict.REFUTED
    if said is Verdict.HOLDS and any(lags(part, *count) for count in counts):
        return Verdict.INCONCLUSIVE
    return said


def lags(part: Rule, wins: int, replicas: int) -> bool:
    """Whether this stratum has no clear majority for the claim, by the exact test of a stratum
    that just lacks one, with one look's part of ``MAJORITY``."""
    tail = at_least if part.upward else at_most
    return tail(wins, replicas, part.threshold) > MAJORITY / len(LOOKS)
