"""One assertion, and what its replicas said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.strata import Stratum, decide, lags, shared, strata
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.event import Assertion
from pytest_claims.faults import ASSERTED
from pytest_claims.measuring.draws import Draws


def none() -> NDArray[np.bool_]:
    """No replica."""
    return np.zeros(0, dtype=bool)


@contextmanager
def asserting(assertion: Assertion) -> Iterator[None]:
    """What goes wrong inside says which assertion it happened to."""
    try:
        yield
    except Exception as problem:
        problem.add_note(f"{ASSERTED}{assertion.line}")
        raise


@dataclass
class Decided:
    """An assertion, its ``rule``, and the replicas of the ``look`` that decided it."""

    assertion: Assertion
    rule: Rule
    verdict: Verdict = Verdict.INCONCLUSIVE
    look: int = 0
    won: NDArray[np.bool_] = field(default_factory=none)
    tied: NDArray[np.bool_] = field(default_factory=none)
    strata: list[Stratum] = field(default_factory=list)

    @property
    def population(self) -> Rule:
        """The rule for all replicas, which leaves a part of the error to the strata."""
        return shared(self.rule, len(self.strata))[0]

    @property
    def behind(self) -> list[Stratum]:
        """Strata that keep the claim from holding: no clear majority of theirs goes along."""
        if self.rule.checked:
            return []
        part = shared(self.rule, len(self.strata))[1]
        return [stratum for stratum in self.strata if lags(part, *stratum.count(self.won))]

    def look_at(self, instrument: Draws, look: int) -> None:
        """Count the wins of all replicas up to this look, and decide."""
        self.look = look
        with asserting(self.assertion):
            self.won, self.tied = self.assertion.outcomes(lambda m: instrument.draw(m, look))
        self.strata = strata(self.assertion.event.measurements, instrument.seed, look)
        self.verdict = self.judge(self.won, self.strata)

    def judge(self, won: NDArray[np.bool_], strata: Sequence[Stratum]) -> Verdict:
        """The verdict on an event that won like this: the assertion's own, or a control's."""
        counts = [stratum.count(won) for stratum in strata]
        return decide(self.rule, counts, int(won.sum()), len(won))
