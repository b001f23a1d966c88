"""Multi-query attention: heads that differ in what they ask alone (Shazeer 2019)."""

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.interface import State
from sequence_models.architectures.positions import Positions
from sequence_models.architectures.projections import Glorot
from sequence_models.architectures.transformer import Attention
from sequence_models.replicas import Streams


class MultiQueryHeads(MultiHeadAttention):
    """Every head asks for itself; keys and values are those of one head, and so is the cache."""

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
        super().__init__(
            width,
            heads,
            streams=streams,
            positions=positions,
            causal=causal,
            window=window,
            dtype=dtype,
        )
        self.W_k, self.W_v = (
            Glorot(width, width // heads, streams=streams, dtype=dtype) for _ in range(2)
        )

    def initial_cache(self, batch: int) -> State:
        """Keys and values of no steps, for one head."""
        return tuple(part[:, :, :1] for part in super().initial_cache(batch))

    def project(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """A query for each head, and one key and one value for all."""
        return self.split(self.W_q(x)), self.W_k(x).unsqueeze(2), self.W_v(x).unsqueeze(2)

    def read(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch 1 keys head"],
        v: Float[Tensor, "replica batch 1 keys head"],
    ) -> Float[Tensor, "replica batch heads queries head"]:
        """Every head reads the same."""
        heads = (-1, -1, self.heads, -1, -1)
        return super().read(q, k.expand(heads), v.expand(heads))


class MultiQueryAttention(Attention):
    """Blocks of attention with one key and one value for all heads."""

    mechanism = MultiQueryHeads
