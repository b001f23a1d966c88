"""Architectures with one named mechanism removed or broken, for the controls of claims."""

from sequence_models.ablations.attention import AttentionFrozenPattern as AttentionFrozenPattern
from sequence_models.ablations.attention import AttentionLeakyMask as AttentionLeakyMask
from sequence_models.ablations.attention import AttentionOverscaled as AttentionOverscaled
from sequence_models.ablations.attention import AttentionRotaryValues as AttentionRotaryValues
from sequence_models.ablations.attention import AttentionSingleHead as AttentionSingleHead
from sequence_models.ablations.attention import AttentionUnscaled as AttentionUnscaled
from sequence_models.ablations.attention import AttentionWindowed as AttentionWindowed
from sequence_models.ablations.attention import (
    AttentionWithoutPositions as AttentionWithoutPositions,
)
from sequence_models.ablations.attention import AttentionWithoutResidual as AttentionWithoutResidual
from sequence_models.ablations.attention import AttentionWrongOffset as AttentionWrongOffset
from sequence_models.ablations.transformer import (
    TransformerLinearFeedForward as TransformerLinearFeedForward,
)
from sequence_models.ablations.transformer import (
    TransformerNormAcrossTime as TransformerNormAcrossTime,
)
from sequence_models.ablations.transformer import (
    TransformerWithoutFeedForward as TransformerWithoutFeedForward,
)
from sequence_models.ablations.transformer import (
    TransformerWithoutNormalisation as TransformerWithoutNormalisation,
)
from sequence_models.ablations.transformer import (
    TransformerWithoutResidual as TransformerWithoutResidual,
)
