"""The gated recurrent unit: the last line of each derivation in math/02_gru.md.

Recurrent weights are stacked (reset, keep, write), as in (2.a) to (2.c).
"""

from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import softplus


def convex_weights(
    keep: Float[Tensor, "*axes time hidden"],
) -> Float[Tensor, "*axes time+1 hidden"]:
    """What share of the last state comes from the first state and from each step's candidate.

    Each share is in [0, 1], and for each unit they sum to one. Result 2.1, math/02_gru.md.
    """
    one = torch.ones_like(keep[..., :1, :])
    kept_since = torch.cat([keep, one], -2).flip(-2).cumprod(-2).flip(-2)
    written = torch.cat([one, 1 - keep], -2)
    return written * kept_since


def retention_times(
    bias: Float[Tensor, "*axes"],
) -> tuple[Float[Tensor, "*axes"], Float[Tensor, "*axes"]]:
    """Time scale 1/(1 − z) and half-life of a unit whose keep gate rests at z = σ(bias).

    Both in steps. Result 2.2, math/02_gru.md.
    """
    return 1 + bias.exp(), torch.tensor(2.0).log() / softplus(-bias)


def gru_jacobian(
    h: Float[Tensor, "*axes hidden"],
    drive: Float[Tensor, "*axes 3*hidden"],
    recurrent: Float[Tensor, "*#axes 3*hidden hidden"],
    *,
    reset: Literal["before", "after"] = "before",
    inner_bias: Float[Tensor, "*#axes hidden"] | None = None,
) -> Float[Tensor, "*axes hidden hidden"]:
    """∂h_t/∂h_{t−1}: entry (i, j) is the derivative of the new unit i by the old unit j.

    ``drive`` is what the input adds to the pre-activations, biases included;
    ``inner_bias`` is the bias c_n that (2.e) puts under the reset gate. Result 2.3, math/02_gru.md.
    """
    U_r, U_z, U_n = recurrent.chunk(3, -2)
    a_r, a_z, a_n = drive.chunk(3, -1)
    r, z = (a_r + _apply(U_r, h)).sigmoid(), (a_z + _apply(U_z, h)).sigmoid()
    slope_r, slope_z = r * (1 - r), z * (1 - z)
    if reset == "before":
        past = _apply(U_n, r * h)
        inner = U_n @ (r.diag_embed() + _rows(h * slope_r, U_r))
    else:
        mixed = _apply(U_n, h) if inner_bias is None else _apply(U_n, h) + inner_bias
        past = r * mixed
        inner = _rows(r, U_n) + _rows(mixed * slope_r, U_r)
    n = (a_n + past).tanh()
    return z.diag_embed() + _rows((h - n) * slope_z, U_z) + _rows((1 - z) * (1 - n**2), inner)


def resolvable_states(precision: float, start: float = 0.0) -> int:
    """How many values at least ``precision`` apart one unit can take, whatever its inputs.

    They lie in ±max(|start|, 1), ``start`` being h_0. Result 2.4, math/02_gru.md.
    """
    return int(2 * max(abs(start), 1) / precision) + 1


def equal_write(steps: int, *, constant_gate: bool = False) -> float:
    """The most that the least influential of this many writes can weigh in the last state.

    With one constant keep gate, or with a gate of its own for each step; an open sum gives 1.
    Result 2.5, math/02_gru.md.
    """
    ceiling = 1 / steps
    return ceiling * (1 - ceiling) ** (steps - 1) if constant_gate else ceiling


def gru_cost(
    inputs: int, hidden: int, *, reset: Literal["before", "after"] = "before"
) -> tuple[int, int]:
    """Parameters of a cell, and multiply-accumulates in the matrix products of one step.

    Result 2.6, math/02_gru.md.
    """
    products = 3 * hidden * (inputs + hidden)
    biases = 3 * hidden if reset == "before" else 4 * hidden
    return products + biases, products


def _apply(
    matrix: Float[Tensor, "*#axes out hidden"], vector: Float[Tensor, "*axes hidden"]
) -> Float[Tensor, "*axes out"]:
    return (matrix @ vector.unsqueeze(-1)).squeeze(-1)


def _rows(
    scale: Float[Tensor, "*axes hidden"], matrix: Float[Tensor, "*#axes hidden columns"]
) -> Float[Tensor, "*axes hidden columns"]:
    return scale.unsqueeze(-1) * matrix
