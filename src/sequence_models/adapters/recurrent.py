"""Modules with the calling convention of torch.nn.RNN, GRU or LSTM."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.adapters.replicated import Replicated
from sequence_models.adapters.subject import Subject
from sequence_models.architectures.interface import NotExposed, SequenceModel, State
from sequence_models.architectures.layers import Linear
from sequence_models.replicas import streams


class Batched(nn.Module):
    """The module, batch first, with its state as the flat tuple that ours have."""

    def __init__(self, module: nn.Module, *, layers: int, parts: int, batch_first: bool) -> None:
        super().__init__()
        self.module, self.layers, self.parts = module, layers, parts
        self.batch_first = batch_first

    def forward(self, x: Tensor, *state: Tensor) -> tuple[Tensor, ...]:
        """What the last layer exposes, and every layer's last state, lowest first."""
        before = tuple(torch.stack(state[part :: self.parts]) for part in range(self.parts))
        turned = x if self.batch_first else x.transpose(0, 1)
        y, after = self.module(turned, before if self.parts > 1 else before[0])
        after = after if self.parts > 1 else (after,)
        carried = (part[layer] for layer in range(self.layers) for part in after)
        return (y if self.batch_first else y.transpose(0, 1), *carried)


class RecurrentSubject(Subject, SequenceModel):
    """A module of its own for every replica, and our linear read-out.

    It starts with the numbers that the named architecture starts with, where the parameters
    have torch's names; other names start as they are drawn. Biases are total biases: a second
    vector is zero for good.
    """

    parts: ClassVar[int] = 1
    namesake: ClassVar[type[nn.Module]]
    of_shape: ClassVar[set[str]] = {"hidden", "layers"}

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        dtype: torch.dtype | None = None,
        **given: Any,
    ) -> None:
        super().__init__()
        ours: Any = self.architecture(inputs, outputs, seeds=seeds, dtype=dtype, **given)
        asked = self.defaults() | given
        self.inputs, self.outputs, self.replicas = inputs, outputs, len(seeds)
        self.hidden, self.layers = asked["hidden"], asked["layers"]
        self.fused = issubclass(self.target, nn.RNNBase)
        options = self.options(asked, given)

        def make() -> nn.Module:
            module = self.construct(inputs, self.hidden, **options)
            first = getattr(module, "batch_first", False)
            return Batched(module, layers=self.layers, parts=self.parts, batch_first=first)

        self.network = Replicated(make, streams=streams(seeds, "modules"), dtype=dtype)
        for layer, cell in enumerate(ours.cells):
            for name, number in self.start(cell).items():
                self.set(f"{name}_l{layer}", number, given)
            if f"module.bias_hh_l{layer}" in self.network:
                self.network.fix(f"module.bias_hh_l{layer}")
        self.readout: Linear = ours.readout

    def options(self, asked: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """What the constructor is given beside its sizes, where it is not torch's default."""
        return {"num_layers": asked["layers"]} if asked["layers"] > 1 else {}

    @abstractmethod
    def start(self, cell: Any) -> dict[str, Tensor]:
        """The numbers of one of our cells, under torch's names and in torch's order."""

    def set(self, name: str, number: Tensor, given: dict[str, Any]) -> None:
        """Start a parameter with this number. NotExposed where there is no such parameter and
        the claim names a condition of the start."""
        if f"module.{name}" in self.network:
            self.network[f"module.{name}"].copy_(number)
        elif conditions := sorted(given.keys() - self.of_shape):
            raise NotExposed(self.refusal(", ".join(conditions), f"it has no parameter {name}"))

    def initial_state(self, batch: int) -> State:
        """Zeros."""
        zeros = self.readout.weight.new_zeros
        return tuple(
            zeros(self.replicas, batch, self.hidden) for _ in range(self.layers * self.parts)
        )

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Run the modules, then read out."""
        exposed, *carried = self.network(x, *state)
        return self.readout(exposed), tuple(carried)


class RNNSubject(RecurrentSubject):
    """Presents a module as ``RNN``."""

    namesake = nn.RNN
    of_shape: ClassVar[set[str]] = {"hidden", "layers", "activation"}

    def options(self, asked: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """The activation as torch calls it."""
        activation = asked["activation"]
        if activation not in ("tanh", "relu"):
            reason = "its nonlinearity is tanh or relu"
            raise NotExposed(self.refusal(f"activation={activation!r}", reason))
        named = {} if activation == "tanh" else {"nonlinearity": activation}
        return super().options(asked, given) | named

    def start(self, cell: Any) -> dict[str, Tensor]:
        """Torch calls W weight_hh and U weight_ih."""
        return {"weight_ih": cell.U.weight, "bias_ih": cell.U.bias, "weight_hh": cell.W}


class GRUSubject(RecurrentSubject):
    """Presents a module as ``GRU``. Torch's applies its reset gate after the recurrent matrix."""

    namesake = nn.GRU

    def options(self, asked: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """A claim that asks for one place of the reset gate cannot be tried."""
        if "reset" in given:
            reason = "torch's convention resets after the matrix, and its second bias is zero here"
            raise NotExposed(self.refusal(f"reset={given['reset']!r}", reason))
        return super().options(asked, given)

    def start(self, cell: Any) -> dict[str, Tensor]:
        """Torch's order is ours: reset, update, new."""
        U = torch.cat([cell.U_gates, cell.U_n.weight], 1)
        return {"weight_ih": cell.W.weight, "bias_ih": cell.W.bias, "weight_hh": U}


class LSTMSubject(RecurrentSubject):
    """Presents a module as ``LSTM``."""

    namesake = nn.LSTM
    parts = 2

    def start(self, cell: Any) -> dict[str, Tensor]:
        """Torch's order is input, forget, candidate, output."""
        ours = {"weight_ih": cell.W.weight, "bias_ih": cell.W.bias, "weight_hh": cell.U}
        return {name: torchs_order(number) for name, number in ours.items()}


def torchs_order(number: Tensor) -> Tensor:
    """From input, forget, output, candidate."""
    i, f, o, g = number.chunk(4, 1)
    return torch.cat([i, f, g, o], 1)
