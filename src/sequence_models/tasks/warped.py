"""Recall of the previous character, when blanks stretch time (Tallec & Ollivier 2018)."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class WarpedRecall(Classification):
    """Name, at each character, the character before it; blanks lie between.

    Characters are ``warp`` steps apart, or, where time is ``variable``, 1 to ``warp`` steps.

        inputs    b  ·  ·  d  ·  ·  a      (warp = 3, uniform)
        target    ·  ·  ·  b  ·  ·  d
    """

    warp: int
    variable: bool = False
    symbols: int = 4
    length: int = 48

    @property
    def inputs(self) -> int:
        """One-hot: the characters, then the blank."""
        return self.symbols + 1

    @property
    def outputs(self) -> int:
        """One class per character."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Characters are uniform, and so are the distances where they vary."""
        characters = integers(streams, self.symbols, batch, self.length)
        apart = torch.full_like(characters, self.warp)
        if self.variable:
            apart = 1 + integers(streams, self.warp, batch, self.length)
        arrivals = apart.cumsum(-1) - apart[..., :1]
        steps = arrivals.new_zeros(*arrivals.shape[:2], self.length + 1, dtype=torch.bool)
        arrives = steps.scatter(-1, arrivals.clamp_max(self.length), True)[..., :-1]
        which = arrives.cumsum(-1) - 1
        current = characters.gather(-1, which).where(arrives, self.symbols)
        return Batch(
            one_hot(current, self.inputs),
            characters.gather(-1, (which - 1).clamp_min(0)),
            arrives & (which > 0),
        )
