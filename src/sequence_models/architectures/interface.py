"""What every architecture can be asked, and nothing about how it answers."""

from abc import ABC, abstractmethod
from typing import Protocol, TypeVar, cast, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor, nn

State = tuple[Tensor, ...]
"""What a model carries from one step to the next: tensors (replica, batch, ...)."""


class SequenceModel(nn.Module, ABC):
    """A map from sequences to sequences that many independent replicas compute at once.

    Parameters are (replica, ...), activations (replica, batch, time, feature).
    Replica r depends on ``seeds[r]`` alone.
    """

    inputs: int
    outputs: int
    replicas: int
    fused: bool = False  # whether kernels hide the operations that would have to be counted

    @abstractmethod
    def initial_state(self, batch: int) -> State:
        """What is carried before the first step."""

    @abstractmethod
    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """Outputs for a stretch of the sequence, and what is carried beyond it."""

    def forward(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> Float[Tensor, "replica batch time outputs"]:
        """Outputs for a whole sequence."""
        y, _ = self.run(x, self.initial_state(x.shape[1]))
        return y

    def step(
        self, x_t: Float[Tensor, "replica batch inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch outputs"], State]:
        """One step: its output, and what is carried to the next."""
        y, state = self.run(x_t.unsqueeze(2), state)
        return y.squeeze(2), state

    def state_size(self) -> int:
        """How many numbers one sequence of one replica carries before its first step."""
        return sum(part[0, 0].numel() for part in self.initial_state(batch=1))


class GatedModel(SequenceModel):
    """A model that scales its memory, the last part of its state, by a keep gate at each step."""

    @abstractmethod
    def kept(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> Float[Tensor, "replica batch time hidden"]:
        """What the lowest layer's keep gates are at every step, each in [0, 1]."""


class LayeredModel(SequenceModel):
    """A model of attention layers that shows the stream between them and the weights in them."""

    @abstractmethod
    def streams(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> list[Float[Tensor, "replica batch time width"]]:
        """The stream of vectors before the first layer and after each."""

    @abstractmethod
    def patterns(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> list[Float[Tensor, "replica batch heads time time"]]:
        """The weights of every layer, that of a key for a query."""


class NotExposed(Exception):
    """A model from elsewhere does not show, or cannot be given, what is asked of it."""


Kind = TypeVar("Kind", bound=SequenceModel)


def showing(model: SequenceModel, kind: type[Kind]) -> Kind:
    """The model, which shows what this kind of model shows; NotExposed where it does not."""
    asked = sorted(kind.__abstractmethods__ - SequenceModel.__abstractmethods__)
    if hidden := [name for name in asked if not hasattr(model, name)]:
        raise NotExposed(
            f"{type(model).__name__} does not show {', '.join(hidden)}, as a {kind.__name__} does"
        )
    return cast(Kind, model)


def countable(model: SequenceModel) -> SequenceModel:
    """The model, whose operations and numbers can be counted; NotExposed where a kernel or an
    adapter hides them."""
    if model.fused:
        raise NotExposed(
            f"{type(model).__name__} runs in kernels that hide the operations to be counted"
        )
    return model


def flatten(state: State) -> Float[Tensor, "replica batch size"]:
    """The carried numbers as one vector per sequence."""
    return torch.cat([part.flatten(2) for part in state], dim=-1)


@runtime_checkable
class Build(Protocol):
    """Builds the architecture under test, all replicas at once; the probe names the sizes."""

    def __call__(
        self, *, inputs: int, outputs: int, dtype: torch.dtype | None = None
    ) -> SequenceModel:
        """The seeded model; ``dtype`` is float32 unless given."""
