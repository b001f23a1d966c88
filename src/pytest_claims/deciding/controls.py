"""The rule for controls: does an assertion turn when what it rests on is taken away?

Turned is the opposite verdict. A control whose own verdict stays open has weakened the assertion
where it wins in significantly fewer replicas, compared with the claim replica by replica.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.binomial import at_most
from pytest_claims.deciding.verdict import Rule, Verdict, grown
from pytest_claims.measuring.replicas import LOOKS

ERROR = 0.01
"""Error of the sign test by which a control weakens, over all looks."""


class Control(StrEnum):
    """What a control said about an assertion, or about its claim."""

    TURNED = "turned"
    WEAKENED = "weakened"
    SAME = "same"
    OPEN = "open"
    VOID = "void"  # it could not be measured


BEST_FIRST = (Control.TURNED, Control.WEAKENED, Control.OPEN, Control.SAME, Control.VOID)
TELLING = (Control.TURNED, Control.WEAKENED)


@dataclass(frozen=True)
class Pairing:
    """A control beside the assertion that came out as ``verdict``, at one look.

    The control by itself comes out as ``against``. In ``moved`` replicas the outcomes differ as
    they should, in ``back`` the other way. In ``infinite`` replicas both sides are the same
    infinity under it.
    """

    rule: Rule
    verdict: Verdict
    against: Verdict
    wins: int
    replicas: int
    moved: int
    back: int
    infinite: int = 0

    @property
    def result(self) -> Control:
        """Same verdict or opposite; else weakened where significantly many replicas moved."""
        return weigh(self.verdict, self.against, self.moved, self.back)

    @property
    def settled(self) -> bool:
        """Whether more replicas would say nothing else.

        One that has weakened the assertion is looked at again while it could still turn it.
        """
        if self.result is Control.WEAKENED:
            return not could_turn(self.rule, self.verdict, self.wins, self.replicas)
        return self.result is not Control.OPEN

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
    rule: Rule,
    verdict: Verdict,
    claim: NDArray[np.bool_],
    control: NDArray[np.bool_],
    against: Verdict | None = None,
) -> Pairing:
    """Count where the control differs from its claim; ``against`` is its own verdict, that of
    the rule unless strata have a say.

    It should win less often; or more often, where the assertion was refuted or says that wins
    are rare.
    """
    lost, gained = int((claim & ~control).sum()), int((~claim & control).sum())
    fewer = rule.upward is (verdict is Verdict.HOLDS)
    moved, back = (lost, gained) if fewer else (gained, lost)
    wins, replicas = int(control.sum()), len(control)
    own = rule.decide(wins, replicas) if against is None else against
    return Pairing(rule, verdict, own, wins, replicas, moved, back)


def weigh(verdict: Verdict, against: Verdict, moved: int, back: int) -> Control:
    """What a control says whose own verdict is ``against``."""
    if against is verdict:
        return Control.SAME
    if against is not Verdict.INCONCLUSIVE:
        return Control.TURNED
    return Control.WEAKENED if moves(moved, back) else Control.OPEN


def moves(moved: int, back: int) -> bool:
    """The exact sign test, one-sided, with one look's part of the error."""
    return at_most(back, moved + back, 0.5) < ERROR / len(LOOKS)


def could_turn(rule: Rule, verdict: Verdict, wins: int, replicas: int) -> bool:
    """Whether the last look would give the opposite verdict, were this share the true one."""
    later = rule.decide(round(wins / replicas * LOOKS[-1]), LOOKS[-1])
    return replicas < LOOKS[-1] and later not in (verdict, Verdict.INCONCLUSIVE)


def best(results: list[Control]) -> Control:
    """The one that says most; void where there is none."""
    return min(results, key=BEST_FIRST.index, default=Control.VOID)
