"""The recurrent network with one mechanism removed or broken."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import State
from sequence_models.architectures.rnn import RNN, RNNCell


class MemorylessCell(RNNCell):
    """φ(U x_t + b)."""

    def advance(self, drive_t: Float[Tensor, "replica batch hidden"], state: State) -> State:
        """Squash the drive alone."""
        return (self.activation(drive_t),)


class RNNWithoutRecurrence(RNN):
    """Removed: the recurrence. Every step starts from nothing."""

    cell = MemorylessCell


class RNNResetEachRun(RNN):
    """Broken: the state is not carried. Every run starts from zeros, whatever it is handed."""

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Drop the state that was handed over."""
        return super().run(x, self.initial_state(x.shape[1]))


class TransposedPathCell(RNNCell):
    """(1.a) on the way forward, W for Wᵀ on the way back."""

    def advance(self, drive_t: Float[Tensor, "replica batch hidden"], state: State) -> State:
        """Add nothing to the value, and the wrong path to the gradient."""
        (h,) = state
        astray = torch.bmm(h, self.W.detach())
        return super().advance(drive_t + (astray - astray.detach()), (h.detach(),))


class RNNTransposedPath(RNN):
    """Broken: the gradient goes back through the transpose of the matrix that is due."""

    cell = TransposedPathCell


class UnscaledCell(RNNCell):
    """Deaf to ``gain``."""

    def __init__(self, inputs: int, hidden: int, *, gain: float, **rest: Any) -> None:
        super().__init__(inputs, hidden, gain=1.0, **rest)


class RNNIgnoringGain(RNN):
    """Removed: the gain. The recurrent matrix is as long as it was drawn."""

    cell = UnscaledCell
