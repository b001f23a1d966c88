"""Silence until asked: a number is stored, nothing is said, then it is named once."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers, uniform
from sequence_models.tasks.interface import Batch, Regression


@dataclass(frozen=True, kw_only=True)
class SilentUntilAsked(Regression):
    """Say nothing, which is zero, until asked; then name the number that came first.

    The number is uniform in [−1, 1]; the question falls on a uniform later step.

        number    .7   0   0   0   0   0      (length = 6)
        asked      0   0   0   1   0   0
        target     0   0   0  .7   0   0
    """

    length: int = 24

    @property
    def inputs(self) -> int:
        """The number, and whether it is asked for."""
        return 2

    @property
    def outputs(self) -> int:
        """The number, or zero."""
        return 1

    def sample(self, streams: Streams, batch: int) -> Batch:
        """One number and one question per sequence; every step is scored."""
        number = (2 * uniform(streams, batch, 1) - 1).to(torch.get_default_dtype())
        t = torch.arange(self.length)
        asked = (t == 1 + integers(streams, self.length - 1, batch, 1)).to(number.dtype)
        return Batch(
            torch.stack([number * (t == 0), asked], -1),
            (number * asked).unsqueeze(-1),
            torch.ones(1, 1, self.length, dtype=torch.bool),
        )
