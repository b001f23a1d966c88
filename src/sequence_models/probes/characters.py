"""What tables of n-grams need per character."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sequence_models.probes.ngram import NGram
from sequence_models.replicas import Streams, streams
from sequence_models.tasks.interface import Batch


@runtime_checkable
class Corpus(Protocol):
    """A text that can be had in windows, and its parts whole."""

    @property
    def outputs(self) -> int:
        """How many symbols there are."""

    def characters(self, part: Any = None) -> Int[Tensor, " length"]:
        """The symbols of the part "training" or "tuning"."""

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Windows of the part that is read."""

    def __hash__(self) -> int:
        """It is known by its fields."""


@lru_cache(maxsize=9)
def table(corpus: Corpus, context: int) -> NGram:
    """The counts of the whole training part, tuned on the tuning part."""
    parts = (corpus.characters(part) for part in ("training", "tuning"))
    return NGram(*parts, symbols=corpus.outputs, context=context)


def ngram_bits_per_character(
    *,
    seeds: Sequence[int],
    exam: Corpus,
    context: int | None = None,
    counts: int | None = None,
    stretch: int | None = None,
    prompt: int = 1,
    shown: int | None = None,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Cross-entropy of an interpolated n-gram on the very windows that a network is examined on.

    It reads at most the last ``context`` characters, or as many as it can with that many
    ``counts``, and none from before the ``stretch`` that it is in. It has counted the whole
    training part. What is scored is all that follows the first ``prompt`` characters of a window,
    of which only the last are ``shown``, or all. ValueError for a context and counts.
    Bits per character, in [0, ∞); 0 is perfect, log₂(exam.outputs) is ignorance.
    """
    context = longest_context(exam, context, counts)
    ngram = table(exam, context)
    windows = exam.sample(streams(seeds, "exam"), examined)
    text, targets = windows.inputs.argmax(-1).flatten(0, 1), windows.targets.flatten(0, 1)
    first, counted = prompted(text.shape[1], prompt, shown)
    needed = []
    for last in range(counted, text.shape[1]):
        begin = first + (last - first) // stretch * stretch if stretch else first
        past = text[:, max(begin, last + 1 - context) : last + 1]
        p = ngram.probabilities(past)
        needed.append(-p.gather(-1, targets[:, last : last + 1]).log2())
    return torch.cat(needed, 1).view(len(seeds), -1).mean(-1).to(windows.inputs.dtype)


def longest_context(corpus: Corpus, context: int | None, counts: int | None) -> int:
    """This context or else the longest, of at most 8, that has no more than that many counts."""
    if context is not None and counts is None:
        return context
    if context is not None or counts is None:
        raise ValueError(f"Give context={context} or counts={counts}, and not both.")
    if table(corpus, 0).numbers > counts:
        raise ValueError(f"Give more than {counts} counts: single characters have more.")
    longest = 0
    while longest < 8 and table(corpus, longest + 1).numbers <= counts:
        longest += 1
    return longest


def ngram_counts(*, seeds: Sequence[int], exam: Corpus, context: int) -> Tensor:
    """Counts above zero that an n-gram keeps, of every context up to the longest.

    Numbers, in [1, ∞); fewer is smaller.
    """
    return torch.tensor(float(table(exam, context).numbers)).expand(len(seeds))


def prompted(length: int, prompt: int, shown: int | None) -> tuple[int, int]:
    """The first character of a window that is read, and the first whose successor counts.

    ValueError where the prompt is not within the window, or what is shown not within the prompt.
    """
    shown = prompt if shown is None else shown
    if not 1 <= shown <= prompt <= length:
        raise ValueError(
            f"Give 1 <= shown <= prompt <= {length}, the characters of a window, "
            f"not shown={shown} and prompt={prompt}."
        )
    return prompt - shown, prompt - 1
