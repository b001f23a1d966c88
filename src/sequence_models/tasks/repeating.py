"""Repeating a sequence of symbols at once, forwards or backwards."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Repeating(Classification):
    """At the sign to go, repeat the symbols, each answer being given before the next is asked.

    With ``backwards`` the last symbol comes first.

        inputs    b  a  d  !  b  a      (length = 3, ! go)
        target    ·  ·  ·  b  a  d
    """

    drawn_once = True

    length: int = 16
    symbols: int = 8
    backwards: bool = False
    rate: float = 5e-3

    @property
    def inputs(self) -> int:
        """One-hot: the symbols, the sign to go."""
        return self.symbols + 1

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Symbols are uniform."""
        symbols = integers(streams, self.symbols, batch, self.length)
        answers = symbols.flip(-1) if self.backwards else symbols
        go = symbols.new_full((*symbols.shape[:2], 1), self.symbols)
        tokens = torch.cat([symbols, go, answers[..., :-1]], -1)
        scored = torch.arange(2 * self.length) >= self.length
        return Batch(
            one_hot(tokens, self.inputs),
            torch.cat([symbols, answers], -1),
            scored.view(1, 1, -1),
        )
