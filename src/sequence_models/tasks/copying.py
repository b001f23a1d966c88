"""The copying problem (Hochreiter and Schmidhuber 1997; in the form of Arjovsky et al. 2016)."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Copying(Classification):
    """After ``delay`` steps, repeat the ``remembered`` symbols with which the sequence began.

    Everywhere else the answer is the blank. A sequence has delay + 2·remembered steps.
    Without memory the best mean loss is remembered · ln(symbols) / (delay + 2·remembered).

        inputs    b  a  _  _  !  _  _      (delay = 3, remembered = 2, _ blank, ! go)
        target    _  _  _  _  _  b  a
    """

    drawn_once = True

    delay: int
    remembered: int = 10
    symbols: int = 8

    @property
    def inputs(self) -> int:
        """One-hot: the symbols, the blank, the sign to go."""
        return self.symbols + 2

    @property
    def outputs(self) -> int:
        """One class per symbol, and the blank."""
        return self.symbols + 1

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Symbols are uniform."""
        blank, go = self.symbols, self.symbols + 1
        symbols = integers(streams, self.symbols, batch, self.remembered)
        waiting = symbols.new_full((*symbols.shape[:2], self.delay + self.remembered), blank)
        targets = torch.cat([waiting, symbols], -1)
        tokens = torch.cat([symbols, waiting], -1)
        tokens[..., self.remembered + self.delay - 1] = go
        scored = torch.ones(1, 1, tokens.shape[-1], dtype=torch.bool)
        inputs = one_hot(tokens, self.inputs)
        return Batch(inputs, targets, scored)
