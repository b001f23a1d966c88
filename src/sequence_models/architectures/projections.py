"""The affine maps of attention, drawn so that vectors of unit variance stay so."""

import math

import torch
from torch import nn

from sequence_models.architectures.layers import Linear
from sequence_models.replicas import Streams


class Embedding(Linear):
    """The start of the stream: entries of unit variance, and no bias."""

    def __init__(
        self, inputs: int, width: int, *, streams: Streams, dtype: torch.dtype | None
    ) -> None:
        super().__init__(inputs, width, streams=streams, bias=False, fan=1, dtype=dtype)
        with torch.no_grad():
            self.weight.mul_(3**0.5)


class Glorot(Linear):
    """y = W x + b, each weight U(±√(6/(inputs + outputs))), b = 0 (Glorot and Bengio 2010)."""

    def __init__(
        self, inputs: int, outputs: int, *, streams: Streams, dtype: torch.dtype | None = None
    ) -> None:
        super().__init__(inputs, outputs, streams=streams, dtype=dtype)
        if self.bias is not None:
            nn.init.zeros_(self.bias)
        with torch.no_grad():
            self.weight.mul_(math.sqrt(6 * inputs / (inputs + outputs)))
