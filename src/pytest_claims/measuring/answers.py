"""What a probe may answer."""

from typing import Any

import numpy as np

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement, name_of
from pytest_claims.faults import ClaimError


def checked(answer: Any, measurement: Measurement, replicas: int) -> Values:
    """A probe's answer as numbers, one per replica, none of them NaN."""
    values = np.asarray(answer.detach() if hasattr(answer, "detach") else answer)
    if values.shape != (replicas,):
        raise ClaimError(
            f"{measurement.text} returned shape {values.shape} for {replicas} replicas; "
            f"{name_of(measurement.probe)} must return one number per replica, shape ({replicas},)."
        )
    values = values.astype(np.float64)
    if np.isnan(values).any():
        raise ClaimError(
            f"{measurement.text} is NaN in {int(np.isnan(values).sum())} of {replicas} replicas. "
            "A probe returns a number, infinite if need be, for every replica."
        )
    return values
