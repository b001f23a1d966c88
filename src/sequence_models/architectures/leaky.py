"""A recurrent network with a leak: what is kept is learned, and the same whatever arrives."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import Initialisation, Linear
from sequence_models.architectures.recurrent import Recurrent
from sequence_models.architectures.rnn import Activation, RNNCell
from sequence_models.replicas import Streams, streams


class LeakyRNNCell(RNNCell):
    """h_t = λ ⊙ h_{t−1} + (1 − λ) ⊙ φ(W h_{t−1} + U x_t + b), λ = σ(a) learned   (1.b).

    What is kept does not depend on what arrives.
    """

    def __init__(
        self,
        inputs: int,
        hidden: int,
        *,
        streams: Streams,
        activation: Activation,
        initialisation: Initialisation,
        gain: float,
        leak_bias: float,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__(
            inputs,
            hidden,
            streams=streams,
            activation=activation,
            initialisation=initialisation,
            gain=gain,
            dtype=dtype,
        )
        self.a = nn.Parameter(torch.full((len(streams), 1, hidden), leak_bias, dtype=self.W.dtype))

    def advance(self, drive_t: Float[Tensor, "replica batch hidden"], state: State) -> State:
        """Keep a constant share, write the rest."""
        (h,) = state
        (candidate,) = super().advance(drive_t, state)
        return (torch.lerp(candidate, h, self.a.sigmoid()),)  # (1.b)


class LeakyRNN(Recurrent):
    """Cells (1.b) and a linear read-out; every λ starts at σ(``leak_bias``)."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int = 16,
        activation: Activation = "tanh",
        initialisation: Initialisation = "uniform",
        gain: float = 1.0,
        leak_bias: float = 0.0,
        dtype: torch.dtype | None = None,
    ) -> None:
        drawn = streams(seeds, "weights")
        cell = LeakyRNNCell(
            inputs,
            hidden,
            streams=drawn,
            activation=activation,
            initialisation=initialisation,
            gain=gain,
            leak_bias=leak_bias,
            dtype=dtype,
        )
        super().__init__([cell], Linear(hidden, outputs, streams=drawn, dtype=dtype), inputs=inputs)
