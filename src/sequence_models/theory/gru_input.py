"""What is derived about gates that see the input alone: math/02_gru.md from 2.8 on."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor


def merged_gates(
    keep: Float[Tensor, "*axes time hidden"], candidate: Float[Tensor, "*axes time hidden"]
) -> Float[Tensor, "*axes time hidden"]:
    """The states h_t = z_t ⊙ h_{t−1} + (1 − z_t) ⊙ n_t from h_0 = 0, in ⌈log₂ time⌉ rounds.

    ``keep`` is z, in [0, 1], and ``candidate`` n; neither may depend on h.
    Result 2.8, math/02_gru.md.
    """
    z, b, reach = keep, (1 - keep) * candidate, 1  # (2.s)
    while reach < z.shape[-2]:
        late = z[..., reach:, :]
        b = torch.cat([b[..., :reach, :], late * b[..., :-reach, :] + b[..., reach:, :]], -2)
        z = torch.cat([z[..., :reach, :], late * z[..., :-reach, :]], -2)  # (2.t)
        reach *= 2
    return b


class GatedHold(NamedTuple):
    """Weights of one gated unit by (value, mark), its read-out, and how far it can be off."""

    keep: Float[Tensor, " 2"]
    keep_bias: float
    write: Float[Tensor, " 2"]
    readout: float
    error: float


def gated_hold(*, small: float = 0.05, push: float = 16.0, length: int = 30) -> GatedHold:
    """One unit that holds the value at the latest mark, for marked values in [−1, 1].

    Values are stored ``small`` times as large, and a mark moves the keep gate from ``push`` to
    its negative; ``error`` bounds |y_t − v| over ``length`` steps from the first mark on, whatever
    the values without a mark.
    Result 2.9, math/02_gru.md.
    """
    let_in = 1 / (1 + math.exp(push))
    error = small**2 / 3 + 2 * length * let_in / small  # (2.u)
    return GatedHold(
        torch.tensor([0.0, -2 * push], dtype=torch.float64),
        push,
        torch.tensor([small, 0.0], dtype=torch.float64),
        1 / small,
        error,
    )
