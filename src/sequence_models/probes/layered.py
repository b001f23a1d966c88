"""What a probe of depth asks of a model beyond the common interface."""

from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel


@runtime_checkable
class Layered(Protocol):
    """A model of layers that shows the stream between them and the weights within them."""

    def streams(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> list[Float[Tensor, "replica batch time width"]]:
        """The stream of vectors before the first layer and after each."""

    def patterns(
        self, x: Float[Tensor, "replica batch time inputs"]
    ) -> list[Float[Tensor, "replica batch heads time time"]]:
        """The attention weights of every layer."""


def layered(model: SequenceModel) -> Layered:
    """The model, if it shows its layers."""
    if not isinstance(model, Layered):
        raise NotImplementedError(f"{type(model).__name__} shows neither streams nor patterns")
    return model
