"""What the decision rule does at a known truth, by exact computation.

The looks are a finite Markov chain over wins: its probabilities are sums, not simulations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import comb

import numpy as np
from numpy.fft import irfftn, rfftn
from numpy.typing import NDArray

from pytest_claims.deciding.controls import Control, could_turn, weigh
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.measuring.replicas import LOOKS

Mass = NDArray[np.float64]
VERDICTS = [Verdict.HOLDS, Verdict.REFUTED, Verdict.INCONCLUSIVE]
CONTROLS = list(Control)
AXES = (0, 1, 2)
STRETCHES = [LOOKS[0], *(later - earlier for earlier, later in pairwise(LOOKS))]
"""Replicas that each look adds."""


@dataclass(frozen=True)
class Operation:
    """How often the looks end in each verdict, and how many replicas they take on average."""

    holds: float
    refuted: float
    inconclusive: float
    replicas: float


def operate(rule: Rule, share: float) -> Operation:
    """What the rule says of an event that happens in this share of all replicas."""
    return follow(
        np.ones(1),
        lambda undecided, more: np.convolve(undecided, binomial(more, share)),
        lambda look: verdicts(rule, look),
    )


def follow(
    undecided: Mass, grow: Callable[[Mass, int], Mass], said: Callable[[int], NDArray[np.integer]]
) -> Operation:
    """Take all looks. ``grow`` gives the distribution of the states after so many more replicas,
    ``said`` the verdict on every state at a look, as an index into VERDICTS.
    """
    ended = dict.fromkeys(VERDICTS, 0.0)
    replicas = 0.0
    for look, more in zip(LOOKS, STRETCHES, strict=True):
        replicas += more * float(undecided.sum())
        undecided, verdict = grow(undecided, more), said(look)
        for decided in (Verdict.HOLDS, Verdict.REFUTED):
            ended[decided] += float(undecided[verdict == VERDICTS.index(decided)].sum())
        undecided = np.where(verdict == VERDICTS.index(Verdict.INCONCLUSIVE), undecided, 0)
    return Operation(ended[Verdict.HOLDS], ended[Verdict.REFUTED], float(undecided.sum()), replicas)


def binomial(n: int, share: float) -> Mass:
    """Probability of every number of wins in n replicas."""
    k = np.arange(n + 1)
    ways = np.array([comb(n, wins) for wins in range(n + 1)], dtype=np.float64)
    return ways * share**k * (1 - share) ** (n - k)


@cache
def verdicts(rule: Rule, look: int) -> NDArray[np.int64]:
    """For every number of wins at this look, what the rule says: an index into VERDICTS."""
    return np.array([VERDICTS.index(rule.decide(wins, look)) for wins in range(look + 1)])


@dataclass(frozen=True)
class Pair:
    """How often, in one replica, the claim and its control win together, and each alone."""

    both: float
    claim: float
    control: float

    @property
    def neither(self) -> float:
        """How often both lose."""
        return 1 - self.both - self.claim - self.control


@dataclass(frozen=True)
class Contest:
    """How often the claim holds, and what its control then says of it."""

    turned: float
    weakened: float
    same: float
    open: float

    @property
    def held(self) -> float:
        """How often the claim holds, so that its control is looked at."""
        return self.turned + self.weakened + self.same + self.open


def contest(rule: Rule, pair: Pair) -> Contest:
    """What the rule for controls says of a claim and a control that win like this.

    A state is three counts: won by both, by the claim alone, by the control alone.
    """
    undecided, held = np.ones((1, 1, 1)), np.zeros((1, 1, 1))
    ended = dict.fromkeys(Control, 0.0)
    for look, more in zip(LOOKS, STRETCHES, strict=True):
        undecided, held = grown(undecided, pair, more), grown(held, pair, more)
        settle(rule, look, undecided, held, ended)
    turned, weakened, same = (ended[c] for c in (Control.TURNED, Control.WEAKENED, Control.SAME))
    return Contest(turned, weakened, same, float(held.sum()))


def grown(mass: Mass, pair: Pair, more: int) -> Mass:
    """The distribution of the counts after so many more replicas.

    The generating function of one replica to the power of their number, by Fourier transform.
    An outcome that has no probability has no axis.
    """
    shares = (pair.both, pair.claim, pair.control)
    shape = [n + more if share else 1 for n, share in zip(mass.shape, shares, strict=True)]
    outcome = np.zeros(shape)
    outcome[0, 0, 0] = pair.neither
    for axis, share in enumerate(shares):
        if share:
            outcome[tuple(np.eye(3, dtype=int)[axis])] = share
    grown = rfftn(mass, shape, AXES) * rfftn(outcome, shape, AXES) ** more
    return np.clip(irfftn(grown, shape, AXES), 0, None)


def settle(rule: Rule, look: int, undecided: Mass, held: Mass, ended: dict[Control, float]) -> None:
    """Take one look: move what the claim has won to ``held``, and what its control has settled
    to ``ended``."""
    said, weighed, hopeful = verdicts(rule, look), controls(look), hopes(rule, look)
    alone, other = np.arange(held.shape[1])[:, None], np.arange(held.shape[2])
    for both in range(len(held)):
        claim_says = said[np.minimum(both + alone, look)]
        held[both] += np.where(claim_says == VERDICTS.index(Verdict.HOLDS), undecided[both], 0)
        undecided[both] *= claim_says == VERDICTS.index(Verdict.INCONCLUSIVE)
        wins = np.minimum(both + other, look)
        result = weighed[said[wins], alone, other]
        for control in (Control.TURNED, Control.WEAKENED, Control.SAME):
            of_this = result == CONTROLS.index(control)
            if control is Control.WEAKENED:
                of_this &= ~hopeful[wins]
            ended[control] += float(held[both][of_this].sum())
            held[both][of_this] = 0


@cache
def hopes(rule: Rule, look: int) -> NDArray[np.bool_]:
    """For every number of wins of a control, whether a later look could still turn the claim."""
    return np.array([could_turn(rule, Verdict.HOLDS, wins, look) for wins in range(look + 1)])


@cache
def controls(look: int) -> NDArray[np.int64]:
    """What a control said of a claim that holds: an index into Control, by the verdict on the
    control and by how often the claim alone and the control alone won."""
    counts = range(look + 1)
    return np.array(
        [
            [[CONTROLS.index(weigh(Verdict.HOLDS, v, a, b)) for b in counts] for a in counts]
            for v in VERDICTS
        ]
    )
