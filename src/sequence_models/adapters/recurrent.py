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
from sequence_models.architectures.layers import Linear, square
from sequence_models.replicas import Streams, streams, uniform


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

    Its start is that of the named architecture. What is left at its default is set where the
    parameters have torch's names; biases are total biases, so a second vector is zero for good.
    """

    parts: ClassVar[int] = 1
    namesake: ClassVar[type[nn.Module]]

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
        self.given, asked = given, self.defaults() | given
        self.inputs, self.outputs, self.replicas = inputs, outputs, len(seeds)
        self.hidden, self.layers = asked["hidden"], asked["layers"]
        self.fused = issubclass(self.target, nn.RNNBase)
        drawn = streams(seeds, "weights")
        options = self.options(asked)

        def make() -> nn.Module:
            module = self.construct(inputs, self.hidden, **options)
            first = getattr(module, "batch_first", False)
            return Batched(module, layers=self.layers, parts=self.parts, batch_first=first)

        self.network = Replicated(make, streams=drawn, dtype=dtype)
        for layer in range(self.layers):
            if f"module.bias_hh_l{layer}" in self.network:
                self.network.fix(f"module.bias_hh_l{layer}")
        self.start(asked, drawn)
        self.readout = Linear(self.hidden, outputs, streams=drawn, dtype=dtype)

    def options(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What the constructor is given beside its sizes, where it is not torch's default."""
        return {"num_layers": asked["layers"]} if asked["layers"] > 1 else {}

    @abstractmethod
    def start(self, asked: dict[str, Any], drawn: Streams) -> None:
        """Set what the named architecture's conditions say of the start."""

    def of_each_layer(self, name: str, condition: str) -> list[Tensor]:
        """The parameter of this name in every layer; none where it has another name and the
        condition is at its default, NotExposed where the condition was asked for."""
        names = [f"module.{name}_l{layer}" for layer in range(self.layers)]
        if all(each in self.network for each in names):
            return [self.network[each] for each in names]
        if condition in self.given:
            raise NotExposed(self.refusal(condition, f"it has no parameter {name}_l0"))
        return []

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

    def options(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The activation as torch calls it."""
        activation = asked["activation"]
        if activation == "tanh":
            return super().options(asked)
        if activation != "relu":
            raise NotExposed(
                self.refusal(f"activation={activation!r}", "its nonlinearity is tanh or relu")
            )
        return super().options(asked) | {"nonlinearity": activation}

    def start(self, asked: dict[str, Any], drawn: Streams) -> None:
        """Scale the recurrent matrix, or draw it as asked and start without bias."""
        initialisation, gain = asked["initialisation"], asked["gain"]
        named = "initialisation" if initialisation != "uniform" else "gain"
        for W in self.of_each_layer("weight_hh", named):
            if initialisation == "uniform":
                W.mul_(gain)
                continue
            size = W.shape[1]
            W.copy_(square(drawn, size, initialisation=initialisation, gain=gain, dtype=W.dtype))
        if initialisation != "uniform":
            for b in self.of_each_layer("bias_ih", named):
                b.zero_()


class GRUSubject(RecurrentSubject):
    """Presents a module as ``GRU``. Torch's applies its reset gate after the recurrent matrix."""

    namesake = nn.GRU

    def start(self, asked: dict[str, Any], drawn: Streams) -> None:
        """Set the update gate's bias."""
        if self.given.get("reset", "after") != "after":
            raise NotExposed(
                self.refusal("reset='before'", "torch's convention resets after the matrix")
            )
        if asked["keep_bias"] is not None:
            for b in self.of_each_layer("bias_ih", "keep_bias"):
                b.chunk(3, -1)[1].fill_(asked["keep_bias"])  # torch: reset, update, new


class LSTMSubject(RecurrentSubject):
    """Presents a module as ``LSTM``."""

    namesake = nn.LSTM
    parts = 2

    def start(self, asked: dict[str, Any], drawn: Streams) -> None:
        """Set the forget gate's bias, and for chrono the input gate's as well."""
        if asked["forget_bias"] is not None:
            for b in self.of_each_layer("bias_ih", "forget_bias"):
                b.chunk(4, -1)[1].fill_(asked["forget_bias"])  # torch: input, forget, cell, output
        if asked["chrono"] is not None:
            for b in self.of_each_layer("bias_ih", "chrono"):
                i, f, _, _ = b.chunk(4, -1)
                f.copy_((1 + (asked["chrono"] - 2) * uniform(drawn, self.hidden)).log())
                i.copy_(-f)
