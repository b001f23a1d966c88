"""Going on as before: the task of induction heads (Elhage et al. 2021, Olsson et al. 2022)."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from sequence_models.replicas import Streams, integers, uniform
from sequence_models.tasks.interface import Batch, Classification


@dataclass(frozen=True, kw_only=True)
class Induction(Classification):
    """In the second half, which repeats the first from a random place on, name the next symbol.

    The symbols of the first half differ, so what followed a symbol once tells what follows now.

        inputs    c  a  e  b  e  b  c  a      (length = 4)
        target    ·  ·  ·  ·  b  c  a  e
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
        """The first half is drawn without replacement, the place uniformly."""
        first = uniform(streams, batch, self.symbols).argsort(-1)[..., : self.length]
        start = integers(streams, self.length, batch, 1)
        again = first.gather(-1, (start + torch.arange(self.length + 1)) % self.length)
        tokens = torch.cat([first, again], -1)
        scored = torch.arange(2 * self.length) >= self.length
        return Batch(
            F.one_hot(tokens[..., :-1], self.inputs).to(torch.get_default_dtype()),
            tokens[..., 1:],
            scored.view(1, 1, -1),
        )
