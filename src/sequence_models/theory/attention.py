"""What is derived about attention: the last line of each derivation in math/04_attention.md."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor


def hull_excess(
    output: Float[Tensor, "*axes features"],
    values: Float[Tensor, "*axes position features"],
    directions: Float[Tensor, "direction features"],
) -> Float[Tensor, "*axes"]:
    """How far the output lies beyond all values, in the worst of the directions.

    In the unit of the values; at most 0 for every output of a softmax.
    Result 4.1, math/04_attention.md.
    """
    furthest = (values @ directions.T).amax(-2)
    return (output @ directions.T - furthest).amax(-1)  # (4.k)


def needed_gap(n: int, epsilon: float) -> float:
    """Lead in score that gives weight 1 − ``epsilon`` to one position among ``n``, the rest equal.

    In nats, in (−∞, ∞).
    Result 4.2, math/04_attention.md.
    """
    return math.log((n - 1) * (1 - epsilon) / epsilon)  # (4.l)


def windowed_recall(window: int, positions: int, symbols: int) -> float:
    """Largest accuracy of recalling one of ``positions`` symbols from the last ``window`` of them.

    In [1/symbols, 1]; 1 is perfect.
    Result 4.3, math/04_attention.md.
    """
    kept = min(1.0, window / positions)
    return kept + (1 - kept) / symbols  # (4.m)


def reach(layers: int, window: int) -> int:
    """How many steps back the output of windowed causal layers can depend on the input.

    Result 4.4, math/04_attention.md.
    """
    return layers * (window - 1)  # (4.n)


def largest_weight(n: int, spread: float) -> float:
    """The most weight one of ``n`` positions can have when all scores lie within ``spread``.

    In [1/n, 1]. One over it is the least effective number of positions.
    Result 4.5, math/04_attention.md.
    """
    return 1 / (1 + (n - 1) * math.exp(-spread))  # (4.o)


def one_token_map(
    maps: Float[Tensor, "*replica layer features features"],
) -> Float[Tensor, "*replica features features"]:
    """The matrix by which attention layers with residuals act on one token, or on equal ones.

    ``maps`` are Σ_h W_O W_V of each layer, the lowest first.
    Result 4.6, math/04_attention.md.
    """
    identity = torch.eye(maps.shape[-1], dtype=maps.dtype, device=maps.device)
    whole = identity.expand(*maps.shape[:-3], *identity.shape)
    for C in maps.unbind(-3):
        whole = (identity + C) @ whole  # (4.p)
    return whole


def fixed_pattern_map(
    patterns: Float[Tensor, "*replica head position position"],
    maps: Float[Tensor, "*replica head features features"],
) -> Float[Tensor, "*replica content content"]:
    """The matrix by which attention with weights that ignore the content acts on all positions.

    ``maps`` are W_O W_V of each head; the content is the positions' inputs end to end, and the
    residual is part of the map.
    Result 4.7, math/04_attention.md.
    """
    blocks = torch.einsum("...hij,...hab->...iajb", patterns, maps)
    mixed = blocks.flatten(-2).flatten(-3, -2)
    return torch.eye(mixed.shape[-1], dtype=mixed.dtype, device=mixed.device) + mixed  # (4.q)


def dot_product_variance(
    queries: Float[Tensor, "*axes features features"],
    keys: Float[Tensor, "*axes features features"],
) -> Float[Tensor, "*axes"]:
    """Variance of q·k, before scaling, for independent q and k of mean 0 and these covariances.

    Result 4.8, math/04_attention.md.
    """
    return (queries * keys.transpose(-2, -1)).sum((-2, -1))  # (4.s)


def attend_multiset(
    scores: Float[Tensor, "*axes kind"],
    values: Float[Tensor, "*axes kind features"],
    counts: Float[Tensor, "*axes kind"],
) -> Float[Tensor, "*axes features"]:
    """What attention without positions returns when each kind of token occurs so many times.

    Result 4.9, math/04_attention.md.
    """
    mass = counts * (scores - scores.amax(-1, keepdim=True)).exp()
    return (mass.unsqueeze(-1) * values).sum(-2) / mass.sum(-1, keepdim=True)  # (4.t)


def linear_attention(
    queries: Float[Tensor, "*axes time features"],
    keys: Float[Tensor, "*axes time features"],
    values: Float[Tensor, "*axes time outputs"],
) -> Float[Tensor, "*axes time outputs"]:
    """Causal linear attention, run as the recurrence that it is.

    Queries and keys are features already, φ(q) and φ(k).
    Result 4.10, math/04_attention.md.
    """
    S = torch.zeros_like(keys[..., 0, :, None] * values[..., 0, None, :])
    z = torch.zeros_like(keys[..., 0, :])
    outputs = []
    for q, k, v in zip(queries.unbind(-2), keys.unbind(-2), values.unbind(-2), strict=True):
        S = S + k.unsqueeze(-1) * v.unsqueeze(-2)
        z = z + k
        o = (q.unsqueeze(-1) * S).sum(-2) / (q * z).sum(-1, keepdim=True)  # (4.u)
        outputs.append(o)
    return torch.stack(outputs, -2)


def rotation(offset: int, width: int) -> Float[Tensor, "width width"]:
    """The matrix R that turns neighbouring pairs of coordinates by ω_m × ``offset``, in float64.

    Rotary scores are q·R(j − i)k; sinusoidal positions shift by R(−k).
    Result 4.11, math/04_attention.md.
    """
    pairs = torch.arange(width // 2, dtype=torch.float64)
    angles = offset * 10_000.0 ** (-2 * pairs / width)
    cosines = angles.cos().repeat_interleave(2)
    sines = torch.stack([angles.sin(), torch.zeros_like(angles)], -1).flatten()[:-1]
    return cosines.diag() + sines.diag(-1) - sines.diag(1)  # (4.v)


class LayerMacs(NamedTuple):
    """Multiplications in the matrix products of one layer, as wide as its input."""

    attention: int
    rnn: int
    gru: int
    lstm: int


def layer_macs(n: int, d: int) -> LayerMacs:
    """What one layer of each kind multiplies over ``n`` positions at width ``d``.

    Result 4.12, math/04_attention.md.
    """
    step = 2 * n * d**2
    return LayerMacs(
        attention=4 * n * d**2 + 2 * n**2 * d,  # (4.w)
        rnn=step,
        gru=3 * step,
        lstm=4 * step,
    )


class Partial(NamedTuple):
    """A softmax average over some of the positions, open to more; the output is total / mass."""

    highest: Float[Tensor, "*axes"]
    mass: Float[Tensor, "*axes"]
    total: Float[Tensor, "*axes features"]


def merge(first: Partial, second: Partial) -> Partial:
    """The softmax average over the union of two disjoint sets of positions.

    Result 4.13, math/04_attention.md.
    """
    highest = torch.maximum(first.highest, second.highest)
    a, b = (first.highest - highest).exp(), (second.highest - highest).exp()
    return Partial(
        highest=highest,
        mass=a * first.mass + b * second.mass,
        total=a.unsqueeze(-1) * first.total + b.unsqueeze(-1) * second.total,
    )  # (4.x)
