"""Retrieve two values, then compute."""

from dataclasses import dataclass

from sequence_models.replicas import Streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.sum_of_named import SumOfNamed


@dataclass(frozen=True, kw_only=True)
class SumOfTwo(Classification):
    """Give the sum, modulo ``modulus``, of the two values whose places the last step names.

    With modulus 2 it is the exclusive or of two of ``items`` bits. Where a value stands is told
    by its position alone.

        value     1  0  1  1  ·
        named     ·  ·  ·  ·  2 4      (items = 4, modulus = 2)
        target    ·  ·  ·  ·  1
    """

    items: int = 4
    modulus: int = 2
    batch: int = 64
    rate: float = 3e-3

    @property
    def inputs(self) -> int:
        """One-hot value, two-hot places."""
        return self.modulus + self.items

    @property
    def outputs(self) -> int:
        """One class per residue."""
        return self.modulus

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Values are uniform, and so is the pair of different places."""
        general = SumOfNamed(items=self.items, named=2, modulus=self.modulus)
        return general.sample(streams, batch)
