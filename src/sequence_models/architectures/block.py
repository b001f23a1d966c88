"""What stands around attention in a Transformer: normalisation, feed-forward, residual."""

from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.interface import State
from sequence_models.architectures.normalised import normalise
from sequence_models.architectures.projections import Glorot
from sequence_models.differentiation import once
from sequence_models.replicas import Streams

Normalisation = Literal["none", "pre", "post"]


class LayerNorm(nn.Module):
    """Each vector less its mean, over its deviation, times γ, plus β (Ba et al. 2016)."""

    axis = -1

    def __init__(self, replicas: int, width: int, *, dtype: torch.dtype | None) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(replicas, 1, 1, width, dtype=dtype))
        self.beta = nn.Parameter(torch.zeros(replicas, 1, 1, width, dtype=dtype))

    def forward(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> Float[Tensor, "replica batch time width"]:
        """Mean 0 and variance 1 before γ and β."""
        if once() and type(self) is LayerNorm:
            return normalise(x, self.gamma, self.beta)
        centred = x - x.mean(self.axis, keepdim=True)
        variance = centred.square().mean(self.axis, keepdim=True)
        return self.gamma * centred * (variance + 1e-5).rsqrt() + self.beta  # (5.a)


class FeedForward(nn.Module):
    """Position by position: widen, bend, narrow."""

    def __init__(
        self, width: int, slots: int, *, streams: Streams, dtype: torch.dtype | None
    ) -> None:
        super().__init__()
        self.W_1 = Glorot(width, slots, streams=streams, dtype=dtype)
        self.W_2 = Glorot(slots, width, streams=streams, dtype=dtype)

    def forward(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> Float[Tensor, "replica batch time width"]:
        """W₂ φ(W₁ x + b₁) + b₂."""
        return self.W_2(self.bend(self.W_1(x)))  # (5.b)

    def bend(self, slots: Tensor) -> Tensor:
        """φ, the only nonlinearity: max(0, ·)."""
        return slots.relu()


class Joint(nn.Module):
    """How a branch f joins the stream: LN(x + f(x)), x + f(LN(x)), or x + f(x)   (5.c), (5.d)."""

    def __init__(self, normalisation: Normalisation, norm: nn.Module) -> None:
        super().__init__()
        self.norm = norm if normalisation != "none" else None
        self.pre = normalisation == "pre"

    def entering(self, x: Tensor) -> Tensor:
        """What the sub-layer is given."""
        return self.norm(x) if self.norm is not None and self.pre else x

    def leaving(self, x: Tensor, computed: Tensor) -> Tensor:
        """The stream beyond the sub-layer."""
        joined = self.join(x, computed)
        return self.norm(joined) if self.norm is not None and not self.pre else joined

    def join(self, x: Tensor, computed: Tensor) -> Tensor:
        """The residual connection."""
        return x + computed


class Block(nn.Module):
    """Attention, then (unless ``feedforward`` is None) a feed-forward layer, each joined."""

    def __init__(
        self,
        attention: MultiHeadAttention,
        attended: Joint,
        feedforward: FeedForward | None = None,
        computed: Joint | None = None,
    ) -> None:
        super().__init__()
        self.attention, self.attended = attention, attended
        self.feedforward, self.computed = feedforward, computed

    def forward(
        self, x: Float[Tensor, "replica batch time width"], cache: State
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """The stream beyond this block, and its cache."""
        read, cache = self.attention(self.attended.entering(x), cache)
        x = self.attended.leaving(x, read)
        if self.feedforward is not None and self.computed is not None:
            x = self.computed.leaving(x, self.feedforward(self.computed.entering(x)))
        return x, cache

    def pattern(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> Float[Tensor, "replica batch heads time time"]:
        """The attention weights on this stream."""
        q, k, _ = self.attention.project(self.attended.entering(x), 0)
        return self.attention.pattern(q, k)
