"""The gated recurrent unit: the last line of each derivation in math/02_gru.md.

Recurrent weights are stacked (reset, keep, write), as in (2.a) to (2.c).
"""

import math
from typing import Literal, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch import diag_embed as diag
from torch.nn.functional import softplus


def convex_weights(
    keep: Float[Tensor, "*axes time hidden"],
) -> Float[Tensor, "*axes time+1 hidden"]:
    """What share of the last state comes from the first state and from each step's candidate.

    Each share is in [0, 1], and for each unit they sum to one.
    Result 2.1, math/02_gru.md.
    """
    one = torch.ones_like(keep[..., :1, :])
    kept_since = torch.cat([keep, one], -2).flip(-2).cumprod(-2).flip(-2)
    written = torch.cat([one, 1 - keep], -2)
    return written * kept_since  # (2.f)


class Retention(NamedTuple):
    """How long a keep gate at rest holds, in steps: 1/(1 − z), and until half is left."""

    time_scale: Float[Tensor, "*axes"]
    half_life: Float[Tensor, "*axes"]


def retention(bias: Float[Tensor, "*axes"]) -> Retention:
    """What a unit keeps whose keep gate rests at z = σ(``bias``) while nothing else moves it.

    Result 2.2, math/02_gru.md.
    """
    return Retention(1 + bias.exp(), math.log(2) / softplus(-bias))  # (2.g)


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
    ``inner_bias`` is the bias c_n that (2.e) puts under the reset gate.
    Result 2.3, math/02_gru.md.
    """
    U_r, U_z, U_n = recurrent.chunk(3, -2)
    r, z, n, m = _step(h, drive, recurrent, reset, inner_bias)
    if reset == "before":
        A = U_n @ (diag(r) + diag(h * r * (1 - r)) @ U_r)  # (2.h)
    else:
        A = diag(r) @ U_n + diag(m * r * (1 - r)) @ U_r  # (2.i)
    by_gate, by_candidate = diag((h - n) * z * (1 - z)) @ U_z, diag((1 - z) * (1 - n * n)) @ A
    return diag(z) + by_gate + by_candidate  # (2.j)


def resolvable_states(precision: float, start: float = 0.0) -> int:
    """How many values at least ``precision`` apart one unit can take, whatever its inputs.

    They lie in ±max(|h_0|, 1), ``start`` being h_0.
    Result 2.4, math/02_gru.md.
    """
    bound = max(abs(start), 1.0)  # (2.k)
    return math.floor(2 * bound / precision) + 1  # (2.l)


def equal_write(steps: int, *, constant_gate: bool = False) -> float:
    """The most that the least influential of this many writes can weigh in the last state.

    With one constant keep gate, or with a gate of its own for each step; an open sum gives 1.
    Result 2.5, math/02_gru.md.
    """
    share = 1 / steps  # (2.m)
    return share * (1 - share) ** (steps - 1) if constant_gate else share  # (2.n)


class GRUCost(NamedTuple):
    """Parameters of a cell, and multiply-accumulates in the matrix products of one step."""

    parameters: int
    products: int


def gru_cost(inputs: int, hidden: int, *, reset: Literal["before", "after"] = "before") -> GRUCost:
    """What a cell costs to store and to step, read-out not counted.

    Result 2.6, math/02_gru.md.
    """
    products = 3 * hidden * (inputs + hidden)
    biases = 3 * hidden if reset == "before" else 4 * hidden
    return GRUCost(products + biases, products)  # (2.o)


class GRUErrors(NamedTuple):
    """Derivatives of an error by the old state, and by the drive of reset, keep and write."""

    state: Float[Tensor, "*axes hidden"]
    drive: Float[Tensor, "*axes 3*hidden"]


def gru_errors(
    error: Float[Tensor, "*axes hidden"],
    h: Float[Tensor, "*axes hidden"],
    drive: Float[Tensor, "*axes 3*hidden"],
    recurrent: Float[Tensor, "*#axes 3*hidden hidden"],
    *,
    reset: Literal["before", "after"] = "before",
    inner_bias: Float[Tensor, "*#axes hidden"] | None = None,
) -> GRUErrors:
    """The derivative of an error by the new state, taken one step back.

    Arguments are those of ``gru_jacobian``; what the error owes to the old state directly is
    not in it.
    Result 2.7, math/02_gru.md.
    """
    U_r, U_z, U_n = (U.transpose(-2, -1) for U in recurrent.chunk(3, -2))
    r, z, n, m = _step(h, drive, recurrent, reset, inner_bias)
    delta_n, delta_z = (1 - z) * (1 - n * n) * error, z * (1 - z) * (h - n) * error  # (2.p)
    if reset == "before":
        omega = _apply(U_n, delta_n)
        delta_r, back = r * (1 - r) * h * omega, r * omega  # (2.q)
    else:
        delta_r, back = r * (1 - r) * m * delta_n, _apply(U_n, r * delta_n)  # (2.r)
    state = z * error + back + _apply(U_r, delta_r) + _apply(U_z, delta_z)
    return GRUErrors(state, torch.cat([delta_r, delta_z, delta_n], -1))


def _step(
    h: Tensor, drive: Tensor, recurrent: Tensor, reset: str, inner_bias: Tensor | None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Both gates, the candidate, and U_n h + c_n."""
    U_r, U_z, U_n = recurrent.chunk(3, -2)
    a_r, a_z, a_n = drive.chunk(3, -1)
    r, z = (a_r + _apply(U_r, h)).sigmoid(), (a_z + _apply(U_z, h)).sigmoid()
    m = _apply(U_n, h) if inner_bias is None else _apply(U_n, h) + inner_bias
    n = (a_n + (_apply(U_n, r * h) if reset == "before" else r * m)).tanh()
    return r, z, n, m


def _apply(
    matrix: Float[Tensor, "*#axes out hidden"], vector: Float[Tensor, "*axes hidden"]
) -> Float[Tensor, "*axes out"]:
    return (matrix @ vector.unsqueeze(-1)).squeeze(-1)
