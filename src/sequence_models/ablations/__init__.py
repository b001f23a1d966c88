"""Architectures with one named mechanism removed or broken, to be the controls of claims."""

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
from sequence_models.ablations.attention_start import AttentionDrawnAsOne as AttentionDrawnAsOne
from sequence_models.ablations.attention_weights import AttentionSigmoid as AttentionSigmoid
from sequence_models.ablations.blockwise import (
    BlockwiseAttentionUnrescaled as BlockwiseAttentionUnrescaled,
)
from sequence_models.ablations.encoder_decoder import (
    AdditiveAttentionUniform as AdditiveAttentionUniform,
)
from sequence_models.ablations.gru import GRUConstantGates as GRUConstantGates
from sequence_models.ablations.gru import GRUConstantUpdate as GRUConstantUpdate
from sequence_models.ablations.gru import GRUHandOver as GRUHandOver
from sequence_models.ablations.gru import GRUSharedVector as GRUSharedVector
from sequence_models.ablations.gru import GRUSwappedPolarity as GRUSwappedPolarity
from sequence_models.ablations.gru import GRUWithoutReset as GRUWithoutReset
from sequence_models.ablations.gru_blind import GRUBlind as GRUBlind
from sequence_models.ablations.implementation import AttentionGoesOn as AttentionGoesOn
from sequence_models.ablations.implementation import AttentionHalfGradient as AttentionHalfGradient
from sequence_models.ablations.implementation import (
    AttentionLosesWhenCopied as AttentionLosesWhenCopied,
)
from sequence_models.ablations.implementation import AttentionNoisy as AttentionNoisy
from sequence_models.ablations.implementation import AttentionResetEachRun as AttentionResetEachRun
from sequence_models.ablations.implementation import GRUGoesOn as GRUGoesOn
from sequence_models.ablations.implementation import GRUHalfGradient as GRUHalfGradient
from sequence_models.ablations.implementation import GRULosesWhenCopied as GRULosesWhenCopied
from sequence_models.ablations.implementation import GRUNoisy as GRUNoisy
from sequence_models.ablations.implementation import GRUResetEachRun as GRUResetEachRun
from sequence_models.ablations.implementation import LSTMGoesOn as LSTMGoesOn
from sequence_models.ablations.implementation import LSTMHalfGradient as LSTMHalfGradient
from sequence_models.ablations.implementation import LSTMLosesWhenCopied as LSTMLosesWhenCopied
from sequence_models.ablations.implementation import LSTMNoisy as LSTMNoisy
from sequence_models.ablations.implementation import LSTMResetEachRun as LSTMResetEachRun
from sequence_models.ablations.implementation import RNNGoesOn as RNNGoesOn
from sequence_models.ablations.implementation import RNNHalfGradient as RNNHalfGradient
from sequence_models.ablations.implementation import RNNLosesWhenCopied as RNNLosesWhenCopied
from sequence_models.ablations.implementation import RNNNoisy as RNNNoisy
from sequence_models.ablations.implementation import TransformerGoesOn as TransformerGoesOn
from sequence_models.ablations.implementation import (
    TransformerHalfGradient as TransformerHalfGradient,
)
from sequence_models.ablations.implementation import (
    TransformerLosesWhenCopied as TransformerLosesWhenCopied,
)
from sequence_models.ablations.implementation import TransformerNoisy as TransformerNoisy
from sequence_models.ablations.implementation import (
    TransformerResetEachRun as TransformerResetEachRun,
)
from sequence_models.ablations.later import (
    TransformerForgetfulCache as TransformerForgetfulCache,
)
from sequence_models.ablations.later import (
    TransformerRootMeanSquare as TransformerRootMeanSquare,
)
from sequence_models.ablations.later import (
    TransformerWithoutBiases as TransformerWithoutBiases,
)
from sequence_models.ablations.linear_attention import (
    LinearAttentionResetEachRun as LinearAttentionResetEachRun,
)
from sequence_models.ablations.lstm import LSTMBlindGates as LSTMBlindGates
from sequence_models.ablations.lstm import LSTMCoupledGates as LSTMCoupledGates
from sequence_models.ablations.lstm import LSTMDenseCell as LSTMDenseCell
from sequence_models.ablations.lstm import LSTMForgetBiasIgnored as LSTMForgetBiasIgnored
from sequence_models.ablations.lstm import LSTMGatedBeforeSquash as LSTMGatedBeforeSquash
from sequence_models.ablations.lstm import LSTMMultiplicativeWrite as LSTMMultiplicativeWrite
from sequence_models.ablations.lstm import LSTMSquashedCell as LSTMSquashedCell
from sequence_models.ablations.lstm import LSTMSwappedGates as LSTMSwappedGates
from sequence_models.ablations.lstm import LSTMWithoutForgetGate as LSTMWithoutForgetGate
from sequence_models.ablations.lstm import LSTMWithoutInputGate as LSTMWithoutInputGate
from sequence_models.ablations.lstm import LSTMWithoutOutputGate as LSTMWithoutOutputGate
from sequence_models.ablations.rnn import RNNIgnoringGain as RNNIgnoringGain
from sequence_models.ablations.rnn import RNNResetEachRun as RNNResetEachRun
from sequence_models.ablations.rnn import RNNTransposedPath as RNNTransposedPath
from sequence_models.ablations.rnn import RNNWithoutRecurrence as RNNWithoutRecurrence
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
