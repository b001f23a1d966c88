"""Long short-term memory (Hochreiter & Schmidhuber 1997; forget gate, Gers et al. 2000)."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.gated import Gated, GatedCell
from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import Linear, between
from sequence_models.architectures.unrolled import side_by_side, unroll_lstm
from sequence_models.replicas import Streams, uniform


class Gates(NamedTuple):
    """What one step decides to write, keep and show, and the candidate to be written."""

    i: Float[Tensor, "replica batch hidden"]
    f: Float[Tensor, "replica batch hidden"]
    o: Float[Tensor, "replica batch hidden"]
    g: Float[Tensor, "replica batch hidden"]


class LSTMCell(GatedCell):
    """Keeping and writing are separate, and what is stored is a plain sum.

    i, f, o = σ(W x_t + U h_{t−1} + b)       input, forget, output gates   (3.a)
          g = tanh(W x_t + U h_{t−1} + b)    candidate                     (3.b)
        c_t = f ⊙ c_{t−1} + i ⊙ g            store                         (3.c)
        h_t = o ⊙ tanh(c_t)                  expose                        (3.d)
    """

    parts = 2

    def __init__(
        self,
        inputs: int,
        hidden: int,
        *,
        streams: Streams,
        forget_bias: float | None,
        chrono: float | None,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__()
        self.hidden, self.bias_column = hidden, hidden + inputs
        self.W = Linear(inputs, 4 * hidden, streams=streams, fan=hidden, dtype=dtype)  # with b
        self.U = nn.Parameter(between(streams, hidden**-0.5, 4 * hidden, hidden, dtype=dtype))
        assert self.W.bias is not None
        i, f, _, _ = self.W.bias.data.chunk(4, -1)
        if forget_bias is not None:
            f.fill_(forget_bias)
        if chrono is not None:
            f.copy_((1 + (chrono - 2) * uniform(streams, hidden)).log())
            i.copy_(-f)

    def drive(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time drive"]:
        """W x_t + b for every t."""
        return self.W(x)

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """What this step writes, keeps and shows, decided from the input and what was exposed."""
        mixed = torch.baddbmm(drive_t, state[0], self.U.transpose(1, 2))
        gates, g = mixed.split((3 * self.hidden, self.hidden), -1)
        i, f, o = gates.sigmoid().chunk(3, -1)  # (3.a)
        return Gates(i, f, o, g.tanh())  # (3.b)

    def store(
        self, c: Float[Tensor, "replica batch hidden"], gates: Gates
    ) -> Float[Tensor, "replica batch hidden"]:
        """Keep and add."""
        return gates.f * c + gates.i * gates.g  # (3.c)

    def advance(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> State:
        """Decide, store, expose."""
        gates = self.gates(drive_t, state)
        c = self.store(state[1], gates)
        return gates.o * c.tanh(), c  # (3.d)

    def unroll_by_hand(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time hidden"], State]:
        """The same, with the way back written out."""
        y, *last = unroll_lstm(x, *state, self.weights())
        return y, tuple(last)

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """[U | W | b | 0], the rows of i, f, o and g below one another."""
        return side_by_side(self.U, self.W.weight, self.W.bias)

    def keep(
        self, drive_t: Float[Tensor, "replica batch drive"], state: State
    ) -> Float[Tensor, "replica batch hidden"]:
        """The forget gate."""
        return self.gates(drive_t, state).f


class LSTM(Gated):
    """Cells (3.a) to (3.d) and a linear read-out.

    Every forget gate's bias starts at ``forget_bias``; None leaves it as torch draws it.
    ``chrono`` is the longest time scale, in steps, to be expected (Tallec & Ollivier 2018):
    forget biases start at ln U[1, chrono − 1], input biases at the negative of that.
    """

    cell = LSTMCell

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int = 16,
        layers: int = 1,
        forget_bias: float | None = 1.0,
        chrono: float | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__(
            inputs,
            outputs,
            seeds=seeds,
            hidden=hidden,
            layers=layers,
            dtype=dtype,
            forget_bias=forget_bias,
            chrono=chrono,
        )
