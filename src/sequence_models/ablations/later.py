"""The Transformer without what was left out of it since, and with a cache that loses a step."""

from typing import Any

import torch
from torch import Tensor, nn

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.block import FeedForward, LayerNorm
from sequence_models.architectures.interface import State
from sequence_models.architectures.projections import Glorot
from sequence_models.architectures.transformer import Transformer
from sequence_models.replicas import Streams


class RootMeanSquare(LayerNorm):
    """Each vector over its root mean square, times γ: no mean is taken away, and no β added."""

    def __init__(self, replicas: int, width: int, **asked: Any) -> None:
        super().__init__(replicas, width, **asked)
        self.beta.requires_grad_(False)

    def forward(self, x: Tensor) -> Tensor:
        """Mean square 1 before γ."""
        return self.gamma * x * (x.square().mean(-1, keepdim=True) + 1e-5).rsqrt()


class TransformerRootMeanSquare(Transformer):
    """Normalisation by the root mean square alone (Zhang and Sennrich 2019)."""

    norm = RootMeanSquare


def without_biases(part: nn.Module) -> None:
    """Its maps begin without a bias, and are given none in training."""
    for module in part.modules():
        if isinstance(module, Glorot) and module.bias is not None:
            module.bias.requires_grad_(False)


class UnbiasedHeads(MultiHeadAttention):
    """Queries, keys, values and what is written are linear in the stream and the values."""

    forward_whole = MultiHeadAttention.forward_whole

    def draw(self, streams: Streams, dtype: torch.dtype | None) -> None:
        """What is learned are the weights of the maps."""
        super().draw(streams, dtype)
        without_biases(self)


class UnbiasedFeedForward(FeedForward):
    """A feed-forward layer whose slots have no threshold."""

    def __init__(self, width: int, slots: int, **asked: Any) -> None:
        super().__init__(width, slots, **asked)
        without_biases(self)


class TransformerWithoutBiases(Transformer):
    """The blocks have no biases, but for those of the normalisation."""

    mechanism = UnbiasedHeads
    compute = UnbiasedFeedForward


class ForgetfulHeads(MultiHeadAttention):
    """A cache that loses its oldest step."""

    def keep(self, k: Tensor, v: Tensor) -> State:
        """All but the first."""
        return k[..., 1:, :], v[..., 1:, :]


class TransformerForgetfulCache(Transformer):
    """Each step that is cached pushes the oldest out."""

    mechanism = ForgetfulHeads
