"""The exact decision: from wins to a verdict, look by look.

Everything rests on the Clopper–Pearson interval for the probability of a win, so nothing is
assumed about the distribution of what was measured.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import floor, inf, log, log1p

import numpy as np

from pytest_claims.deciding.binomial import at_least, at_most, rate_at
from pytest_claims.declaring.event import CHECKED
from pytest_claims.measuring.replicas import LOOKS

NEVER = 1e-300  # a rate so small that it need not be told from none


class Verdict(StrEnum):
    """What the replicas say of a claim."""

    HOLDS = "HOLDS"
    REFUTED = "REFUTED"
    INCONCLUSIVE = "INCONCLUSIVE"
    VACUOUS = "VACUOUS"
    ERROR = "ERROR"
    NOT_TESTED = "NOT TESTED HERE"
    NOT_REACHED = "not reached"


def interval(wins: int, replicas: int, error: float) -> tuple[float, float]:
    """Clopper–Pearson: misses the true probability of a win with probability at most ``error``."""
    lost = replicas - wins
    low = 0.0 if wins == 0 else rate_at(wins, replicas, error / 2)
    high = 1.0 if lost == 0 else 1 - rate_at(lost, replicas, error / 2)
    return low, high


def excluded_loss_rate(replicas: int, error: float) -> float:
    """The loss rate, from 0 to 1, above which so many replicas without a loss would be rarer than
    ``error``: the one-sided Clopper–Pearson bound."""
    return float(1 - error ** (1 / replicas))


def last_look(replicas: int) -> int:
    """After how many replicas an ``every`` holds; ValueError unless the audit looks there."""
    if replicas not in LOOKS:
        raise ValueError(
            f"claims_every = {replicas}: write one of {', '.join(map(str, LOOKS))}, "
            "the numbers of replicas at which the audit looks."
        )
    return replicas


@dataclass(frozen=True)
class Rule:
    """How one assertion is decided: how often an event must happen, and the error it may spend.

    ``error`` is two-sided and covers all looks; each look spends an equal part.
    An ``every`` spends none: one loss refutes it, and it holds after ``until`` replicas without
    one. Its ``error`` is that at which the loss rates are stated which so many replicas exclude.
    What is ``exact`` is decided by its one replica.
    """

    kind: str
    threshold: float
    upward: bool
    error: float
    until: int = LOOKS[-1]

    @property
    def checked(self) -> bool:
        """Whether a single loss refutes it, so that no error is spent."""
        return self.kind in CHECKED

    def decide(self, wins: int, replicas: int) -> Verdict:
        """The verdict at this look; INCONCLUSIVE where the interval holds the threshold.

        The threshold lies outside where, were it the truth, such a tail would be too rare.
        """
        if self.checked:
            return self._without_loss(wins, replicas)
        rare = self.error / len(LOOKS) / 2
        if at_least(wins, replicas, self.threshold) < rare:
            return Verdict.HOLDS if self.upward else Verdict.REFUTED
        if at_most(wins, replicas, self.threshold) < rare:
            return Verdict.REFUTED if self.upward else Verdict.HOLDS
        return Verdict.INCONCLUSIVE

    def _without_loss(self, wins: int, replicas: int) -> Verdict:
        if wins < replicas:
            return Verdict.REFUTED
        return Verdict.HOLDS if replicas >= self.until else Verdict.INCONCLUSIVE

    def interval(self, wins: int, replicas: int) -> tuple[float, float]:
        """The interval that this look decides by."""
        return interval(wins, replicas, self.error / len(LOOKS))

    def replicas_without_loss(self) -> int:
        """The fewest replicas, all speaking for the claim, that could establish it."""
        rate = log(self.threshold) if self.upward else log1p(-self.threshold)
        return floor(log(self.error / len(LOOKS) / 2) / min(rate, -NEVER)) + 1

    def replicas_needed(self, wins: int, replicas: int) -> float:
        """About how many replicas would settle it, were the observed share the true one."""
        share = wins / replicas
        if abs(share - self.threshold) * 2 * replicas < 1:
            return inf
        return grown(
            replicas, lambda n: self.decide(round(share * n), n) is not Verdict.INCONCLUSIVE
        )

    def smallest_telling_share(self, replicas: int) -> float:
        """The share of wins nearest to the threshold that this many replicas could tell from it."""
        wins = np.arange(replicas + 1)
        told = [w / replicas for w in wins if self.decide(int(w), replicas) is Verdict.HOLDS]
        return min(told, key=lambda s: abs(s - self.threshold), default=inf)


def grown(replicas: int, settled: Callable[[int], bool]) -> float:
    """The first number of replicas, about a tenth larger each time, at which this is settled."""
    while replicas < 10**6 and not settled(replicas):
        replicas = int(replicas * 1.1) + 1
    return float(f"{replicas:.2g}")
