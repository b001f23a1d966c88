"""What has to be measured for something, as far as that can be told before it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pytest_claims.deciding.plan import plan
from pytest_claims.deciding.trial import Case, attempt
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.measuring.draws import Draws


@dataclass(frozen=True)
class Need:
    """``foretold`` are measurements that are ordered up to ``look`` at once; ``attempt`` draws
    whatever it takes, and what else is lacking shows when it does.
    """

    foretold: Callable[[], Iterable[Measurement]]
    look: int = 0
    attempt: Callable[[Draws], object] = lambda draws: None


def need_of(case: Case) -> Need:
    """First looks of a claim, its controls and rivals together; then look by look."""
    return Need(
        foretold=lambda: plan(case).measurements,
        attempt=lambda draws: attempt(replace(case, instrument=draws)),
    )
