"""LSTMs with one mechanism removed or broken."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures import LSTM, State
from sequence_models.architectures.layers import square
from sequence_models.architectures.lstm import Gates, LSTMCell
from sequence_models.architectures.unrolled import OPEN, constant
from sequence_models.replicas import Streams


class CoupledCell(LSTMCell):
    """i = 1 − f."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """What is not kept is written."""
        gates = super().gates(drive_t, state)
        return gates._replace(i=1 - gates.f)

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows: 1 − σ(a) = σ(−a)."""
        _, f, o, g = super().weights().chunk(4, 1)
        return torch.cat([-f, f, o, g], 1)


class LSTMCoupledGates(LSTM):
    """Removed: the input gate of its own; writing takes what keeping leaves."""

    cell = CoupledCell


class SquashedCell(LSTMCell):
    """c_t = tanh(f ⊙ c_{t−1} + i ⊙ g)."""

    def store(
        self, c: Float[Tensor, "replica batch hidden"], gates: Gates
    ) -> Float[Tensor, "replica batch hidden"]:
        """Keep, add, squash."""
        return super().store(c, gates).tanh()


class LSTMSquashedCell(LSTM):
    """Broken: the stored sum is squashed at every step."""

    cell = SquashedCell


class MultiplicativeCell(LSTMCell):
    """c_t = f ⊙ (c_{t−1} + i ⊙ g ⊙ (1 + c_{t−1})): 1 + c is scaled by 1 + i ⊙ g, then c decays."""

    def store(
        self, c: Float[Tensor, "replica batch hidden"], gates: Gates
    ) -> Float[Tensor, "replica batch hidden"]:
        """Scale what is stored, from an origin that a write can leave."""
        return gates.f * (c + gates.i * gates.g * (1 + c))


class LSTMMultiplicativeWrite(LSTM):
    """Broken: a write scales what is stored, where it should add to it."""

    cell = MultiplicativeCell


class NoForgetCell(LSTMCell):
    """f = 1."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """All is kept."""
        gates = super().gates(drive_t, state)
        return gates._replace(f=torch.ones_like(gates.f))

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows."""
        i, f, o, g = super().weights().chunk(4, 1)
        return torch.cat([i, constant(f, self.bias_column, OPEN), o, g], 1)


class LSTMWithoutForgetGate(LSTM):
    """Removed: the forget gate (the cell of 1997)."""

    cell = NoForgetCell


class NoInputCell(LSTMCell):
    """i = 1."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """Every candidate is written."""
        gates = super().gates(drive_t, state)
        return gates._replace(i=torch.ones_like(gates.i))

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows."""
        i, f, o, g = super().weights().chunk(4, 1)
        return torch.cat([constant(i, self.bias_column, OPEN), f, o, g], 1)


class LSTMWithoutInputGate(LSTM):
    """Removed: the input gate."""

    cell = NoInputCell


class NoOutputCell(LSTMCell):
    """o = 1."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """All is shown."""
        gates = super().gates(drive_t, state)
        return gates._replace(o=torch.ones_like(gates.o))

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows."""
        i, f, o, g = super().weights().chunk(4, 1)
        return torch.cat([i, f, constant(o, self.bias_column, OPEN), g], 1)


class LSTMWithoutOutputGate(LSTM):
    """Removed: the output gate."""

    cell = NoOutputCell


class InsideCell(LSTMCell):
    """h_t = tanh(o ⊙ c_t)."""

    def advance(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> State:
        """Decide, store, gate, squash."""
        gates = self.gates(drive_t, state)
        c = self.store(state[1], gates)
        return (gates.o * c).tanh(), c


class LSTMGatedBeforeSquash(LSTM):
    """Broken: the output gate is applied before the tanh, not after it."""

    cell = InsideCell


class DenseCell(LSTMCell):
    """c_t = f ⊙ (R c_{t−1}) + i ⊙ g, R learned, orthogonal at the start."""

    def __init__(self, inputs: int, hidden: int, *, streams: Streams, **rest: Any) -> None:
        super().__init__(inputs, hidden, streams=streams, **rest)
        R = square(streams, hidden, initialisation="orthogonal", gain=1.0)
        self.R = nn.Parameter(R.to(self.U.dtype))

    def store(
        self, c: Float[Tensor, "replica batch hidden"], gates: Gates
    ) -> Float[Tensor, "replica batch hidden"]:
        """Mix, keep, add."""
        return super().store(torch.bmm(c, self.R.transpose(1, 2)), gates)


class LSTMDenseCell(LSTM):
    """Broken: the cells are mixed with one another at every step."""

    cell = DenseCell


class SwappedCell(LSTMCell):
    """c_t = i ⊙ c_{t−1} + f ⊙ g."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """Write what should be kept, keep what should be written."""
        gates = super().gates(drive_t, state)
        return gates._replace(i=gates.f, f=gates.i)

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows."""
        i, f, o, g = super().weights().chunk(4, 1)
        return torch.cat([f, i, o, g], 1)


class LSTMSwappedGates(LSTM):
    """Broken: the input gate keeps and the forget gate writes."""

    cell = SwappedCell


class DeafCell(LSTMCell):
    """Deaf to ``forget_bias``."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def __init__(self, inputs: int, hidden: int, *, forget_bias: float | None, **rest: Any) -> None:
        del forget_bias
        super().__init__(inputs, hidden, forget_bias=None, **rest)


class LSTMForgetBiasIgnored(LSTM):
    """Removed: the forget bias. It starts as torch draws it, whatever is asked for."""

    cell = DeafCell


class BlindCell(LSTMCell):
    """Gates and candidate from W x_t + b alone."""

    unroll_by_hand = LSTMCell.unroll_by_hand

    def gates(self, drive_t: Float[Tensor, "replica batch drive"], state: State) -> Gates:
        """Decide as if nothing had been exposed."""
        return super().gates(drive_t, (torch.zeros_like(state[0]), *state[1:]))

    def weights(self) -> Float[Tensor, "replica rows columns"]:
        """The same as rows, with nothing in the columns of what was exposed."""
        U, rest = super().weights().tensor_split([self.hidden], 2)
        return torch.cat([0 * U, rest], 2)


class LSTMBlindGates(LSTM):
    """Removed: what gates and candidate see of the exposed state; the input alone decides."""

    cell = BlindCell
