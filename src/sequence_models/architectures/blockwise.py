"""The same attention, read block by block: no more scores are held than one block has."""

import math

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.transformer import Attention


class BlockwiseHeads(MultiHeadAttention):
    """Softmax by a running maximum m, sum z and weighted sum o (Milakov and Gimelshein 2018).

    A larger score arriving later rescales what was summed before it, so the result is exact.
    """

    block = 16

    def read(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
        v: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries head"]:
        """Queries block by block, each over all blocks of keys."""
        first = self.offset(q, k)
        rows = [
            self.read_row(rows, k, v, first + self.block * number)
            for number, rows in enumerate(q.split(self.block, -2))
        ]
        return torch.cat(rows, -2)

    def read_row(self, q: Tensor, k: Tensor, v: Tensor, first: int) -> Tensor:
        """One block of queries, standing at ``first`` and after."""
        m = q.new_full((*q.shape[:-1], 1), -math.inf)
        z, o = torch.zeros_like(m), torch.zeros_like(q)
        for start in range(0, k.shape[-2], self.block):
            keys, values = (part[..., start : start + self.block, :] for part in (k, v))
            s = self.block_scores(q, keys, first, start)
            higher = torch.maximum(m, s.amax(-1, keepdim=True))
            shift = higher.masked_fill(higher == -math.inf, 0.0)
            old, new = (m - shift).exp(), (s - shift).exp()
            z = z * old + new.sum(-1, keepdim=True)
            m, o = higher, o * old + new @ values
        return o / z

    def block_scores(self, q: Tensor, k: Tensor, first: int, start: int) -> Tensor:
        """Scores of one block of queries against one block of keys, hidden keys at −∞."""
        queries = torch.arange(first, first + q.shape[-2])
        distance = queries.unsqueeze(1) - torch.arange(start, start + k.shape[-2])
        s = self.positions.turn(q, first) @ self.positions.turn(k, start).transpose(-1, -2)
        s = s * self.scale(q.shape[-1]) + self.positions.bias(distance, q)
        return s.masked_fill(~self.visible(distance), -math.inf)


class BlockwiseAttention(Attention):
    """Attention that holds scores of 16 queries by 16 keys at a time."""

    mechanism = BlockwiseHeads
