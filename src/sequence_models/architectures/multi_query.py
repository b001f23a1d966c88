"""Heads that differ in what they ask alone: all of them (Shazeer 2019), or in groups
(Ainslie et al. 2023)."""

from typing import ClassVar

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.interface import State
from sequence_models.architectures.projections import Glorot
from sequence_models.architectures.transformer import Attention
from sequence_models.replicas import Streams


class MultiQueryHeads(MultiHeadAttention):
    """Every head asks for itself; keys and values are those of one head, and so is the cache.

    There may be several ``groups``, whose heads share a key and a value.
    """

    groups: ClassVar[int] = 1

    def draw(self, streams: Streams, dtype: torch.dtype | None) -> None:
        """As ever, and then fewer keys and values."""
        super().draw(streams, dtype)
        self.W_k, self.W_v = (
            Glorot(
                self.width, self.groups * (self.width // self.heads), streams=streams, dtype=dtype
            )
            for _ in range(2)
        )

    def initial_cache(self, batch: int) -> State:
        """Keys and values of no steps, for one head of each group."""
        return tuple(part[:, :, : self.groups] for part in super().initial_cache(batch))

    def project(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """A query for each head, and one key and one value for all of a group."""
        k, v = (W(x).unflatten(-1, (self.groups, -1)).transpose(2, 3) for W in (self.W_k, self.W_v))
        return self.split(self.W_q(x)), k, v

    def read(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch groups keys head"],
        v: Float[Tensor, "replica batch groups keys head"],
    ) -> Float[Tensor, "replica batch heads queries head"]:
        """Every head of a group reads the same."""
        k, v = (part.repeat_interleave(self.heads // self.groups, 2) for part in (k, v))
        return super().read(q, k, v)


class MultiQueryAttention(Attention):
    """Blocks of attention with one key and one value for all heads."""

    mechanism = MultiQueryHeads


class PairedQueryHeads(MultiQueryHeads):
    """The first half of the heads shares a key and a value, and the second half."""

    groups = 2


class GroupedQueryAttention(Attention):
    """Blocks of attention with two keys and two values, each for half of the heads."""

    mechanism = PairedQueryHeads
