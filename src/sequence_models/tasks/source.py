"""A text whose every entropy is known: a source that remembers two symbols."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sequence_models.precision import asked_for
from sequence_models.replicas import Streams, normal, streams, uniform
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


class Tables(NamedTuple):
    """What a source is made of; see ``SecondOrderSource``."""

    transitions: Float[Tensor, "symbols symbols symbols"]
    pairs: Float[Tensor, "symbols symbols"]


@dataclass(frozen=True, kw_only=True)
class SecondOrderSource(Classification):
    """Predict the next symbol of a Markov source of second order.

    The log-probabilities of the next symbol, given the last two, are normal numbers times
    ``sharpness``, drawn once: all replicas read the same source.

        inputs    b  d  a  a  c      (symbols a to f)
        target    d  a  a  c  f
    """

    drawn_once = True

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

    def tables(self) -> Tables:
        """Its constants, in the precision that is asked for, where tensors are made now."""
        precision, device = asked_for(torch.float64), torch.get_default_device()
        return tables(self.symbols, self.sharpness, precision, device)

    def transitions(self) -> Float[Tensor, "symbols symbols symbols"]:
        """P(next | last but one, last), indexed in that order, the next symbol last."""
        return self.tables().transitions

    def pairs(self) -> Float[Tensor, "symbols symbols"]:
        """How often each symbol follows each in a long text."""
        return self.tables().pairs

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Stretches from the middle of the text; what follows two symbols is scored."""
        first, *others = uniform(streams, batch, self.length).unbind(-1)
        pair = pick(self.pairs().flatten().cumsum(-1), first)
        text = [pair // self.symbols, pair % self.symbols]
        transitions = self.transitions().cumsum(-1)
        for chance in others:
            text.append(pick(transitions[text[-2], text[-1]], chance))
        symbols = torch.stack(text, -1)
        return Batch(
            one_hot(symbols[..., :-1], self.symbols),
            symbols[..., 1:],
            (torch.arange(self.length) > 0).view(1, 1, -1),
        )


@lru_cache
def tables(
    symbols: int, sharpness: float, dtype: torch.dtype | None, device: torch.device
) -> Tables:
    """The constants of a source, made once for what is asked for: ``dtype`` and ``device``."""
    drawn = normal(streams([0], "source"), symbols, symbols, symbols)[0]
    transitions = (sharpness * drawn).softmax(-1)
    pairs = transitions.new_full((symbols, symbols), symbols**-2.0)
    for _ in range(200):
        pairs = torch.einsum("ab,abc->bc", pairs, transitions)
    return Tables(transitions, pairs)


def pick(
    cumulated: Float[Tensor, "*#axes outcomes"], chance: Float[Tensor, "*axes"]
) -> Int[Tensor, "*axes"]:
    """The outcome on which a uniform number falls."""
    passed = chance.unsqueeze(-1) > cumulated
    return passed.sum(-1).clamp_max(cumulated.shape[-1] - 1)
