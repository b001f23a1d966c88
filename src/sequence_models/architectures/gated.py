"""Recurrent networks whose cells decide, at each step, how much of their memory to keep."""

from abc import abstractmethod

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import GatedModel, State
from sequence_models.architectures.recurrent import Cell, Recurrent


class GatedCell(Cell):
    """A cell with a keep gate. The last part of its state is the memory that the gate scales."""

    @abstractmethod
    def keep(
        self, drive_t: Float[Tensor, "replica batch drive"], state: State
    ) -> Float[Tensor, "replica batch hidden"]:
        """The share of each unit's memory that this step keeps, in [0, 1]."""


class Gated(Recurrent, GatedModel):
    """Stacked gated cells that can show their keep gates."""

    def kept(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> Float[Tensor, "replica batch time hidden"]:
        """Unroll the lowest layer, reading its gates."""
        cell = self.cells[0]
        assert isinstance(cell, GatedCell)
        state = state[: cell.parts]
        kept = []
        for drive_t in cell.drive(x).unbind(2):
            kept.append(cell.keep(drive_t, state))
            state = cell.advance(drive_t, state)
        return torch.stack(kept, 2)
