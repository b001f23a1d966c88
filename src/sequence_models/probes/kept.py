"""What a model keeps of a sequence until the gradient is asked for."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, countable
from sequence_models.probes.cost import count
from sequence_models.replicas import normal, streams


class Kept:
    """Counts the numbers that autograd saves, each storage once, parameters left out."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.known = {p.untyped_storage().data_ptr() for p in model.parameters()}
        self.held: list[Tensor] = []  # so that no storage is given away and met again

    @property
    def numbers(self) -> int:
        """Of all storages together."""
        sizes = {p.untyped_storage().data_ptr(): p.untyped_storage().nbytes() for p in self.held}
        return sum(sizes.values()) // 4

    def pack(self, saved: Tensor) -> Tensor:
        """Note what is saved."""
        if saved.untyped_storage().data_ptr() not in self.known and saved.is_floating_point():
            self.held.append(saved)
        return saved


def kept_for_gradient(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Numbers kept from the run over one sequence until its gradient, parameters left out.

    Numbers, in [0, ∞); fewer is smaller.
    """
    model = countable(build(inputs=width, outputs=width))
    x = normal(streams(seeds, "inputs"), 1, length, width).float()
    kept = Kept(model)
    with torch.autograd.graph.saved_tensors_hooks(kept.pack, lambda saved: saved):
        model(x)
    return count(model, kept.numbers // model.replicas)
