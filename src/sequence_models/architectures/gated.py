"""Recurrent networks whose cells decide, at each step, how much of their memory to keep."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import GatedModel, State
from sequence_models.architectures.layers import Linear
from sequence_models.architectures.recurrent import Cell, Recurrent
from sequence_models.replicas import streams


class GatedCell(Cell):
    """A cell with a keep gate. The last part of its state is the memory that the gate scales."""

    @abstractmethod
    def keep(
        self, drive_t: Float[Tensor, "replica batch drive"], state: State
    ) -> Float[Tensor, "replica batch hidden"]:
        """The share of each unit's memory that this step keeps, in [0, 1]."""


class Gated(Recurrent, GatedModel):
    """Gated cells on top of one another, and a linear read-out of the last.

    The first cell reads the input, each further one the layer below.
    """

    cell: type[GatedCell]

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        hidden: int,
        layers: int,
        dtype: torch.dtype | None,
        **start: Any,
    ) -> None:
        drawn = streams(seeds, "weights")
        widths = [inputs] + [hidden] * (layers - 1)
        cells = [self.cell(w, hidden, streams=drawn, dtype=dtype, **start) for w in widths]
        super().__init__(cells, Linear(hidden, outputs, streams=drawn, dtype=dtype), inputs=inputs)

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
