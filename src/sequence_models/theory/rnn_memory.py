"""What is derived about the memory of recurrent networks: math/01_rnn.md from 1.12 on."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from scipy.optimize import minimize_scalar
from torch import Tensor

from sequence_models.theory.rnn import TwoUnitHold


class TanhHold(NamedTuple):
    """Weights of a tanh network of four units that holds a number, and how far it can be off."""

    weights: TwoUnitHold
    error: float


def tanh_hold(*, small: float = 0.05, push: float = 6.0, length: int = 30) -> TanhHold:
    """Four units that hold the value at the latest mark, for values in [−1, 1].

    Inputs are (value, mark). Values are stored ``small`` times as large, and marks move units by
    ``push``; ``error`` bounds |y_t − v| over ``length`` steps without a mark.
    Result 1.12, math/01_rnn.md.
    """
    e, B = small, push
    rows = [
        [[1, -1, 1, -1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        [[0, B], [0, B], [e, -B], [0, -B]],
        [0, 0, B, B],
        [[1 / e, -1 / e, 1 / e, -1 / e]],
        [0],
    ]
    slope = 1 / math.cosh(B - 2 * e) ** 2
    largest = e * (1 + length * slope) / (1 - slope)
    if not slope < 1 or largest > 2 * e:
        raise ValueError(f"push={push} is too weak to hold for {length} steps at small={small}")
    drift = largest**3 / 3 + slope * e
    error = (e**3 / 3 + slope * largest + length * drift) / e  # (1.ab)
    weights = TwoUnitHold(*(torch.tensor(row, dtype=torch.float64) for row in rows))
    return TanhHold(weights, error)


class Leak(NamedTuple):
    """A constant leak at its best: what it keeps at each step, and the error that it leaves."""

    keep: float
    error: float


def best_leak(p: float, *, length: int) -> Leak:
    """The leak that holds marked values best, over ``length`` steps that are all scored.

    Each step is marked with probability ``p``, the first for certain. ``error`` is a share of
    the target's variance, in [0, 1].
    Result 1.13, math/01_rnn.md.
    """

    q = 1 - p

    def left(keep: float) -> float:
        first = _mean_power(q * keep, length)
        covariance = first + p * (1 - first) / (1 - q * keep)
        power = (1 - keep**2 * _mean_power(keep**2, length)) / (1 - keep**2)
        return 1 - covariance**2 / power  # (1.ac)

    keep = float(minimize_scalar(left, bounds=(0, 1), method="bounded").x)
    return Leak(keep, left(keep))


def _mean_power(base: float, length: int) -> float:
    """The mean of base⁰, base¹, … over ``length`` steps, for a base below 1."""
    return (1 - base**length) / (length * (1 - base))


def recall_from_bits(*, places: int, bits: int) -> float:
    """Largest share of right answers about one of ``places`` random bits, from a state of
    ``bits`` bits that was formed before the place is named. In [1/2, 1].

    Result 1.14, math/01_rnn.md.
    """
    left, wrong, distance = 2**places, 0, 0
    while left > 0:
        at = min(left, 2**bits * math.comb(places, distance))
        wrong, left, distance = wrong + distance * at, left - at, distance + 1
    return 1 - wrong / (places * 2**places)  # (1.ad)


def loudest_ignored(*, value: float, mark: float, passed: float = 1.0) -> float:
    """The largest value that a unit can ignore without a mark, if with one it tells apart all
    values up to ``passed``; ``value`` and ``mark`` are the unit's weights for them.

    Below 0 it ignores none.
    Result 1.15, math/01_rnn.md.
    """
    return abs(mark / value) - passed  # (1.ae)


def merged(
    A: Float[Tensor, "replica steps hidden hidden"], b: Float[Tensor, "replica steps hidden"]
) -> Float[Tensor, "replica steps hidden"]:
    """The states h_t = A_t h_{t−1} + b_t from h_0 = 0, in ⌈log₂ steps⌉ rounds of merging pairs.

    Result 1.16, math/01_rnn.md.
    """
    reach = 1
    while reach < b.shape[1]:
        late_A, late_b = A[:, reach:], b[:, reach:]
        joined = late_b + (late_A @ b[:, :-reach, :, None]).squeeze(-1)  # (1.af)
        A = torch.cat([A[:, :reach], late_A @ A[:, :-reach]], 1)
        b, reach = torch.cat([b[:, :reach], joined], 1), 2 * reach
    return b
