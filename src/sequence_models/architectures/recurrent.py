"""The time loop: cells stacked in layers, and a linear read-out of the last layer."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import SequenceModel, State
from sequence_models.architectures.layers import Linear
from sequence_models.differentiation import once


class Cell(nn.Module, ABC):
    """One layer's recurrence. The first part of its state is what the layer exposes.

    The inputs' contribution to all steps is one matrix product, made before the loop;
    the loop does only what has to be sequential. A state is never changed in place.
    """

    hidden: int
    parts: int = 1  # how many tensors (replica, batch, hidden) the cell carries

    @abstractmethod
    def drive(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time drive"]:
        """What the inputs contribute to each step."""

    @abstractmethod
    def advance(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> State:
        """One step of the recurrence."""

    def unroll(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time hidden"], State]:
        """Every exposed state, and the last state whole."""
        by_hand = "unroll_by_hand" in vars(type(self))  # not inherited: a heir may change a step
        if by_hand and once() and x.shape[2] > 1:
            return self.unroll_by_hand(x, state)
        exposed = []
        for drive_t in self.drive(x).unbind(2):
            state = self.advance(drive_t, state)
            exposed.append(state[0])
        return torch.stack(exposed, 2), state

    def unroll_by_hand(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time hidden"], State]:
        """The same, for a cell that writes it out; used where derivatives are taken once."""
        raise NotImplementedError


class Recurrent(SequenceModel):
    """Cells on top of one another, each with a state of its own, and a linear read-out.

    The state is the flat tuple of the layers' parts, lowest layer first.
    """

    def __init__(self, cells: Sequence[Cell], readout: Linear, *, inputs: int) -> None:
        super().__init__()
        self.cells: Sequence[Cell] = nn.ModuleList(cells)  # type: ignore[assignment]  # torch: Modules
        self.readout = readout
        self.inputs = inputs
        self.replicas, self.outputs, _ = readout.weight.shape

    def initial_state(self, batch: int) -> State:
        """Zeros."""
        zeros = self.readout.weight.new_zeros
        return tuple(
            zeros(self.replicas, batch, cell.hidden)
            for cell in self.cells
            for _ in range(cell.parts)
        )

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Unroll layer by layer, then read out."""
        carried: State = ()
        for cell in self.cells:
            own, state = state[: cell.parts], state[cell.parts :]
            x, own = cell.unroll(x, own)
            carried += own
        return self.readout(x), carried
