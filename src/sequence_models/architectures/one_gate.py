"""One gate, computed from the input alone, on what is written or on what is kept."""

from collections.abc import Sequence
from typing import Literal, get_args

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import Initialisation, Linear
from sequence_models.architectures.recurrent import Recurrent
from sequence_models.architectures.rnn import Activation, RNNCell
from sequence_models.replicas import Streams, streams

Place = Literal["written", "kept", "constant"]


class OneGateCell(RNNCell):
    """The cell (1.a) as a candidate n_t = φ(W h_{t−1} + U x_t + b), and one gate
    g_t = σ(V x_t + a).

    written:   h_t = h_{t−1} + g_t ⊙ n_t
    kept:      h_t = g_t ⊙ h_{t−1} + n_t
    constant:  h_t = g ⊙ h_{t−1} + (1 − g) ⊙ n_t with g = σ(a), a leak   (1.b)
    """

    def __init__(
        self,
        inputs: int,
        hidden: int,
        *,
        streams: Streams,
        gate: Place,
        gate_bias: float,
        activation: Activation,
        initialisation: Initialisation,
        gain: float,
        dtype: torch.dtype | None,
    ) -> None:
        if gate not in get_args(Place):
            raise ValueError(f"gate={gate!r} is not one of {', '.join(get_args(Place))}")
        super().__init__(
            inputs,
            hidden,
            streams=streams,
            activation=activation,
            initialisation=initialisation,
            gain=gain,
            dtype=dtype,
        )
        self.gate = gate
        self.V = Linear(inputs, hidden, streams=streams, fan=hidden, dtype=dtype)
        assert self.V.bias is not None
        nn.init.constant_(self.V.bias, gate_bias)  # a

    def drive(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time drive"]:
        """U x_t + b and V x_t + a for every t; without V x_t where the gate is constant."""
        seen = torch.zeros_like(x) if self.gate == "constant" else x
        return torch.cat([self.U(x), self.V(seen)], -1)

    def advance(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> State:
        """Put the gate where it belongs."""
        (h,) = state
        candidate_t, gate_t = drive_t.chunk(2, -1)
        ((n,), g) = super().advance(candidate_t, state), gate_t.sigmoid()
        match self.gate:
            case "written":
                return (h + g * n,)
            case "kept":
                return (g * h + n,)
            case _:
                return (torch.lerp(n, h, g),)


class OneGateRNN(Recurrent):
    """Cells with one gate, whose ``gate`` says on what, and a linear read-out.

    Every gate starts at σ(``gate_bias``) but for what it sees of the input.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int = 16,
        gate: Place = "written",
        gate_bias: float = 0.0,
        activation: Activation = "tanh",
        initialisation: Initialisation = "uniform",
        gain: float = 1.0,
        dtype: torch.dtype | None = None,
    ) -> None:
        drawn = streams(seeds, "weights")
        cell = OneGateCell(
            inputs,
            hidden,
            streams=drawn,
            gate=gate,
            gate_bias=gate_bias,
            activation=activation,
            initialisation=initialisation,
            gain=gain,
            dtype=dtype,
        )
        super().__init__([cell], Linear(hidden, outputs, streams=drawn, dtype=dtype), inputs=inputs)
