"""Going on as before: the task of induction heads (Elhage et al. 2021, Olsson et al. 2022)."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, uniform
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Induction(Classification):
    """After a text of different symbols, each but its last is shown again: name what followed it.

    The questions come in random order.

        inputs    c  a  e  b  e  c  a      (length = 4)
        target    ·  ·  ·  ·  b  a  e
    """

    length: int = 8
    symbols: int = 16

    @property
    def inputs(self) -> int:
        """One-hot symbols."""
        return self.symbols

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """The text is drawn without replacement."""
        text = uniform(streams, batch, self.symbols).argsort(-1)[..., : self.length]
        asked = uniform(streams, batch, self.length - 1).argsort(-1)
        tokens = torch.cat([text, text.gather(-1, asked)], -1)
        targets = torch.cat([text, text.gather(-1, asked + 1)], -1)
        scored = torch.arange(2 * self.length - 1) >= self.length
        return Batch(
            one_hot(tokens, self.inputs),
            targets,
            scored.view(1, 1, -1),
        )
