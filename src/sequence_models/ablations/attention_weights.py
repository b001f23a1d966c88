"""Attention whose weights are no longer a softmax of its scores."""

from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.attention import MultiHeadAttention, distances
from sequence_models.architectures.transformer import Attention


class SigmoidHeads(MultiHeadAttention):
    """Weights that do not compete."""

    def pattern(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries keys"]:
        """σ of each visible score."""
        distance = distances(q.shape[-2], k.shape[-2])
        scores = self.scores(q, k) + self.positions.bias(distance, q)
        return scores.sigmoid() * self.visible(distance)


class AttentionSigmoid(Attention):
    """Every weight is the sigmoid of its own score, so weights need not sum to one."""

    mechanism = SigmoidHeads
