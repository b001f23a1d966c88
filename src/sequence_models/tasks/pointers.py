"""Following pointers: where to look is what was found before."""

from dataclasses import dataclass

import torch
from torch import Tensor

from sequence_models.replicas import Streams, uniform
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Pointers(Classification):
    """Each symbol points to another; say of each in turn where it leads after some steps.

    A position shows a symbol together with the one that it points to. They form one ring, so that
    who has followed fewer steps knows only who is not the answer. Each is asked for once.

        inputs    C→A  A→D  D→B  B→C  D  A  B  C      (symbols = 4, steps = 2)
        target     ·    ·    ·    ·   C  B  A  D
    """

    symbols: int = 8
    steps: int = 2

    @property
    def inputs(self) -> int:
        """One-hot: who points, then who is pointed to."""
        return 2 * self.symbols

    @property
    def outputs(self) -> int:
        """One class per symbol."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """The ring is drawn, and in which order it is shown and asked for."""
        ring, shown, asked = (uniform(streams, batch, self.symbols).argsort(-1) for _ in range(3))

        def symbols(places: Tensor) -> Tensor:
            return ring.gather(-1, places % self.symbols)

        pairs = one_hot(symbols(shown), self.inputs)
        pairs = pairs + one_hot(self.symbols + symbols(shown + 1), self.inputs)
        questions = one_hot(symbols(asked), self.inputs)
        answers = symbols(asked + self.steps)
        scored = torch.arange(2 * self.symbols) >= self.symbols
        return Batch(
            torch.cat([pairs, questions], 2),
            torch.cat([torch.zeros_like(answers), answers], 2),
            scored.view(1, 1, -1),
        )
