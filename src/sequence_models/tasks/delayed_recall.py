"""Recall at a fixed delay, asked at every step."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class DelayedRecall(Classification):
    """At every step, name the symbol that came ``delay`` steps before.

    inputs    b  d  a  c  a  b      (delay = 2)
    target    ·  ·  b  d  a  c
    """

    drawn_once = True

    delay: int
    length: int = 24
    symbols: int = 8

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
        tokens = integers(streams, self.symbols, batch, self.length)
        scored = torch.arange(self.length) >= self.delay
        return Batch(
            one_hot(tokens, self.inputs),
            tokens.roll(self.delay, -1),
            scored.view(1, 1, -1),
        )
