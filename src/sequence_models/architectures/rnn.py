"""Recurrent networks without gates (Elman 1990), and with a learned constant leak."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import Initialisation, Linear, square
from sequence_models.architectures.recurrent import Cell, Recurrent
from sequence_models.replicas import Streams, streams

Activation = Literal["tanh", "relu", "identity"]

ACTIVATIONS: dict[Activation, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "identity": nn.Identity(),
}


class RNNCell(Cell):
    """h_t = φ(W h_{t−1} + U x_t + b)   (1.a)."""

    def __init__(
        self,
        inputs: int,
        hidden: int,
        *,
        streams: Streams,
        activation: Activation,
        initialisation: Initialisation,
        gain: float,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__()
        self.hidden = hidden
        self.activation = ACTIVATIONS[activation]
        self.U = Linear(inputs, hidden, streams=streams, fan=hidden, dtype=dtype)  # its bias is b
        if initialisation != "uniform" and self.U.bias is not None:
            nn.init.zeros_(self.U.bias)
        self.W = nn.Parameter(
            square(streams, hidden, initialisation=initialisation, gain=gain, dtype=dtype)
        )

    def drive(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time hidden"]:
        """U x_t + b for every t."""
        return self.U(x)

    def advance(self, drive_t: Float[Tensor, "replica batch hidden"], state: State) -> State:
        """Mix, add the drive, squash."""
        (h,) = state
        return (self.activation(torch.baddbmm(drive_t, h, self.W.transpose(1, 2))),)  # (1.a)


class RNN(Recurrent):
    """Cells (1.a) and a linear read-out.

    ``initialisation`` draws the recurrent matrix W, scaled by ``gain``; see ``layers.square``.
    With "uniform" the bias is drawn as torch draws it, otherwise it starts at zero.
    """

    cell: type[RNNCell] = RNNCell

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int = 16,
        layers: int = 1,
        activation: Activation = "tanh",
        initialisation: Initialisation = "uniform",
        gain: float = 1.0,
        dtype: torch.dtype | None = None,
    ) -> None:
        drawn = streams(seeds, "weights")
        cells = [
            self.cell(
                inputs if layer == 0 else hidden,
                hidden,
                streams=drawn,
                activation=activation,
                initialisation=initialisation,
                gain=gain,
                dtype=dtype,
            )
            for layer in range(layers)
        ]
        super().__init__(cells, Linear(hidden, outputs, streams=drawn, dtype=dtype), inputs=inputs)


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
