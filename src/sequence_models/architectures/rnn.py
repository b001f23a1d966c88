"""The recurrent network without gates (Elman 1990)."""

from collections.abc import Callable, Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import Initialisation, Linear, square
from sequence_models.architectures.recurrent import Cell, Recurrent
from sequence_models.architectures.unrolled import side_by_side, unroll_rnn
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
        self.phi, self.activation = activation, ACTIVATIONS[activation]
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

    def unroll_by_hand(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time hidden"], State]:
        """The same, with the way back written out."""
        weights = side_by_side(self.W, self.U.weight, self.U.bias)
        y, h = unroll_rnn(x, *state, weights, self.phi)
        return y, (h,)


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
