"""Asked again, a probe must answer the same."""

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.faults import ClaimError


def refuse_other_answer(measurement: Measurement, values: Values, again: Values) -> None:
    """The same seeds must give the same numbers, to the last bit."""
    if not np.array_equal(values, again):
        differ = values != again
        raise ClaimError(
            f"{measurement.text} is not reproducible: asked twice with the same seeds, "
            f"{differ.sum()} of {values.size} numbers differ, such as "
            f"{values[differ][0]:g} and {again[differ][0]:g}. "
            "Draw everything from the seeds."
        )


def refuse_leak(measurement: Measurement, among_all: Values, among_half: Values) -> None:
    """Half of the replicas, in reversed order, must give the numbers that they gave among all.

    Not to the last bit: arithmetic in batches of another size may round differently, and
    training can amplify that in some replicas. A leak moves most of them.
    """
    with np.errstate(invalid="ignore"):
        same = (among_all == among_half) | np.isclose(among_all, among_half, rtol=1e-4, atol=1e-8)
    if same.sum() < same.size / 2:
        raise ClaimError(
            f"{measurement.text} leaks from replica to replica: asked again for half of them, "
            f"{same.size - same.sum()} of {same.size} numbers differ, such as "
            f"{among_all[~same][0]:g} and {among_half[~same][0]:g}. "
            "A replica's number must depend on its own seed alone."
        )
