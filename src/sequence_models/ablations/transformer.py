"""The Transformer with one mechanism removed or broken."""

import torch
from torch import Tensor

from sequence_models.ablations.attention import Severed
from sequence_models.architectures.block import FeedForward, LayerNorm
from sequence_models.architectures.transformer import Transformer


class TransformerWithoutResidual(Transformer):
    """What a sub-layer computes replaces the stream instead of being added to it."""

    joint = Severed


class Nothing(FeedForward):
    """A feed-forward layer that adds nothing."""

    def forward(self, x: Tensor) -> Tensor:
        """Zero."""
        return torch.zeros_like(x)


class TransformerWithoutFeedForward(Transformer):
    """Nothing is computed at a position but what attention reads."""

    compute = Nothing


class Straight(FeedForward):
    """A feed-forward layer with the identity for φ."""

    def bend(self, slots: Tensor) -> Tensor:
        """Not bent."""
        return slots


class TransformerLinearFeedForward(Transformer):
    """The feed-forward layer has no nonlinearity."""

    compute = Straight


class Unnormalised(LayerNorm):
    """A normalisation that leaves the stream as it is."""

    def forward(self, x: Tensor) -> Tensor:
        """The identity."""
        return x


class TransformerWithoutNormalisation(Transformer):
    """Nothing is normalised, wherever a normalisation is asked for."""

    norm = Unnormalised


class NormAcrossTime(LayerNorm):
    """Mean and deviation over the positions."""

    axis = -2


class TransformerNormAcrossTime(Transformer):
    """Each coordinate is normalised over the positions, not each position over its coordinates."""

    norm = NormAcrossTime
