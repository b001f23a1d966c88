"""Silence until asked: a number is stored, and named at questions alone."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, uniform
from sequence_models.tasks.interface import Batch, Regression


@dataclass(frozen=True, kw_only=True)
class SilentUntilAsked(Regression):
    """Say nothing, which is zero, until asked; then name the number that came first.

    The number is uniform in [−1, 1); each later step asks with probability ``asked``.

        number    .7   0   0   0   0   0      (length = 6)
        asked      0   0   0   1   0   1
        target     0   0   0  .7   0  .7
    """

    length: int = 24
    asked: float = 0.2

    @property
    def inputs(self) -> int:
        """The number, and whether it is asked for."""
        return 2

    @property
    def outputs(self) -> int:
        """The number, or zero."""
        return 1

    def sample(self, streams: Streams, batch: int) -> Batch:
        """One number per sequence; every step is scored."""
        first = torch.arange(self.length) == 0
        number = 2 * uniform(streams, batch, 1) - 1
        asked = (uniform(streams, batch, self.length) < self.asked) & ~first
        dtype = torch.get_default_dtype()
        return Batch(
            torch.stack([number * first, asked.to(number.dtype)], -1).to(dtype),
            (number * asked).unsqueeze(-1).to(dtype),
            torch.ones(1, 1, self.length, dtype=torch.bool),
        )
