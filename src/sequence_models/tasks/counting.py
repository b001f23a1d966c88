"""Counting: strings of n a's and n b's."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Counting(Classification):
    """Say at each b of aⁿbⁿ whether it is the last.

    A batch holds the strings of n = 1, 2, … up to its size, so ``batch`` is the longest n.
    Nothing is drawn: the replicas differ in their weights alone.

        inputs    a  a  a  b  b  b      (n = 3; 0 goes on, 1 is the last)
        target    ·  ·  ·  0  0  1
    """

    batch: int = 8

    @property
    def inputs(self) -> int:
        """One-hot: a, b."""
        return 2

    @property
    def outputs(self) -> int:
        """Goes on, or is the last."""
        return 2

    def sample(self, streams: Streams, batch: int) -> Batch:
        """The strings of n = 1 … batch, padded with b's that are not scored."""
        n = torch.arange(1, batch + 1).unsqueeze(1)
        t = torch.arange(2 * batch)
        shape = (len(streams), batch, 2 * batch)
        return Batch(
            one_hot((t >= n).long(), 2).expand(*shape, 2),
            (t == 2 * n - 1).long().expand(shape),
            ((t >= n) & (t < 2 * n)).unsqueeze(0),
        )
