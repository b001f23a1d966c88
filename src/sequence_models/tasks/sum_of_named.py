"""Retrieve several values, then compute."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from sequence_models.replicas import Streams, integers, uniform
from sequence_models.tasks.interface import Batch, Classification


@dataclass(frozen=True, kw_only=True)
class SumOfNamed(Classification):
    """Give the sum, modulo ``modulus``, of the ``named`` values whose places the last step names.

    With modulus 2 it is the parity of as many of ``items`` bits; with ``named=1`` there is nothing
    to compute. Where a value stands is told by its position alone.

        value     1  0  1  1  ·
        named     ·  ·  ·  ·  1 2 4      (items = 4, named = 3, modulus = 2)
        target    ·  ·  ·  ·  0
    """

    items: int = 4
    named: int = 3
    modulus: int = 2
    batch: int = 32
    rate: float = 3e-3

    @property
    def inputs(self) -> int:
        """One-hot value, then a one for each place that is named."""
        return self.modulus + self.items

    @property
    def outputs(self) -> int:
        """One class per residue."""
        return self.modulus

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Values are uniform, and so is the set of different places."""
        values = integers(streams, self.modulus, batch, self.items)
        named = uniform(streams, batch, self.items).argsort(-1)[..., : self.named]
        total = values.gather(-1, named).sum(-1, keepdim=True) % self.modulus
        shown = F.pad(F.one_hot(values, self.modulus), (0, self.items, 0, 1))
        shown[..., -1, self.modulus :] = F.one_hot(named, self.items).sum(-2)
        return Batch(
            shown.to(torch.get_default_dtype()),
            total.expand(-1, -1, self.items + 1),
            (torch.arange(self.items + 1) == self.items).view(1, 1, -1),
        )
