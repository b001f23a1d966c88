"""Linear attention with one mechanism broken."""

from sequence_models.ablations.implementation import ResetEachRun
from sequence_models.architectures.linear_attention import LinearAttention


class LinearAttentionResetEachRun(ResetEachRun, LinearAttention):
    """Broken: the state is not carried. Every run starts from nothing, whatever it is handed."""
