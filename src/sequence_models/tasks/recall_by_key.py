"""Recall of a value by its key (multi-query associative recall, Arora et al. 2023)."""

from dataclasses import dataclass

import torch

from sequence_models.replicas import Streams, integers, uniform
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.tasks.tokens import one_hot


@dataclass(frozen=True, kw_only=True)
class RecallByKey(Classification):
    """After all pairs of key and value, answer each key that is asked with its value.

    Keys differ and have an alphabet of their own. Values stand behind their keys, or, with
    ``together``, in the same position. Each key is asked for once, in random order.

        inputs    C  b  A  d  E  b  A  E  C      (pairs = 3, keys A to E, values a to e)
        target    ·  ·  ·  ·  ·  ·  d  b  b
    """

    pairs: int = 4
    symbols: int = 8
    together: bool = False

    @property
    def inputs(self) -> int:
        """One-hot: the keys, then the values."""
        return 2 * self.symbols

    @property
    def outputs(self) -> int:
        """One class per value."""
        return self.symbols

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Keys are drawn without, values with replacement."""
        keys = uniform(streams, batch, self.symbols).argsort(-1)[..., : self.pairs]
        values = integers(streams, self.symbols, batch, self.pairs)
        order = uniform(streams, batch, self.pairs).argsort(-1)
        asked, answers = keys.gather(-1, order), values.gather(-1, order)
        shown_keys = one_hot(keys, self.inputs)
        shown_values = one_hot(self.symbols + values, self.inputs)
        if self.together:
            shown = shown_keys + shown_values
        else:
            shown = torch.stack([shown_keys, shown_values], 3).flatten(2, 3)
        time = shown.shape[2] + self.pairs
        targets = answers.new_zeros(len(answers), batch, time)
        targets[..., -self.pairs :] = answers
        return Batch(
            torch.cat([shown, one_hot(asked, self.inputs)], 2),
            targets,
            (torch.arange(time) >= time - self.pairs).view(1, 1, -1),
        )
