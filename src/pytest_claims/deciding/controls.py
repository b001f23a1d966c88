"""The rule for controls: does a claim turn when what it rests on is taken away?

A control is compared with its claim replica by replica, so that it is enough for it to move the
outcome significantly often; its own verdict may stay open.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

from pytest_claims.deciding.verdict import Rule, Verdict, grown
from pytest_claims.measuring.replicas import LOOKS

ERROR = 0.01
"""Error of the sign test by which a control turns, over all looks."""


class Control(StrEnum):
    """What a control said about its claim."""

    TURNED = "turned"
    SAME = "same"
    OPEN = "open"
    ERROR = "error"


@dataclass(frozen=True)
class Pairing:
    """A control beside the assertion that came out as ``verdict``, at one look.

    In ``moved`` replicas the outcomes differ as they should, in ``back`` the other way.
    """

    rule: Rule
    verdict: Verdict
    wins: int
    replicas: int
    moved: int
    back: int

    @property
    def result(self) -> Control:
        """Same verdict or opposite; else turned where significantly many replicas moved."""
        against = self.rule.decide(self.wins, self.replicas)
        return weigh(self.verdict, against, self.moved, self.back)

    @property
    def replicas_needed(self) -> float:
        """About how many replicas would settle it, were the observed shares the true ones."""
        by_verdict = self.rule.replicas_needed(self.wins, self.replicas)
        if self.moved <= self.back:
            return by_verdict
        moved, back = self.moved / self.replicas, self.back / self.replicas
        by_moves = grown(self.replicas, lambda n: moves(round(moved * n), round(back * n)))
        return min(by_verdict, by_moves)


def compare(
    rule: Rule, verdict: Verdict, claim: NDArray[np.bool_], control: NDArray[np.bool_]
) -> Pairing:
    """Count where the control differs from its claim.

    It should win less often; or more often, where the assertion was refuted or says that wins
    are rare.
    """
    lost, gained = int((claim & ~control).sum()), int((~claim & control).sum())
    fewer = rule.upward is (verdict is Verdict.HOLDS)
    moved, back = (lost, gained) if fewer else (gained, lost)
    return Pairing(rule, verdict, int(control.sum()), len(control), moved, back)


def weigh(verdict: Verdict, against: Verdict, moved: int, back: int) -> Control:
    """What a control says whose own verdict is ``against``."""
    if against is verdict:
        return Control.SAME
    if against is not Verdict.INCONCLUSIVE or moves(moved, back):
        return Control.TURNED
    return Control.OPEN


def moves(moved: int, back: int) -> bool:
    """The exact sign test, one-sided, with one look's part of the error."""
    return float(bdtr(back, moved + back, 0.5)) < ERROR / len(LOOKS)
