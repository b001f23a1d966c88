"""Recall of the first symbol across distractors."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class FirstSymbol(Classification):
    """Name, after the last of ``lag`` distractors, the symbol that came first.

    The distractors come from an alphabet of their own, so nothing else has to be ignored.

        inputs    b  6  4  7  5      (lag = 4, symbols a to d, distractors 4 to 7)
        target    ·  ·  ·  ·  b
    """

    drawn_once = True

    lag: int
    symbols: int = 4
    rate: float = 1e-3

    @property
    def inputs(self) -> int:
        """One-hot: the symbols, then as many distractors."""
        return 2 * self.symbols

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Symbols and distractors are uniform."""
        tokens = integers(streams, self.symbols, batch, 1 + self.lag)
        targets = tokens[..., :1].expand_as(tokens)
        tokens = tokens + self.symbols * (torch.arange(1 + self.lag) > 0)
        scored = torch.arange(1 + self.lag) == self.lag
        return Batch(
            one_hot(tokens, self.inputs),
            targets,
            scored.view(1, 1, -1),
        )
