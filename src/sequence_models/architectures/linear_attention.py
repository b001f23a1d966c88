"""Attention without the softmax (Katharopoulos et al. 2020): a recurrence with a matrix state."""

import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.architectures.interface import State
from sequence_models.architectures.transformer import Attention


class LinearHeads(MultiHeadAttention):
    """Scores are products of features φ = elu + 1, so sums over the past can be kept as sums.

    The cache is S = Σ φ(k) vᵀ and z = Σ φ(k): its size does not depend on the length.
    A stretch of steps is computed at once; one step at a time it is the recurrence itself.
    """

    def initial_cache(self, batch: int) -> State:
        """Empty sums."""
        weight, head = self.W_k.weight, self.width // self.heads
        zeros = weight.new_zeros(len(weight), batch, self.heads, head, head + 1)
        return zeros[..., :-1], zeros[..., -1]

    def forward(
        self, x: Float[Tensor, "replica batch time width"], cache: State
    ) -> tuple[Float[Tensor, "replica batch time width"], State]:
        """What the sums say of the past, and what this stretch says of itself."""
        q, k, v = self.project(x, 0)
        (S, z), k = cache, features(k)
        within = self.products(q, k)
        total = (features(q) @ z.unsqueeze(-1)) + within.sum(-1, keepdim=True)
        read = (features(q) @ S + within @ v) / total  # (4.g)
        y = self.W_o(read.transpose(2, 3).flatten(-2))
        return y, (S + k.transpose(-1, -2) @ v, z + k.sum(-2))

    def products(self, q: Tensor, features_k: Tensor) -> Tensor:
        """φ(q)·φ(k) for every key up to the query."""
        return (features(q) @ features_k.transpose(-1, -2)).tril()

    def pattern(
        self,
        q: Float[Tensor, "replica batch heads queries head"],
        k: Float[Tensor, "replica batch heads keys head"],
    ) -> Float[Tensor, "replica batch heads queries keys"]:
        """The share of each key."""
        products = self.products(q, features(k))
        return products / products.sum(-1, keepdim=True)


class LinearAttention(Attention):
    """Attention whose scores are products of features: causal, one state matrix per head."""

    mechanism = LinearHeads


def features(vectors: Tensor) -> Tensor:
    """φ(x) = elu(x) + 1, positive."""
    return F.elu(vectors) + 1
