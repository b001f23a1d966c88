"""Gated recurrent units with one mechanism removed or broken."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures import GRU, State
from sequence_models.architectures.gru import GRUCell
from sequence_models.architectures.unrolled import OPEN, constant


class ConstantUpdateCell(GRUCell):
    """z_t = σ(a), one learned number per unit, whatever arrives."""

    unroll_by_hand = GRUCell.unroll_by_hand

    def __init__(self, inputs: int, hidden: int, **rest: Any) -> None:
        super().__init__(inputs, hidden, **rest)
        assert self.W.bias is not None
        self.a = nn.Parameter(self.W.bias.detach().chunk(3, -1)[1].unsqueeze(1).clone())

    def gates(
        self,
        drive_t: Float[Tensor, "replica batch gates"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> tuple[Float[Tensor, "replica batch hidden"], Float[Tensor, "replica batch hidden"]]:
        """Reset as it was, keep constant."""
        r, _ = super().gates(drive_t, h)
        return r, self.a.sigmoid().expand_as(h)

    def gating(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows."""
        r, z = super().gating().chunk(2, 1)
        return torch.cat([r, constant(z, self.bias_column, self.a.squeeze(1))], 1)


class GRUConstantUpdate(GRU):
    """Broken: the update gate is a learned constant, so keeping does not depend on the input."""

    cell = ConstantUpdateCell


class NoResetCell(GRUCell):
    """r_t = 1."""

    unroll_by_hand = GRUCell.unroll_by_hand

    def gates(
        self,
        drive_t: Float[Tensor, "replica batch gates"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> tuple[Float[Tensor, "replica batch hidden"], Float[Tensor, "replica batch hidden"]]:
        """Nothing is reset, keep as it was."""
        r, z = super().gates(drive_t, h)
        return torch.ones_like(r), z

    def gating(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows."""
        r, z = super().gating().chunk(2, 1)
        return torch.cat([constant(r, self.bias_column, OPEN), z], 1)


class GRUWithoutReset(GRU):
    """Removed: the reset gate."""

    cell = NoResetCell


class ConstantGatesCell(NoResetCell, ConstantUpdateCell):
    """r_t = 1 and z_t = σ(a)."""

    unroll_by_hand = GRUCell.unroll_by_hand


class GRUConstantGates(GRU):
    """Removed: every gate that depends on the input; the update gate is a learned constant."""

    cell = ConstantGatesCell


class SwappedPolarityCell(GRUCell):
    """h_t = (1 − z_t) ⊙ h_{t−1} + z_t ⊙ n_t."""

    def gates(
        self,
        drive_t: Float[Tensor, "replica batch gates"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> tuple[Float[Tensor, "replica batch hidden"], Float[Tensor, "replica batch hidden"]]:
        """Reset as it was, keep what should be written."""
        r, z = super().gates(drive_t, h)
        return r, 1 - z


class GRUSwappedPolarity(GRU):
    """Broken: the update gate keeps where it should write, and writes where it should keep."""

    cell = SwappedPolarityCell


class GRUSharedVector(GRU):
    """Broken: one state vector for all layers, each overwriting in turn what the last one left."""

    def initial_state(self, batch: int) -> State:
        """One vector of zeros."""
        return super().initial_state(batch)[:1]

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Step by step, since the first layer's past is the last layer's present."""
        exposed = []
        for x_t in x.split(1, 2):
            for cell in self.cells:
                x_t, state = cell.unroll(x_t, state)
            exposed.append(x_t)
        return self.readout(torch.cat(exposed, 2)), state


class GRUHandOver(GRU):
    """Broken: each layer's run starts from the final state of the layer below, not from its own."""

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Unroll layer by layer, handing the last state up."""
        carried: State = ()
        own = state[:1]
        for cell in self.cells:
            x, own = cell.unroll(x, own)
            carried += own
        return self.readout(x), carried
