"""An encoder and a decoder with one mechanism removed."""

from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.encoder_decoder import AdditiveAttention


class AdditiveAttentionUniform(AdditiveAttention):
    """Removed: the choice. The decoder is handed the mean of the encoder's vectors."""

    def context(
        self,
        s: Float[Tensor, "replica batch hidden"],
        memory: Float[Tensor, "replica batch source hidden"],
    ) -> Float[Tensor, "replica batch hidden"]:
        """Each vector counts alike."""
        return memory.mean(2)
