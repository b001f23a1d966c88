"""Parity of everything so far, asked at every step."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class RunningParity(Classification):
    """Say at every step whether the number of ones so far is odd; the last quarter is scored
    where ``late`` is set.

        inputs    1  0  1  1  0  1
        target    1  1  0  1  1  0
    """

    drawn_once = True

    length: int = 12
    late: bool = False
    batch: int = 32

    @property
    def inputs(self) -> int:
        """One-hot bit."""
        return 2

    @property
    def outputs(self) -> int:
        """Even, odd."""
        return 2

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Bits are uniform."""
        bits = integers(streams, 2, batch, self.length)
        scored = torch.arange(self.length) >= (3 * self.length // 4 if self.late else 0)
        return Batch(
            one_hot(bits, 2),
            bits.cumsum(-1) % 2,
            scored.view(1, 1, -1),
        )
