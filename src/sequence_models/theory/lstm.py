"""Long short-term memory: the last line of each derivation in math/03_lstm.md.

Pre-activations and recurrent weights are stacked (input, forget, output, candidate),
as in (3.a) and (3.b). Entropies are in nats, memory in bits.
"""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch import diag_embed as diag


def counting_limit(dtype: torch.dtype) -> int:
    """The largest count that one cell can hold exactly, adding one a step in this precision.

    Result 3.1, math/03_lstm.md.
    """
    return int(2 / torch.finfo(dtype).eps)  # (3.f)


def recall_bound(bits: float, positions: int, symbols: int) -> float:
    """The best mean accuracy in naming the symbol at any one of the positions.

    For any state of this many bits that was filled before the position was named, with symbols
    independent and uniform. In [1/symbols, 1].
    Result 3.2, math/03_lstm.md.
    """
    low, high = 0.0, 1 - 1 / symbols
    while low < (error := (low + high) / 2) < high:
        if _bits_per_symbol(error, symbols) > bits / positions:
            low = error
        else:
            high = error
    return 1 - high  # (3.i)


def _bits_per_symbol(error: float, symbols: int) -> float:
    hedge = -error * math.log2(error) - (1 - error) * math.log2(1 - error)
    return math.log2(symbols) - hedge - error * math.log2(symbols - 1)


def direct_path(
    forget: Float[Tensor, "*axes time hidden"],
) -> Float[Tensor, "*axes hidden"]:
    """∂c_T/∂c_0 when the gates are held fixed: unit by unit, the product of the forget gates.

    Result 3.3, math/03_lstm.md.
    """
    return forget.prod(-2)  # (3.j)


def gate_derivative(activation: Float[Tensor, "*axes"]) -> Float[Tensor, "*axes"]:
    """σ′ at a gate's pre-activation, in (0, 1/4].

    Result 3.4, math/03_lstm.md.
    """
    return activation.sigmoid() * (-activation).sigmoid()  # (3.l)


def lstm_jacobian(
    h: Float[Tensor, "*axes hidden"],
    c: Float[Tensor, "*axes hidden"],
    drive: Float[Tensor, "*axes 4*hidden"],
    recurrent: Float[Tensor, "*#axes 4*hidden hidden"],
) -> Float[Tensor, "*axes 2*hidden 2*hidden"]:
    """∂(h_t, c_t)/∂(h_{t−1}, c_{t−1}): rows the new state, columns the old, h before c in both.

    ``drive`` is what the input adds to the pre-activations, biases included.
    Result 3.5, math/03_lstm.md.
    """
    U_i, U_f, U_o, U_g = recurrent.chunk(4, -2)
    a_i, a_f, a_o, a_g = (drive + (recurrent @ h.unsqueeze(-1)).squeeze(-1)).chunk(4, -1)
    i, f, o, g = a_i.sigmoid(), a_f.sigmoid(), a_o.sigmoid(), a_g.tanh()
    K = diag(c * f * (1 - f)) @ U_f + diag(g * i * (1 - i)) @ U_i + diag(i * (1 - g * g)) @ U_g
    shown = (f * c + i * g).tanh()
    q = o * (1 - shown * shown)
    upper = torch.cat([diag(shown * o * (1 - o)) @ U_o + diag(q) @ K, diag(q * f)], -1)
    lower = torch.cat([K, diag(f)], -1)
    return torch.cat([upper, lower], -2)  # (3.m)


def chrono_retention(steps: int, horizon: float) -> float:
    """The share of the first cell that units started by chrono keep on average after the steps.

    Time scales are uniform on [2, ``horizon``], gates at rest. In [0, 1].
    Tends to E₂(steps/horizon) as the horizon grows with that ratio fixed.
    Result 3.6, math/03_lstm.md.
    """
    logarithms = torch.linspace(math.log(2), math.log(horizon), 2**18, dtype=torch.float64)
    scale = logarithms.exp()
    kept = torch.trapezoid((1 - 1 / scale) ** steps, scale)
    return float(kept / (horizon - 2))  # (3.n)


def cell_bound(
    steps: int, *, start: float = 0.0, forget: float = 1.0, coupled: bool = False
) -> float:
    """The largest |c| after these steps from |c_0| = ``start``, no forget gate above ``forget``.

    ``coupled`` ties the gates, i = 1 − f.
    Result 3.7, math/03_lstm.md.
    """
    if coupled:
        return max(abs(start), 1.0)  # (3.p)
    return forget**steps * abs(start) + sum(forget**k for k in range(steps))  # (3.q)


def error_injection(o: Float[Tensor, "*axes"], c: Float[Tensor, "*axes"]) -> Float[Tensor, "*axes"]:
    """∂h/∂c at one step: the share of an error at the read-out that enters the cell, in [0, 1].

    Result 3.8, math/03_lstm.md.
    """
    return o / c.cosh() ** 2  # (3.r)


class LSTMCost(NamedTuple):
    """Parameters of a cell, and multiply-accumulates in the matrix products of one step."""

    parameters: int
    products: int


def lstm_cost(inputs: int, hidden: int) -> LSTMCost:
    """What a cell costs to store and to step, read-out not counted.

    Result 3.9, math/03_lstm.md.
    """
    products = 4 * hidden * (inputs + hidden)
    return LSTMCost(products + 4 * hidden, products)  # (3.s)


def bigram_entropy(
    transition: Float[Tensor, "*axes symbols symbols symbols"],
    pairs: Float[Tensor, "*axes symbols symbols"] | None = None,
) -> Float[Tensor, "*axes"]:
    """H(x_{t+1} | x_t) in nats of a source of order two: the least loss of a model of x_t alone.

    ``transition[a, b, c]`` is the probability of c after a, b; ``pairs[a, b]`` is how often a, b
    comes before what is scored, by default in the long run.
    Result 3.10, math/03_lstm.md.
    """
    pairs = _stationary_pairs(transition) if pairs is None else pairs
    joint = torch.einsum("...ab,...abc->...bc", pairs, transition)
    return _entropy(joint, 2) - _entropy(joint.sum(-1), 1)  # (3.t)


def entropy_rate(
    transition: Float[Tensor, "*axes symbols symbols symbols"],
    pairs: Float[Tensor, "*axes symbols symbols"] | None = None,
) -> Float[Tensor, "*axes"]:
    """H(x_{t+1} | all before) in nats of a source of order two: the least loss without a leak.

    Arguments are those of ``bigram_entropy``.
    Result 3.11, math/03_lstm.md.
    """
    pairs = _stationary_pairs(transition) if pairs is None else pairs
    return _entropy(pairs.unsqueeze(-1) * transition, 3) - _entropy(pairs, 2)  # (3.u)


class LSTMErrors(NamedTuple):
    """Derivatives of an error by the old h, by the old c, and by the drive."""

    h: Float[Tensor, "*axes hidden"]
    c: Float[Tensor, "*axes hidden"]
    drive: Float[Tensor, "*axes 4*hidden"]


def lstm_errors(
    error_h: Float[Tensor, "*axes hidden"],
    error_c: Float[Tensor, "*axes hidden"],
    h: Float[Tensor, "*axes hidden"],
    c: Float[Tensor, "*axes hidden"],
    drive: Float[Tensor, "*axes 4*hidden"],
    recurrent: Float[Tensor, "*#axes 4*hidden hidden"],
) -> LSTMErrors:
    """The derivatives of an error by the new h and the new c, taken one step back.

    ``error_c`` leaves out what enters the new cell through the new h. The other arguments are
    those of ``lstm_jacobian``.
    Result 3.12, math/03_lstm.md.
    """
    a_i, a_f, a_o, a_g = (drive + (recurrent @ h.unsqueeze(-1)).squeeze(-1)).chunk(4, -1)
    i, f, o, g = a_i.sigmoid(), a_f.sigmoid(), a_o.sigmoid(), a_g.tanh()
    shown = (f * c + i * g).tanh()
    zeta = error_c + o * (1 - shown * shown) * error_h  # (3.v)
    squashed = (
        i * (1 - i) * g * zeta,
        f * (1 - f) * c * zeta,
        o * (1 - o) * shown * error_h,
        i * (1 - g * g) * zeta,
    )  # (3.w)
    delta = torch.cat(squashed, -1)
    back = (recurrent.transpose(-2, -1) @ delta.unsqueeze(-1)).squeeze(-1)  # (3.x)
    return LSTMErrors(back, f * zeta, delta)


def best_bit(positions: int) -> float:
    """The best mean accuracy in naming any one of so many fair bits, from one bit about them all.

    In (1/2, 1]; 3/4 of two. It is attained by the majority.
    Result 3.13, math/03_lstm.md.
    """
    middle = math.comb(positions - 1, (positions - 1) // 2)
    return 0.5 + middle / 2**positions  # (3.y)


def _entropy(probability: Tensor, axes: int) -> Tensor:
    entropy: Tensor = torch.special.entr(probability).sum(tuple(range(-axes, 0)))
    return entropy


def _stationary_pairs(
    transition: Float[Tensor, "*axes symbols symbols symbols"],
) -> Float[Tensor, "*axes symbols symbols"]:
    symbols = transition.shape[-1]
    same = torch.eye(symbols, dtype=transition.dtype)
    chain = torch.einsum("...abc,bd->...abdc", transition, same).flatten(-2).flatten(-3, -2)
    balance = chain.transpose(-2, -1) - torch.eye(symbols**2, dtype=transition.dtype)
    balance = torch.cat([balance[..., :-1, :], torch.ones_like(balance[..., :1, :])], -2)
    total = torch.zeros_like(balance[..., 0])
    total[..., -1] = 1
    pairs: Tensor = torch.linalg.solve(balance, total)
    return pairs.reshape(transition.shape[:-1])
