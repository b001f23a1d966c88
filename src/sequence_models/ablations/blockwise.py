"""Blockwise attention with one mechanism removed."""

import torch
from torch import Tensor

from sequence_models.architectures.blockwise import BlockwiseAttention, BlockwiseHeads


class UnrescaledHeads(BlockwiseHeads):
    """A running sum whose earlier part keeps the scale that it had."""

    def read_row(self, q: Tensor, k: Tensor, v: Tensor, first: int) -> Tensor:
        """Each block of keys is scaled by the largest of its own scores."""
        z, o = torch.zeros_like(q[..., :1]), torch.zeros_like(q)
        for start in range(0, min(k.shape[-2], first + q.shape[-2]), self.block):
            keys, values = (part[..., start : start + self.block, :] for part in (k, v))
            s = self.block_scores(q, keys, first, start)
            weights = (s - s.amax(-1, keepdim=True)).exp()
            z, o = z + weights.sum(-1, keepdim=True), o + weights @ values
        return o / z


class BlockwiseAttentionUnrescaled(BlockwiseAttention):
    """What was summed before a larger score arrives is not rescaled."""

    mechanism = UnrescaledHeads
