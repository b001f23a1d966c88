"""Random letters, said and said again: what a model that recalls in context gains from."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class SaidTwice(Classification):
    """Name the next of ``length`` random symbols that are said twice.

    Scored is what follows each symbol when all are said ``again`` or, where that is False, when
    they are first said and a guess among all symbols is the best; where it is None, both.

        inputs    c  a  e  c  a      (length = 3)
        target    ·  ·  ·  a  e

    Where there is a ``shortest``, each sequence has its own number of symbols, from that to
    ``length``, and goes on to say them unscored until all sequences end.
    """

    length: int = 8
    shortest: int | None = None
    symbols: int = 27
    again: bool | None = True

    @property
    def inputs(self) -> int:
        """One-hot symbols."""
        return self.symbols

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Symbols and their number are uniform."""
        symbols = integers(streams, self.symbols, batch, self.length)
        number = torch.full_like(symbols[..., :1], self.length)
        if self.shortest is not None:
            number = number - integers(streams, self.length - self.shortest + 1, batch, 1)
        place = torch.arange(2 * self.length, device=symbols.device)
        said = symbols.gather(-1, place % number)
        last = place[:-1]
        first, again = last < number - 1, (last >= number) & (last < 2 * number - 1)
        scored = {True: again, False: first, None: first | again}[self.again]
        return Batch(one_hot(said[..., :-1], self.inputs), said[..., 1:], scored)
