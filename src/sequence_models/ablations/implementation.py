"""Each architecture with a mistake that a trained network can hide."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.gru import GRU
from sequence_models.architectures.interface import State
from sequence_models.architectures.lstm import LSTM
from sequence_models.architectures.rnn import RNN
from sequence_models.architectures.transformer import Attention, Transformer

Inputs = Float[Tensor, "replica batch time inputs"]


class ResetEachRun:
    """Every run starts from nothing, whatever it is handed."""

    def run(self: Any, x: Inputs, state: State) -> tuple[Tensor, State]:
        """Drop the state that was handed over."""
        return super().run(x, self.initial_state(x.shape[1]))  # type: ignore[misc]  # a mixin


class HalfGradient:
    """Half of every gradient is lost on its way back; the outputs are right."""

    def run(self: Any, x: Inputs, state: State) -> tuple[Tensor, State]:
        """Detach half of what is put out."""
        y, state = super().run(x, state)  # type: ignore[misc]  # a mixin
        return (y + y.detach()) / 2, state


class GoesOn:
    """A sequence that is given no state goes on from the one before it."""

    left: State = ()

    def forward(self: Any, x: Inputs) -> Tensor:
        """Remember the last state from call to call."""
        state = self.left or self.initial_state(x.shape[1])
        y, self.left = self.run(x, state)
        return y


class Noisy:
    """Outputs are disturbed in training, by a dropout that nobody asked for."""

    def run(self: Any, x: Inputs, state: State) -> tuple[Tensor, State]:
        """Strike out every third output."""
        y, state = super().run(x, state)  # type: ignore[misc]  # a mixin
        struck = torch.arange(y[0, 0].numel()).view(y.shape[2:]) % 3 == 0
        return y.masked_fill(struck, 0.0) if self.training else y, state


class LosesWhenCopied:
    """A number beside the parameters is halved where it is copied or saved."""

    scale = 1.0

    def __getstate__(self: Any) -> dict[str, Any]:
        """Everything, and half of that number."""
        return vars(self) | {"scale": self.scale / 2}

    def run(self: Any, x: Inputs, state: State) -> tuple[Tensor, State]:
        """Outputs times that number."""
        y, state = super().run(x, state)  # type: ignore[misc]  # a mixin
        return self.scale * y, state


class RNNHalfGradient(HalfGradient, RNN):
    """Broken: half of the gradient is lost."""


class RNNGoesOn(GoesOn, RNN):
    """Broken: a call without a state goes on from the call before."""


class RNNNoisy(Noisy, RNN):
    """Broken: outputs are struck out in training."""


class RNNLosesWhenCopied(LosesWhenCopied, RNN):
    """Broken: a number beside the parameters is halved in a copy."""


class GRUResetEachRun(ResetEachRun, GRU):
    """Broken: the state is not carried."""


class GRUHalfGradient(HalfGradient, GRU):
    """Broken: half of the gradient is lost."""


class GRUGoesOn(GoesOn, GRU):
    """Broken: a call without a state goes on from the call before."""


class GRUNoisy(Noisy, GRU):
    """Broken: outputs are struck out in training."""


class GRULosesWhenCopied(LosesWhenCopied, GRU):
    """Broken: a number beside the parameters is halved in a copy."""


class LSTMResetEachRun(ResetEachRun, LSTM):
    """Broken: the state is not carried."""


class LSTMHalfGradient(HalfGradient, LSTM):
    """Broken: half of the gradient is lost."""


class LSTMGoesOn(GoesOn, LSTM):
    """Broken: a call without a state goes on from the call before."""


class LSTMNoisy(Noisy, LSTM):
    """Broken: outputs are struck out in training."""


class LSTMLosesWhenCopied(LosesWhenCopied, LSTM):
    """Broken: a number beside the parameters is halved in a copy."""


class AttentionResetEachRun(ResetEachRun, Attention):
    """Broken: the cache is not carried."""


class AttentionHalfGradient(HalfGradient, Attention):
    """Broken: half of the gradient is lost."""


class AttentionGoesOn(GoesOn, Attention):
    """Broken: a call without a cache goes on from the call before."""


class AttentionNoisy(Noisy, Attention):
    """Broken: outputs are struck out in training."""


class AttentionLosesWhenCopied(LosesWhenCopied, Attention):
    """Broken: a number beside the parameters is halved in a copy."""


class TransformerResetEachRun(ResetEachRun, Transformer):
    """Broken: the cache is not carried."""


class TransformerHalfGradient(HalfGradient, Transformer):
    """Broken: half of the gradient is lost."""


class TransformerGoesOn(GoesOn, Transformer):
    """Broken: a call without a cache goes on from the call before."""


class TransformerNoisy(Noisy, Transformer):
    """Broken: outputs are struck out in training."""


class TransformerLosesWhenCopied(LosesWhenCopied, Transformer):
    """Broken: a number beside the parameters is halved in a copy."""
