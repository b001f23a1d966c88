"""The gated recurrent unit (Cho et al. 2014): what arrives decides what is kept."""

from collections.abc import Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.gated import Gated, GatedCell
from sequence_models.architectures.interface import State
from sequence_models.architectures.layers import Linear, affine, between
from sequence_models.architectures.unrolled import (
    side_by_side,
    unroll_gru,
    unroll_gru_reset_after,
)
from sequence_models.replicas import Streams

Reset = Literal["before", "after"]


class GRUCell(GatedCell):
    """One convex combination of the old state and a candidate.

    r_t = σ(W_r x_t + U_r h_{t−1} + b_r)               reset   (2.a)
    z_t = σ(W_z x_t + U_z h_{t−1} + b_z)               keep    (2.b)
    n_t = tanh(W_n x_t + U_n (r_t ⊙ h_{t−1}) + b_n)    write   (2.c)
    h_t = z_t ⊙ h_{t−1} + (1 − z_t) ⊙ n_t                      (2.d)

    With ``reset="after"``, torch's form, n_t = tanh(W_n x_t + b_n + r_t ⊙ (U_n h_{t−1} + c_n)).
    """

    def __init__(
        self,
        inputs: int,
        hidden: int,
        *,
        streams: Streams,
        keep_bias: float | None,
        reset: Reset,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__()
        if reset not in ("before", "after"):
            raise ValueError(f"reset={reset!r} is not one of before, after")
        self.hidden, self.bias_column, self.reset = hidden, hidden + inputs, reset
        self.W = Linear(inputs, 3 * hidden, streams=streams, fan=hidden, dtype=dtype)
        self.U_gates = nn.Parameter(
            between(streams, hidden**-0.5, 2 * hidden, hidden, dtype=dtype)
        )  # U_r above U_z
        self.U_n = Linear(hidden, hidden, streams=streams, bias=reset == "after", dtype=dtype)
        if keep_bias is not None and self.W.bias is not None:
            nn.init.constant_(self.W.bias.chunk(3, -1)[1], keep_bias)

    def drive(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time drive"]:
        """W x_t + b for reset, keep and write."""
        return self.W(x)

    def gates(
        self,
        drive_t: Float[Tensor, "replica batch gates"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> tuple[Float[Tensor, "replica batch hidden"], Float[Tensor, "replica batch hidden"]]:
        """Reset and keep, each in (0, 1)."""
        both = torch.baddbmm(drive_t, h, self.U_gates.transpose(1, 2)).sigmoid()
        r, z = both.chunk(2, -1)  # (2.a), (2.b)
        return r, z

    def candidate(
        self,
        drive_t: Float[Tensor, "replica batch hidden"],
        r: Float[Tensor, "replica batch hidden"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> Float[Tensor, "replica batch hidden"]:
        """What would be written, in (−1, 1)."""
        past = self.U_n(r * h) if self.reset == "before" else r * self.U_n(h)
        return (drive_t + past).tanh()  # (2.c)

    def advance(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> State:
        """Keep a share that the input decides, write the rest."""
        (h,) = state
        gates_t, write_t = drive_t.split([2 * self.hidden, self.hidden], -1)
        r, z = self.gates(gates_t, h)
        return (torch.lerp(self.candidate(write_t, r, h), h, z),)  # (2.d)

    def unroll_by_hand(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time hidden"], State]:
        """The same, with the way back written out."""
        U_n, W_n, b_n = self.writing()
        if self.reset == "before":
            y, h = unroll_gru(x, *state, self.gating(), side_by_side(U_n, W_n, b_n))
        else:
            mixing = side_by_side(U_n, torch.zeros_like(W_n), self.U_n.bias)
            weights = torch.cat([self.gating(), mixing], 1)
            y, h = unroll_gru_reset_after(x, *state, weights, affine(x, W_n, b_n))
        return y, (h,)

    def gating(self) -> Float[Tensor, "replica rows columns"]:
        """[U | W | b | 0] of the gates, the rows of r above those of z."""
        assert self.W.bias is not None
        both = 2 * self.hidden
        return side_by_side(self.U_gates, self.W.weight[:, :both], self.W.bias[:, :both])

    def writing(self) -> tuple[Tensor, Tensor, Tensor]:
        """U, W and b of what is written."""
        assert self.W.bias is not None
        both = 2 * self.hidden
        return self.U_n.weight, self.W.weight[:, both:], self.W.bias[:, both:]

    def keep(
        self, drive_t: Float[Tensor, "replica batch drive"], state: State
    ) -> Float[Tensor, "replica batch hidden"]:
        """The update gate."""
        _, z = self.gates(drive_t.split([2 * self.hidden, self.hidden], -1)[0], state[0])
        return z


class GRU(Gated):
    """Cells (2.a) to (2.d) and a linear read-out.

    Weights and biases start at U(±1/√hidden); ``keep_bias`` sets every b_z instead.
    """

    cell = GRUCell

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int = 16,
        layers: int = 1,
        keep_bias: float | None = None,
        reset: Reset = "before",
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__(
            inputs,
            outputs,
            seeds=seeds,
            hidden=hidden,
            layers=layers,
            dtype=dtype,
            keep_bias=keep_bias,
            reset=reset,
        )
