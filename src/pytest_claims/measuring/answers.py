"""What a probe may answer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pytest_claims.declaring.event import Values
from pytest_claims.declaring.measurement import Measurement, name_of
from pytest_claims.faults import ClaimError

KINDS = {
    "c": "complex numbers",
    "U": "text",
    "S": "bytes",
    "O": "objects",
    "M": "dates",
    "m": "durations",
    "V": "records",
}
"""What is no real number, by numpy's letter for the kind of a type."""


def checked(answer: Any, measurement: Measurement, replicas: int) -> Values:
    """A probe's answer as numbers, one per replica, none of them NaN.

    A probe that takes no seeds answers with one, which all replicas share.
    """
    found = _array(answer, measurement)
    if not measurement.drawn:
        found = _shared(found, measurement, replicas)
    if found.shape != (replicas,):
        raise ClaimError(
            f"{measurement.text} returned shape {found.shape} for {replicas} replicas; "
            f"{name_of(measurement.probe)} must return one number per replica, shape ({replicas},)."
        )
    if found.dtype.kind not in "biuf":
        raise _refused(measurement, KINDS.get(found.dtype.kind, str(found.dtype)))
    values = _exactly(found, measurement)
    if np.isnan(values).any():
        raise ClaimError(
            f"{measurement.text} is NaN in {int(np.isnan(values).sum())} of {replicas} replicas. "
            "A probe returns a number, infinite if need be, for every replica."
        )
    return values


def _array(answer: Any, measurement: Measurement) -> NDArray[Any]:
    parts = answer if isinstance(answer, list | tuple) else [answer]
    if any(isinstance(part, np.ma.MaskedArray) for part in parts):
        raise _refused(measurement, "a masked array")
    try:
        return np.asarray(_on_the_cpu(answer))
    except (TypeError, ValueError, RuntimeError, OverflowError) as problem:
        raise _refused(measurement, f"{type(answer).__name__}, which is no array") from problem


def _shared(found: NDArray[Any], measurement: Measurement, replicas: int) -> NDArray[Any]:
    if found.shape != ():
        raise ClaimError(
            f"Let {name_of(measurement.probe)} return one number, or take seeds: without them "
            f"{measurement.text} is computed once, and it returned shape {found.shape}."
        )
    return np.repeat(found, replicas)


def _on_the_cpu(answer: Any) -> Any:
    """A tensor of torch as numpy takes it: wherever it is, and if it requires a gradient."""
    if not hasattr(answer, "detach"):
        return answer
    tensor = answer.detach().cpu()
    return tensor.double() if tensor.is_floating_point() else tensor


def _exactly(found: NDArray[Any], measurement: Measurement) -> Values:
    """The same numbers in double precision; one that it has not is refused."""
    with np.errstate(over="ignore", under="ignore"):
        values = found.astype(np.float64)
    for given, kept in zip(found, values, strict=True):
        if found.dtype.kind in "iu" and int(given) != int(kept):
            raise _lost(measurement, str(int(given)), kept)
        if given != np.longdouble(kept) and given == given:
            raise _lost(measurement, str(given), kept)
    return values


def _refused(measurement: Measurement, what: str) -> ClaimError:
    return ClaimError(
        f"{measurement.text} returned {what}; {name_of(measurement.probe)} must return "
        "one real number per replica."
    )


def _lost(measurement: Measurement, given: str, kept: np.float64) -> ClaimError:
    return ClaimError(
        f"{measurement.text} returned {given}, which double precision holds as {kept!s}. "
        f"Let {name_of(measurement.probe)} return numbers that fit, such as a difference."
    )
