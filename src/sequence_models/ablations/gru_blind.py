"""A gated recurrent unit whose gates and candidate do not see its state."""

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures import GRU
from sequence_models.architectures.gru import GRUCell


class BlindGRUCell(GRUCell):
    """z_t and n_t from W x_t + b alone, so that the step is linear in the state   (2.s)."""

    unroll_by_hand = GRUCell.unroll_by_hand

    def gates(
        self,
        drive_t: Float[Tensor, "replica batch gates"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> tuple[Float[Tensor, "replica batch hidden"], Float[Tensor, "replica batch hidden"]]:
        """Decide as if the state were zero."""
        return super().gates(drive_t, torch.zeros_like(h))

    def candidate(
        self,
        drive_t: Float[Tensor, "replica batch hidden"],
        r: Float[Tensor, "replica batch hidden"],
        h: Float[Tensor, "replica batch hidden"],
    ) -> Float[Tensor, "replica batch hidden"]:
        """Write as if the state were zero."""
        return super().candidate(drive_t, r, torch.zeros_like(h))

    def gating(self) -> Float[Tensor, "replica rows columns"]:
        """The gates' rows, with nothing in the columns of the state."""
        U, rest = super().gating().tensor_split([self.hidden], 2)
        return torch.cat([0 * U, rest], 2)

    def writing(self) -> tuple[Tensor, Tensor, Tensor]:
        """The candidate's, likewise."""
        U, W, b = super().writing()
        return 0 * U, W, b


class GRUBlind(GRU):
    """Removed: what gates and candidate see of the state; the input alone decides."""

    cell = BlindGRUCell
