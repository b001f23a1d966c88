"""What is derived about recurrent networks: the last line of each derivation in math/01_rnn.md."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor


def gradient_paths(
    W: Float[Tensor, "replica hidden hidden"],
    slopes: Float[Tensor, "replica batch steps hidden"],
    previous: Float[Tensor, "replica batch steps hidden"],
    error: Float[Tensor, "replica batch hidden"],
) -> Float[Tensor, "replica steps hidden hidden"]:
    """What each step's use of W contributes to ∂E/∂W, for an E that depends on the last state.

    ``slopes`` are φ′ at steps 1 … T, ``previous`` the states h_0 … h_{T−1} before them and
    ``error`` is ∂E/∂h_T. The sum over steps is the gradient.
    Result 1.1, math/01_rnn.md.
    """
    terms = []
    for slope, h in zip(reversed(slopes.unbind(2)), reversed(previous.unbind(2)), strict=True):
        error = error * slope
        terms.append(error.transpose(1, 2) @ h)  # (1.e)
        error = error @ W
    return torch.stack(terms[::-1], 1)


def jacobian_bound(
    W: Float[Tensor, "replica hidden hidden"],
    slopes: Float[Tensor, "replica batch steps hidden"],
) -> Float[Tensor, "replica batch"]:
    """log₁₀ of what ‖∂h_T/∂h_0‖ cannot exceed, given φ′ at each step. Decades, in (−∞, ∞).

    Result 1.2, math/01_rnn.md.
    """
    norm = torch.linalg.matrix_norm(W, 2)[:, None, None]
    return (norm * slopes.abs().amax(-1)).log10().sum(-1)  # (1.g)


def linear_rate(W: Float[Tensor, "replica hidden hidden"]) -> Float[Tensor, " replica"]:
    """Decades per step at which ‖Wⁿ‖ grows (above 0) or shrinks (below 0) in the long run.

    Result 1.3, math/01_rnn.md.
    """
    return torch.linalg.eigvals(W).abs().amax(-1).log10()  # (1.i)


class Latch(NamedTuple):
    """A tanh unit that holds one bit: where it rests, what of its gradient survives a step."""

    state: float
    rate: float
    tolerance: float


def latch(w: float, *, noise: float = 0.0) -> Latch:
    """The bit held by h_t = tanh(w h_{t−1} + u_t) while |u_t| ≤ ``noise``; needs w > 1.

    ``state`` is the least |h| that the inputs can bring about, ``rate`` the most of a gradient
    that survives one step there, ``tolerance`` the noise up to which the bit is never lost.
    Result 1.4, math/01_rnn.md.
    """
    if w <= 1:
        raise ValueError(f"w={w} stores nothing: a latch needs w > 1")
    edge = math.sqrt(1 - 1 / w)
    tolerance = w * edge - math.atanh(edge)  # (1.l)
    if not 0 <= noise < tolerance:
        raise ValueError(f"noise={noise} is outside [0, {tolerance:.4f}), what w={w} tolerates")
    h = 1.0
    while (lower := math.tanh(w * h - noise)) < h:
        h = lower
    return Latch(state=h, rate=w * (1 - h * h), tolerance=tolerance)  # (1.m)


def truncation_bias(
    paths: Float[Tensor, "replica steps hidden hidden"], *, window: int
) -> Float[Tensor, "replica hidden hidden"]:
    """What is missing from ∂E/∂W when only the last ``window`` steps are walked back.

    ``paths`` are the terms of Result 1.1. Full minus truncated gradient; 0 is no bias.
    Result 1.5, math/01_rnn.md.
    """
    return paths[:, : max(0, paths.shape[1] - window)].sum(1)  # (1.n)


def memory_capacity(
    covariance: Float[Tensor, "replica units units"],
    lagged: Float[Tensor, "replica lags units"],
) -> Float[Tensor, " replica"]:
    """How many past inputs a linear read-out explains: the sum of r² over lags, at most the units.

    ``covariance`` is that of the state, ``lagged`` its covariance with the input of each lag
    (i.i.d., unit variance), both of the population. In [0, units].
    Result 1.6, math/01_rnn.md.
    """
    precision = torch.linalg.pinv(covariance, hermitian=True)
    return torch.einsum("rki,rij,rkj->r", lagged, precision, lagged)  # (1.o)


def copying_bound(*, units: int, bits: int, length: int, symbols: int) -> float:
    """Largest share of all strings that any reader recovers whole from units × bits. In (0, 1].

    Result 1.7, math/01_rnn.md.
    """
    return 2.0 ** min(0, units * bits - length * math.log2(symbols))  # (1.q)


def linear_memory_bound(p: float, *, length: int | None = None, gated: bool = False) -> float:
    """Largest share of the variance that a linear memory explains when it holds marked values.

    Each step is marked with probability ``p``, the first for certain; with a ``length`` all its
    steps are scored, without one a step far from the start. In (0, 1]; 1 is perfect.
    Result 1.8, math/01_rnn.md.
    """
    settled = 1 / (2 - p) if gated else p / (2 - p)
    if length is None:
        return settled  # (1.t)
    first = (1 - (1 - p) ** (2 * length)) / (length * p * (2 - p))
    return first + settled * (1 - first)  # (1.u)


class TwoUnitHold(NamedTuple):
    """Weights of a ReLU network, h_t = relu(W h_{t−1} + U x_t + b) and y_t = C h_t + c."""

    W: Float[Tensor, "hidden hidden"]
    U: Float[Tensor, "hidden inputs"]
    b: Float[Tensor, " hidden"]
    C: Float[Tensor, "outputs hidden"]
    c: Float[Tensor, " outputs"]


def two_unit_hold(bound: float = 1.0) -> TwoUnitHold:
    """Two units that hold the value at the latest mark, for values in [−bound, bound].

    Inputs are (value, mark). Exact at every length.
    Result 1.9, math/01_rnn.md.
    """
    B = bound
    rows = [
        [[1, 1], [0, 0]],
        [[0, -2 * B], [1, 2 * B]],
        [0, -B],
        [[1, 1]],
        [-B],
    ]
    return TwoUnitHold(*(torch.tensor(row, dtype=torch.float64) for row in rows))  # (1.w)


class Baselines(NamedTuple):
    """The least loss of an answer that remembers nothing."""

    adding: float
    copying: float
    recall: float


def baselines(*, delay: int = 0, remembered: int = 10, symbols: int = 8) -> Baselines:
    """Ignorance: squared error when adding, nats per step when copying and when recalling.

    Result 1.10, math/01_rnn.md.
    """
    nats = math.log(symbols)
    return Baselines(
        adding=1 / 6,
        copying=remembered * nats / (delay + 2 * remembered),
        recall=nats,
    )  # (1.x)


def error_signals(
    W: Float[Tensor, "replica hidden hidden"],
    slopes: Float[Tensor, "replica batch steps hidden"],
    direct: Float[Tensor, "replica batch steps hidden"],
) -> Float[Tensor, "replica batch steps hidden"]:
    """The derivative of an error by what φ is applied to, at every step.

    ``slopes`` are φ′ at steps 1 … T, ``direct`` what the error owes to each state directly.
    Outer products with h_{t−1}, x_t and 1, summed over steps, are the gradients of W, U and b.
    Result 1.11, math/01_rnn.md.
    """
    delta, signals = torch.zeros_like(direct[:, :, 0]), []
    for slope, own in zip(reversed(slopes.unbind(2)), reversed(direct.unbind(2)), strict=True):
        delta = slope * (own + delta @ W)  # (1.y)
        signals.append(delta)
    return torch.stack(signals[::-1], 2)
