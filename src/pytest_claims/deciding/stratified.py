"""What the decision rule does to a population whose strata are known, by exact computation.

A state is the wins of each stratum; each look adds equally many replicas of every one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pytest_claims.deciding.operating import VERDICTS, Mass, Operation, binomial, follow
from pytest_claims.deciding.operating import verdicts as verdicts_of_all
from pytest_claims.deciding.strata import lags, shared
from pytest_claims.deciding.verdict import Rule, Verdict

HOLDS, REFUTED, INCONCLUSIVE = map(VERDICTS.index, VERDICTS)


def operate(rule: Rule, shares: Sequence[float]) -> Operation:
    """What the rule says where the event happens in these shares of the strata's replicas.

    The strata are equally large; their number divides the replicas of a look.
    """
    number = len(shares)

    def grow(undecided: Mass, more: int) -> Mass:
        drawn = (binomial(more // number, share) for share in shares)
        return reduce(along_first, drawn, undecided)

    return follow(np.ones((1,) * number), grow, lambda look: verdicts(rule, look, number))


def along_first(mass: Mass, wins: Mass) -> Mass:
    """The first axis grown by so many wins, and moved behind the others.

    After as many steps as there are axes, each has grown and is back in its place.
    """
    before = mass.shape[0]
    steps = np.zeros((before + len(wins) - 1, before))
    for n in range(before):
        steps[n : n + len(wins), n] = wins
    return np.tensordot(mass, steps, ([0], [1]))


@cache
def verdicts(rule: Rule, look: int, number: int) -> NDArray[np.int8]:
    """For the wins of each of so many strata at this look, what the rule says: an index into
    VERDICTS, by ``strata.decide``.
    """
    whole, part = shared(rule, number)
    size = look // number
    counts = range(size + 1)
    refuted = [part.decide(wins, size) is Verdict.REFUTED for wins in counts]
    lagging = [lags(part, wins, size) for wins in counts]
    total = reduce(np.add, _axes(list(counts), number))
    said = verdicts_of_all(whole, look).astype(np.int8)[total]
    if rule.checked:
        return said
    said[(said == HOLDS) & _in_any(lagging, number)] = INCONCLUSIVE
    said[_in_any(refuted, number)] = REFUTED
    return said


def _in_any(flags: Sequence[bool], number: int) -> NDArray[np.bool_]:
    """Whether any of the strata has so many wins that its flag is set."""
    found: NDArray[np.bool_] = reduce(np.logical_or, _axes(flags, number))
    return found


def _axes(values: Sequence[int], number: int) -> Sequence[NDArray[Any]]:
    """The same values along each of so many axes."""
    return np.meshgrid(*[np.array(values)] * number, indexing="ij", sparse=True)
