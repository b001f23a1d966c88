"""Repeating sequences of different lengths, each filled up to one length with blanks."""

from dataclasses import dataclass

import torch
from jaxtyping import Int
from torch import Tensor

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class RepeatingUpTo(Classification):
    """At the sign to go, repeat the ``shown`` symbols that came after blanks; their number is
    uniform from 1 to ``longest`` where ``shown`` is None.

        inputs    ·  b  a  d  !  b  a  ·      (longest = 4, shown = 3, ! go)
        target    ·  ·  ·  ·  b  a  d  ·
    """

    longest: int = 12
    shown: int | None = None
    symbols: int = 8

    @property
    def inputs(self) -> int:
        """One-hot: the symbols, the sign to go; a blank is nothing at all."""
        return self.symbols + 1

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Symbols are uniform, and so is their number."""
        number = 1 + integers(streams, self.longest, batch, 1)
        if self.shown is not None:
            number = torch.full_like(number, self.shown)
        symbols = integers(streams, self.symbols, batch, self.longest)
        place = torch.arange(self.longest)
        answers = symbols.gather(-1, (place + self.longest - number).clamp_max(self.longest - 1))
        go = one_hot(symbols.new_full((*number.shape,), self.symbols), self.inputs)
        told = self.filled(symbols, place >= self.longest - number)
        repeated = self.filled(answers, place < number)[:, :, :-1]
        scored = torch.cat([torch.zeros_like(place < number), place < number], -1)
        targets = torch.cat([symbols, answers], -1)
        return Batch(torch.cat([told, go, repeated], 2), targets, scored)

    def filled(self, symbols: Int[Tensor, "*axes"], there: Tensor) -> Tensor:
        """One-hot symbols, blank where none are there."""
        return one_hot(symbols, self.inputs) * there.unsqueeze(-1)
