"""The adding problem (Hochreiter and Schmidhuber 1997)."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from sequence_models.replicas import Streams, integers, uniform
from sequence_models.tasks.interface import Batch, Regression


@dataclass(frozen=True, kw_only=True)
class Adding(Regression):
    """Give, after the last step, the sum of the two marked numbers.

    Numbers are uniform in [0, 1); one mark falls in each half. A constant errs by 1/6.

        number    .3  .8  .1  .6  .2  .9      (length = 6)
        mark       0   1   0   0   1   0
        target     ·   ·   ·   ·   ·  1.0
    """

    length: int = 30

    @property
    def inputs(self) -> int:
        """A number and a mark."""
        return 2

    @property
    def outputs(self) -> int:
        """The sum."""
        return 1

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Each mark is uniform over its half."""
        half = self.length // 2
        numbers = uniform(streams, batch, self.length)
        first = integers(streams, half, batch)
        second = half + integers(streams, self.length - half, batch)
        marks = F.one_hot(first, self.length) + F.one_hot(second, self.length)
        total = (numbers * marks).sum(-1, keepdim=True).expand_as(numbers)
        scored = torch.arange(self.length) == self.length - 1
        dtype = torch.get_default_dtype()
        return Batch(
            torch.stack([numbers, marks.to(numbers.dtype)], -1).to(dtype),
            total.unsqueeze(-1).to(dtype),
            scored.view(1, 1, -1),
        )
