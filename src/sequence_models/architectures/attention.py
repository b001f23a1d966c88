"""Scaled dot-product attention with several heads (Vaswani et al. 2017), and its cache."""

import math

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import affine
from sequence_models.architectures.positions import Positions
from sequence_models.architectures.projections import Glorot
from sequence_models.differentiation import once
from sequence_models.replicas import Streams


class MultiHeadAttention(nn.Module):
    """Every position asks, every position it may see answers, each head on a share of the width.

    The cache is the keys and values of the steps seen; a ``window`` keeps the last of them only.
    Keys are cached as projected and turned when read, so a cache can start anywhere.
    """

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        streams: Streams,
        positions: Positions,
        causal: bool,
        window: int | None,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__()
        self.width, self.heads = width, heads
        self.positions, self.causal, self.window = positions, causal, window
        self.draw(streams, dtype)

    def draw(self, streams: Streams, dtype: torch.dtype | None) -> None:
        """What is learned: the maps of (4.a) and (4.e)."""
        self.W_q, self.W_k, self.W_v, self.W_o = (
            Glorot(self.width, self.width, streams=streams, dtype=dtype) for _ in range(4)
        )

    def initial_cache(self, batch: int) -> State:
        """Nothing seen: keys and values of no steps. An encoder carries nothing at all."""
        weight = self.W_k.weight
        empty = self.split(weight.new_zeros(len(weight), batch, 0, self.width))
        return (empty, empty) if self.causal else ()

    def forward(
        self, x: Float[Tensor, "replica batch time width"], cache: State
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """Read by content; return what was read, and the cache with these steps in it."""
        known = "forward_whole" in vars(type(self))  # not inherited: an heir may change a part
        if known and once() and self.seen(cache) == 0:
            return self.forward_whole(x)
        q, k, v = self.project(x, self.seen(cache))
        if cache:
            k, v = torch.cat([cache[0], k], -2), torch.cat([cache[1], v], -2)
        read = self.read(q, k, v)
        y = self.W_o(read.transpose(2, 3).flatten(-2))  # (4.e)
        return y, self.keep(k, v)

    def forward_whole(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """The same where nothing was seen before; what the distance adds, within the product."""
        q, k, v = self.project(x, 0) if self.heads == 1 else self.project_joined(x)
        asked, found = (self.positions.turn(part, 0).flatten(0, 2) for part in (q, k))
        scores = product(asked, found, self.added(x), self.scale(q.shape[-1]))  # (4.b)
        read = torch.bmm(softmax(scores), v.flatten(0, 2)).view(v.shape)  # (4.c), (4.d)
        return self.W_o(read.transpose(2, 3).flatten(-2)), self.keep(k, v)  # (4.e)

    def project_joined(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """``project`` by one product; with one head its parts would be strided, and slower."""
        maps = (self.W_q, self.W_k, self.W_v)
        weights: list[Tensor] = [W.weight for W in maps]
        biases: list[Tensor] = [W.bias for W in maps if W.bias is not None]
        qkv = affine(x, torch.cat(weights, 1), torch.cat(biases, 1))  # (4.a)
        heads = qkv.unflatten(-1, (3, self.heads, -1)).permute(3, 0, 1, 4, 2, 5).contiguous()
        q, k, v = heads.unbind(0)
        return q, k, v

    def added(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> Float[Tensor, "#heads time time"]:
        """What each distance adds to the scores, −∞ where a query may not see.

        Made once for each length, in a buffer that is no part of the layer's state.
        """
        name = f"added_to_{x.shape[2]}"
        if not hasattr(self, name):
            distance = distances(x.shape[2], x.shape[2])
            bias = self.positions.bias(distance, x).expand(-1, *distance.shape)
            hidden = bias.masked_fill(~self.visible(distance), -math.inf)
            self.register_buffer(name, hidden, persistent=False)
        return self.get_buffer(name)

    def seen(self, cache: State) -> int:
        """How many steps came before, or, where a window forgot some, how many are cached."""
        return cache[0].shape[-2] if cache else 0

    def project(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What each position asks, how it can be found, and what it answers; the first stands
        at ``first``."""
        return self.split(self.W_q(x)), self.split(self.W_k(x)), self.split(self.W_v(x))  # (4.a)

    def split(
        self, x: Float[Tensor, "replica batch time width"]
    ) -> Float[Tensor, "replica batch heads time head"]:
        """Each head's share of the width."""
        return x.unflatten(-1, (self.heads, -1)).transpose(2, 3)

    def read(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
        v: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries head"]:
        """Values averaged by the weights."""
        return self.pattern(q, k) @ v  # (4.d)

    def pattern(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries keys"]:
        """Non-negative weights that sum to one over the keys."""
        distance = distances(q.shape[-2], k.shape[-2])
        scores = self.scores(q, k) + self.positions.bias(distance, q)
        return softmax(scores.masked_fill(~self.visible(distance), -math.inf))  # (4.c)

    def scores(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries keys"]:
        """q·k/√d, after positions have turned both."""
        q = self.positions.turn(q, self.offset(q, k))
        return q @ self.positions.turn(k, 0).transpose(-1, -2) * self.scale(q.shape[-1])  # (4.b)

    def scale(self, head: int) -> float:
        """What makes the scores' variance independent of the head's width."""
        return head**-0.5

    def offset(self, q: Tensor, k: Tensor) -> int:
        """The queries are the last of the keys' steps; how many came before them."""
        return k.shape[-2] - q.shape[-2]

    def visible(self, distance: Int[Tensor, "queries keys"]) -> Bool[Tensor, "queries keys"]:
        """Which keys a query may see: causal ones see back only, windowed ones ``window`` steps."""
        seen = distance >= 0 if self.causal else torch.ones_like(distance, dtype=torch.bool)
        return seen if self.window is None else seen & (distance.abs() < self.window)

    def keep(self, k: Tensor, v: Tensor) -> State:
        """What later steps can still see."""
        if not self.causal:
            return ()
        gone = 0 if self.window is None else max(0, k.shape[-2] - self.window + 1)
        return k[..., gone:, :], v[..., gone:, :]


def product(
    q: Float[Tensor, "sequence queries head"],
    k: Float[Tensor, "sequence keys head"],
    added: Float[Tensor, "heads queries keys"],
    scale: float,
) -> Float[Tensor, "sequence queries keys"]:
    """scale · q·k + what is added, head by head."""
    if len(added) > 1:
        added = added.repeat(len(q) // len(added), 1, 1)
    return torch.baddbmm(added, q, k.transpose(1, 2), alpha=scale)


def softmax(scores: Float[Tensor, "*axes keys"]) -> Float[Tensor, "*axes keys"]:
    """Over the keys. Torch is slow along an axis that is last and short: there, along the first."""
    keys = scores.shape[-1]
    if keys >= 16 or keys == 0:
        return scores.softmax(-1)
    return scores.reshape(-1, keys).t().contiguous().softmax(0).t().reshape(scores.shape)


def distances(queries: int, keys: int) -> Int[Tensor, "queries keys"]:
    """Steps from each query back to each key; the last query stands at the last key."""
    return torch.arange(keys - queries, keys).unsqueeze(1) - torch.arange(keys)
