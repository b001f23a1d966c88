"""What is derived about the Transformer: the last line of each derivation in 05_transformer.md."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor


def collapsed_residual(kappa: float, residual: float, *, layers: int) -> float:
    """log₁₀ of how far tokens can be from their centre after layers of attention alone.

    ``residual`` is their largest distance from a centre before, ``kappa`` the constant of one
    layer. Decades, in (−∞, ∞); a fall that triples per layer is a collapse.
    Result 5.1, math/05_transformer.md.
    """
    power = 3.0**layers
    return (power - 1) / 2 * math.log10(kappa) + power * math.log10(residual)  # (5.f)


class StreamBounds(NamedTuple):
    """Between what the mean square of the residual stream lies, per coordinate."""

    low: float
    high: float


def stream_bounds(
    layers: int, *, feedforward: float = 1 / 2, attention: float = 1.0
) -> StreamBounds:
    """The pre-norm stream at the start of training, 1 before the first block.

    ``feedforward`` is the mean square that its branch adds, ``attention`` the most its branch adds.
    Result 5.2, math/05_transformer.md.
    """
    low = 1 + layers * feedforward
    return StreamBounds(low=low, high=low + layers * attention)  # (5.g)


class BlockMacs(NamedTuple):
    """Multiplications in the matrix products of one block: by its weights, and by its scores."""

    weights: int
    scores: int


def block_macs(n: int, d: int) -> BlockMacs:
    """What a block with a feed-forward layer of width 4 ``d`` multiplies over ``n`` positions.

    Result 5.3, math/05_transformer.md.
    """
    return BlockMacs(weights=12 * n * d**2, scores=2 * n**2 * d)  # (5.h)


def slot_reading(
    x: Float[Tensor, "*axes inputs"],
    keys: Float[Tensor, "slot inputs"],
    thresholds: Float[Tensor, " slot"],
    values: Float[Tensor, "slot outputs"],
) -> Float[Tensor, "*axes outputs"]:
    """A ReLU feed-forward layer, up to its last bias, as a reading of learned slots.

    Result 5.4, math/05_transformer.md.
    """
    weights = torch.einsum("...i,mi->...m", x, keys).add(thresholds).relu()
    return torch.einsum("...m,mo->...o", weights, values)  # (5.i)


def normalisation_gain(mean_square: float) -> float:
    """By what a layer normalisation scales a gradient, given what enters it. 1 changes nothing.

    ``mean_square`` is per coordinate.
    Result 5.5, math/05_transformer.md.
    """
    return 1 / math.sqrt(mean_square)  # (5.j)


def residual_growth(layers: int, *, variance: float) -> float:
    """Root-mean-square growth of lengths and gradients through residual branches, none normalised.

    ``variance`` is the mean square that a branch adds to a unit of the stream. At least 1.
    Result 5.6, math/05_transformer.md.
    """
    return math.sqrt((1 + variance) ** layers)  # (5.k)


def normalisation_error(
    x: Float[Tensor, "*axes width"],
    gamma: Float[Tensor, "*#axes width"],
    error: Float[Tensor, "*axes width"],
    epsilon: float = 0.0,
) -> Float[Tensor, "*axes width"]:
    """∂E/∂x for layer normalisation, given ∂E/∂LN(x) and what is added under the root.

    Result 5.7, math/05_transformer.md.
    """
    centred = x - x.mean(-1, keepdim=True)
    deviation = (centred.square().mean(-1, keepdim=True) + epsilon).sqrt()
    y, a = centred / deviation, gamma * error
    along = (a * y).mean(-1, keepdim=True)
    return (a - a.mean(-1, keepdim=True) - y * along) / deviation  # (5.l)
