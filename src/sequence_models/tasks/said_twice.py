"""Random letters, said and said again: what a model that recalls in context gains from."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class SaidTwice(Classification):
    """Name the next of ``length`` random symbols that are said twice.

    Scored is what follows each symbol when all are said ``again``, or else when they are first
    said, where a guess among all symbols is the best.

        inputs    c  a  e  c  a      (length = 3)
        target    ·  ·  ·  a  e
    """

    drawn_once = True

    length: int = 8
    symbols: int = 27
    again: bool = True

    @property
    def inputs(self) -> int:
        """One-hot symbols."""
        return self.symbols

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Symbols are uniform."""
        said = integers(streams, self.symbols, batch, self.length).repeat(1, 1, 2)
        place = torch.arange(2 * self.length - 1)
        scored = place >= self.length if self.again else place < self.length - 1
        return Batch(one_hot(said[..., :-1], self.inputs), said[..., 1:], scored.view(1, 1, -1))
