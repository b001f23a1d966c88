"""A text whose every entropy is known: a source that remembers two symbols."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from sequence_models.replicas import Streams, integers, normal, streams, uniform
from sequence_models.tasks.interface import Batch, Classification


@dataclass(frozen=True, kw_only=True)
class SecondOrderSource(Classification):
    """Predict the next symbol of a Markov source of second order.

    The log-probabilities of the next symbol, given the last two, are normal numbers times
    ``sharpness``, drawn once: all replicas read the same source.

        inputs    b  d  a  a  c      (symbols a to f)
        target    d  a  a  c  f
    """

    symbols: int = 6
    sharpness: float = 2.0
    length: int = 16

    @property
    def inputs(self) -> int:
        """One-hot symbols."""
        return self.symbols

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def transitions(self) -> Float[Tensor, "symbols symbols symbols"]:
        """P(next | last but one, last), indexed in that order, the next symbol last."""
        drawn = normal(streams([0], "source"), self.symbols, self.symbols, self.symbols)[0]
        return (self.sharpness * drawn).softmax(-1)

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Stretches that begin with two uniform symbols; what follows these is scored."""
        table = self.transitions().cumsum(-1)
        first = integers(streams, self.symbols, batch, 2)
        chance = uniform(streams, batch, self.length - 1)
        text = list(first.unbind(-1))
        for u in chance.unbind(-1):
            below = u.unsqueeze(-1) > table[text[-2], text[-1]]
            text.append(below.sum(-1).clamp_max(self.symbols - 1))
        symbols = torch.stack(text, -1)
        return Batch(
            F.one_hot(symbols[..., :-1], self.symbols).to(torch.get_default_dtype()),
            symbols[..., 1:],
            (torch.arange(self.length) > 0).view(1, 1, -1),
        )
