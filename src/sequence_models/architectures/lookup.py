"""One head set by hand: a dictionary that is asked with a key and answers with a value."""

from collections.abc import Sequence

import torch
from torch import nn

from sequence_models.architectures.block import Joint
from sequence_models.architectures.linear_attention import LinearHeads
from sequence_models.architectures.transformer import Attention


class ReadOnly(Joint):
    """The stream beyond the head is what was read."""

    def join(self, x: torch.Tensor, computed: torch.Tensor) -> torch.Tensor:
        """What was read, alone."""
        return computed


class Lookup(Attention):
    """Inputs are a question, a key and a value side by side, each a third of the width.

    Queries are ``gain`` times the question, keys and values are copied as they come, and what
    is read is given out. Nothing is drawn and nothing is learned.
    """

    joint = ReadOnly

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        gain: float = 1.0,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__(inputs, outputs, seeds=seeds, model_width=inputs, dtype=dtype)
        heads = self.blocks[0].attention
        third = inputs // 3
        scaled = gain / heads.scale(inputs)
        self.set(self.embedding.weight, range(inputs), range(inputs), 1.0)
        self.set(heads.W_q.weight, range(third), range(third), scaled)
        self.set(heads.W_k.weight, range(third), range(third, 2 * third), 1.0)
        self.set(heads.W_v.weight, range(third), range(2 * third, inputs), 1.0)
        self.set(heads.W_o.weight, range(inputs), range(inputs), 1.0)
        self.set(self.readout.weight, range(outputs), range(outputs), 1.0)
        if self.readout.bias is not None:
            nn.init.zeros_(self.readout.bias)

    def set(self, weight: nn.Parameter, rows: range, columns: range, entry: float) -> None:
        """Make the map that copies the columns to the rows."""
        with torch.no_grad():
            weight.zero_()
            weight[:, list(rows), list(columns)] = entry


class LinearLookup(Lookup):
    """The same dictionary without the softmax."""

    mechanism = LinearHeads
