"""Modules with the calling convention of torch.nn.MultiheadAttention or TransformerEncoderLayer."""

import math
from collections.abc import Callable
from functools import partial

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.adapters.replicated import Replicated
from sequence_models.architectures.attention import MultiHeadAttention, distances
from sequence_models.architectures.interface import NotExposed, State
from sequence_models.architectures.layers import between
from sequence_models.architectures.positions import Positions, Rotary
from sequence_models.replicas import Streams

MATRICES = ("in_proj_weight", "out_proj.weight", "linear1.weight", "linear2.weight")


class Heads(nn.Module):
    """Attention that also returns the weights of every head."""

    def __init__(self, make: Callable[[], nn.Module]) -> None:
        super().__init__()
        self.module = make()

    def forward(self, queries: Tensor, keys: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What was read, and with which weights."""
        y, weights = self.module(
            queries, keys, keys, attn_mask=mask, need_weights=True, average_attn_weights=False
        )
        return y, weights


class Layer(nn.Module):
    """A whole layer, asked for its last positions."""

    def __init__(self, make: Callable[[], nn.Module]) -> None:
        super().__init__()
        self.module = make()

    def forward(self, queries: Tensor, keys: Tensor, mask: Tensor) -> tuple[Tensor]:
        """The stream beyond the layer, where the queries stand."""
        return (self.module(keys, src_mask=mask)[:, -queries.shape[1] :],)


class AttentionSubject(MultiHeadAttention):
    """Modules from elsewhere, one for every replica, in place of our heads.

    What is cached is what was seen, since the modules do not show their keys and values.
    """

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        make: Callable[[int, int], nn.Module],
        asked: type[Heads] | type[Layer] = Heads,
        streams: Streams,
        positions: Positions,
        causal: bool,
        window: int | None,
        dtype: torch.dtype | None,
    ) -> None:
        nn.Module.__init__(self)
        if isinstance(positions, Rotary):
            raise NotExposed("the queries and keys of a module from elsewhere cannot be rotated")
        self.width, self.heads = width, heads
        self.positions, self.causal, self.window = positions, causal, window
        self.asked = asked
        self.network = Replicated(
            lambda: asked(partial(make, width, heads)), streams=streams, dtype=dtype
        )
        self.start(streams)

    def start(self, streams: Streams) -> None:
        """Every matrix and bias as ours are at the start, where they have torch's names."""
        for name in self.network.names():
            number = self.network[name]
            if name.endswith(("linear1.bias", "linear2.bias")):
                number.zero_()
            elif name.endswith(MATRICES):
                fans = number.shape[1] + number.shape[2]
                if name.endswith("in_proj_weight"):
                    fans = 2 * self.width  # three matrices on top of one another
                bound = math.sqrt(6 / fans)
                number.copy_(between(streams, bound, *number.shape[1:], dtype=number.dtype))

    def initial_cache(self, batch: int) -> State:
        """Nothing seen. An encoder carries nothing at all."""
        like = next(self.network.parameters())
        return (like.new_zeros(len(like), batch, 0, self.width),) if self.causal else ()

    def forward(
        self, x: Float[Tensor, "replica batch time width"], cache: State
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """Read, and remember what was seen."""
        seen = torch.cat([cache[0], x], 2) if cache else x
        whole = seen if self.asked is Layer else x  # a layer takes as many steps as it returns
        y, *_ = self.network(x, seen, self.mask(whole, seen))
        gone = 0 if self.window is None else max(0, seen.shape[2] - self.window + 1)
        return y, (seen[:, :, gone:],) if self.causal else ()

    def mask(
        self, queries: Float[Tensor, "replica batch q width"], keys: Tensor
    ) -> Float[Tensor, "replica sequences_heads q k"]:
        """What is added to the scores of every head: −∞ where a query may not see."""
        distance = distances(queries.shape[2], keys.shape[2])
        bias = self.positions.bias(distance, queries).expand(self.heads, *distance.shape)
        added = bias.masked_fill(~self.visible(distance), -math.inf)
        return added.repeat(queries.shape[1], 1, 1).expand(len(queries), -1, -1, -1)

    def project(self, x: Tensor, first: int) -> tuple[Tensor, Tensor, Tensor]:
        """The modules project by themselves."""
        return x, x, x

    def pattern(self, q: Tensor, k: Tensor) -> Tensor:
        """The modules' own weights."""
        if self.asked is Layer:
            raise NotExposed("a layer from elsewhere does not show the weights of its attention")
        _, weights = self.network(q, k, self.mask(q, k))
        return weights
