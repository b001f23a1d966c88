"""Holding numbers, each until its own next mark."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from sequence_models.replicas import Streams, uniform
from sequence_models.tasks.interface import Batch, Regression


@dataclass(frozen=True, kw_only=True)
class SampleAndHold(Regression):
    """Per channel, give back the value at the latest mark, at every step.

    Values are uniform in [−1, 1); each step is marked with probability ``mark_probability``,
    the first one surely. With ``gated``, a value arrives at marks only, elsewhere zero. Values
    without a mark, of which nothing is asked, are ``loudness`` times as large. A mark is a one
    among zeros or, with ``band``, a number of at most 1/2 in size among larger ones, of 1 to 3/2,
    of either sign.

        value     .3 −.7  .9  .1 −.4  .6
        mark       1   0   0   1   0   0      (one channel)
        target    .3  .3  .3  .1  .1  .1
    """

    channels: int = 1
    length: int = 30
    mark_probability: float = 0.1
    gated: bool = False
    loudness: float = 1.0
    band: bool = False

    @property
    def inputs(self) -> int:
        """A value and a mark per channel."""
        return 2 * self.channels

    @property
    def outputs(self) -> int:
        """One held value per channel."""
        return self.channels

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Values, marks and channels are independent."""
        values = 2 * uniform(streams, batch, self.length, self.channels) - 1
        marks = uniform(streams, batch, self.length, self.channels) < self.mark_probability
        marks[:, :, 0] = True
        unmarked = 0.0 if self.gated else self.loudness
        shown = torch.where(marks, values, unmarked * values)
        told = self.banded(streams, marks) if self.band else marks.to(values.dtype)
        inputs = torch.cat([shown, told], -1)
        dtype = torch.get_default_dtype()
        scored = torch.ones(1, 1, self.length, dtype=torch.bool)
        return Batch(inputs.to(dtype), held(values, marks).to(dtype), scored)

    def banded(
        self, streams: Streams, marks: Bool[Tensor, "replica batch time channels"]
    ) -> Float[Tensor, "replica batch time channels"]:
        """Small numbers at the marks, and larger ones of either sign elsewhere."""
        number = uniform(streams, *marks.shape[1:]) - 0.5
        return torch.where(marks, number, number + number.sign())


def held(
    values: Float[Tensor, "replica batch time channels"],
    marks: Bool[Tensor, "replica batch time channels"],
) -> Float[Tensor, "replica batch time channels"]:
    """The value at the latest mark."""
    step = torch.arange(marks.shape[2]).view(-1, 1)
    latest = torch.where(marks, step, 0).cummax(2).values
    return values.gather(2, latest)
