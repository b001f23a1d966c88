"""Functions of samples and curves, replica by replica."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from pytest_claims.declaring.arithmetic import Unseen
from pytest_claims.declaring.event import Values
from pytest_claims.faults import ClaimError

Numbers = TypeVar("Numbers", bound=Unseen)


def log10(numbers: Numbers) -> Numbers:
    """Decades: the logarithm to the base of ten of a sample, or of each point of a curve."""
    if not isinstance(numbers, Unseen):
        raise ClaimError(f"log10(...) takes a sample or a curve, not {numbers!r}: use math.log10.")

    def decades(values: Values) -> Values:
        if bad := int((values < 0).sum()):
            raise ClaimError(
                f"Take logarithms of positive numbers: {numbers.text} is negative in "
                f"{bad} of {values.size} replicas."
            )
        return np.log10(values)

    return numbers.mapped("log10({})", decades)
