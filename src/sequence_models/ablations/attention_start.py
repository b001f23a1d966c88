"""Attention that is right and begins elsewhere."""

import torch

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.transformer import Attention
from sequence_models.replicas import Streams


class JoinedHeads(MultiHeadAttention):
    """Three maps of d numbers to d are begun as one of d to 3d."""

    def draw(self, streams: Streams, dtype: torch.dtype | None) -> None:
        """As ever, and then smaller."""
        super().draw(streams, dtype)
        with torch.no_grad():
            for drawn in (self.W_q, self.W_k, self.W_v):
                drawn.weight.mul_(0.5**0.5)  # √(6/(d + 3d)) in the place of √(6/(d + d))


class AttentionDrawnAsOne(Attention):
    """Queries, keys and values are drawn as one matrix, whose numbers Glorot makes smaller."""

    mechanism = JoinedHeads
