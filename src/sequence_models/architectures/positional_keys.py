"""Attention that is addressed by place alone."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.interface import State
from sequence_models.replicas import Streams, normal


class PositionalKeys(MultiHeadAttention):
    """Each position has a free vector for its key, N(0, 1) at the start; only queries and values
    see content. So for a given question the output is affine in what the positions hold.

    The cache ends with the number of steps seen, which a window does not forget.
    """

    longest = 64

    def draw(self, streams: Streams, dtype: torch.dtype | None) -> None:
        """As ever, and the table."""
        super().draw(streams, dtype)
        table = normal(streams, 1, self.longest, self.width)
        self.keys = nn.Parameter(table.to(self.W_k.weight.dtype))

    def initial_cache(self, batch: int) -> State:
        """Nothing seen."""
        cache = super().initial_cache(batch)
        return (*cache, self.keys.new_zeros(len(self.keys), batch, 1)) if cache else ()

    def forward(
        self, x: Float[Tensor, "replica batch time width"], cache: State
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """As ever, and count the steps."""
        y, kept = super().forward(x, cache)
        return y, (*kept, cache[-1] + x.shape[2]) if cache else kept

    def seen(self, cache: State) -> int:
        """How many steps came before."""
        return int(cache[-1][0, 0, 0]) if cache else 0

    def project(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Keys from the table, the rest from the stream."""
        q, _, v = super().project(x, first)
        rows = self.keys[:, :, first : first + x.shape[2]]
        return q, self.split(self.W_k(rows)).expand_as(v), v
