"""Recall of any symbol by its place, asked after all have gone by."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class IndexRecall(Classification):
    """Name the symbol that stood at the place asked for, when all have gone by.

    Symbols and places are uniform; the question is the last step. With ``asked`` it is always
    for that place, counted from 0.

        inputs    b  d  a  a  2nd?      (places = 4, symbols a to d)
        target    ·  ·  ·  ·  d
    """

    places: int
    symbols: int = 4
    batch: int = 32
    asked: int | None = None

    @property
    def inputs(self) -> int:
        """One-hot: the symbols, then the places."""
        return self.symbols + self.places

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Fresh symbols and one question per sequence."""
        symbols = integers(streams, self.symbols, batch, self.places)
        asked = integers(streams, self.places, batch, 1)
        if self.asked is not None:
            asked = torch.full_like(asked, self.asked)
        answer = symbols.gather(-1, asked)
        return Batch(
            one_hot(torch.cat([symbols, self.symbols + asked], -1), self.inputs),
            answer.expand(-1, -1, self.places + 1),
            (torch.arange(self.places + 1) == self.places).view(1, 1, -1),
        )
