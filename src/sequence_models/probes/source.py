"""What is known of a text before anything reads it."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from sequence_models.theory.lstm import bigram_entropy, entropy_rate


@runtime_checkable
class Source(Protocol):
    """A text of second order that knows its own law."""

    def transitions(self) -> Float[Tensor, "symbols symbols symbols"]:
        """P(next | last but one, last), the next symbol last."""


def source_entropy(*, seeds: Sequence[int], task: Source) -> Float[Tensor, " replica"]:
    """Nats per symbol that no reader of the past can go below, the same for every replica.

    Nats per symbol, in [0, ∞); 0 is a source without surprise.
    """
    return entropy_rate(task.transitions()).expand(len(seeds))


def source_bigram_entropy(*, seeds: Sequence[int], task: Source) -> Float[Tensor, " replica"]:
    """Nats per symbol that no reader of the last symbol alone can go below, for every replica.

    Nats per symbol, in [0, ∞); 0 is a source without surprise.
    """
    return bigram_entropy(task.transitions()).expand(len(seeds))
