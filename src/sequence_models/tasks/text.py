"""A real text, character by character."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from typing import Literal

import torch
from jaxtyping import Int
from torch import Tensor

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.manual import ALPHABET, Part, fingerprint, symbols
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class Text(Classification):
    """Predict the next character of an English text, the manual that Python's ``help()`` reads.

    Its letters are a to z and the space. With ``order="random"`` a window of ``length``
    characters begins anywhere; with ``"parallel"`` the text is laid out in ``batch`` columns that
    are read side by side from a place of the replica's own, each character once in an epoch.
    ``part`` is "training", "tuning" or "held out". ``digest`` names the text, which differs
    between versions of Python; ValueError where another is asked for than this Python brings.

        inputs    t  h  e     o
        target    h  e     o  p
    """

    length: int = 64
    part: Part = "training"
    order: Literal["random", "parallel"] = "random"
    digest: str = field(default_factory=fingerprint)

    def __post_init__(self) -> None:
        if self.digest != fingerprint():
            raise ValueError(
                f"Leave digest out, or use the Python whose manual it is: "
                f"{self.digest!r} was asked for, and this Python brings {fingerprint()!r}."
            )
        if self.order not in ("random", "parallel"):
            raise ValueError(f"order={self.order!r} is not one of 'random', 'parallel'")
        if self.order == "parallel" and self.per_epoch == 0:
            raise ValueError(
                f"Give a smaller batch or length: {self.batch} columns of {self.length} characters "
                f"are more than the {len(self.characters())} of the part {self.part!r}."
            )

    @property
    def inputs(self) -> int:
        """One-hot characters."""
        return len(ALPHABET)

    @property
    def outputs(self) -> int:
        """One class per character."""
        return len(ALPHABET)

    @property
    def per_epoch(self) -> int:
        """How many batches read every column once, from end to end."""
        return len(self.characters()) // self.batch // self.length

    def characters(self, part: Part | None = None) -> Int[Tensor, " length"]:
        """The whole of a part, this task's own unless named, as places in the alphabet."""
        return symbols(part or self.part)

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Windows that begin anywhere, whatever the order."""
        text = self.characters()
        starts = integers(streams, len(text) - self.length, batch)
        return windows(text, starts, self.length)

    def batches(self, streams: Streams, number: int) -> Iterator[Batch]:
        """Windows that begin anywhere or, in parallel, where the batch before ended."""
        if self.order == "random":
            return super().batches(streams, number)
        epochs = (self.epoch(streams) for _ in repeat(None))
        return islice(chain.from_iterable(epochs), number)

    def epoch(self, streams: Streams) -> Iterator[Batch]:
        """Every column once, the text a ring that is entered at a new place."""
        text = self.characters()
        column = len(text) // self.batch
        tops = integers(streams, len(text), 1) + column * torch.arange(self.batch)
        for place in range(self.per_epoch):
            yield windows(text, tops + place * self.length, self.length)


def windows(
    text: Int[Tensor, " length"], starts: Int[Tensor, "replica batch"], length: int
) -> Batch:
    """As many characters from each start, and each one's successor, around the end if need be."""
    places = (starts.unsqueeze(-1) + torch.arange(length + 1)) % len(text)
    found = text[places]
    return Batch(
        one_hot(found[..., :-1], len(ALPHABET)),
        found[..., 1:],
        torch.ones(1, 1, length, dtype=torch.bool),
    )
