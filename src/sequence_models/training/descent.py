"""Updates: what is trained as one matrix, a row per replica, and torch's optimisers on it."""

from collections.abc import Sequence
from typing import Any, Literal

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel

Optimiser = Literal["adam", "sgd"]
OPTIMISERS: dict[Optimiser, Any] = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}


class Descent:
    """Lowers the losses of all replicas at once; no replica sees anything of another.

    ``rate`` is one learning rate, or one for each replica. Each replica's gradient is clipped to
    norm ``clip`` by itself. The model's parameters become views of the matrix, and their
    gradients views of its gradient.
    """

    def __init__(
        self,
        model: SequenceModel,
        *,
        rate: float | Float[Tensor, " replica"],
        clip: float,
        optimiser: Optimiser,
    ) -> None:
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.numbers = rows(self.parameters)
        self.gradients = torch.zeros_like(self.numbers)
        widths = [p[0].numel() for p in self.parameters]
        parts = (matrix.split(widths, 1) for matrix in (self.numbers, self.gradients))
        for p, number, gradient in zip(self.parameters, *parts, strict=True):
            p.data, p.grad = number.view_as(p), gradient.view_as(p)
        self.clip = clip
        self.optimiser = OPTIMISERS[optimiser](self.groups(rate), fused=True)

    def groups(self, rate: float | Float[Tensor, " replica"]) -> list[dict[str, Any]]:
        """What has a learning rate of its own: the whole matrix, or each row."""
        rates = rate.tolist() if isinstance(rate, Tensor) else [rate]
        if len(rates) not in (1, len(self.numbers)):
            raise ValueError(
                f"Give one rate, or one for each of the {len(self.numbers)} replicas, "
                f"not {len(rates)}."
            )
        groups = []
        for own, number, gradient in zip(
            rates, self.numbers.chunk(len(rates)), self.gradients.chunk(len(rates)), strict=True
        ):
            number.grad = gradient
            groups.append({"params": [number], "lr": own})
        return groups

    def step(self, losses: Float[Tensor, " replica"]) -> None:
        """One update of every replica by the gradient of its own loss."""
        found = torch.autograd.grad(
            losses.sum(), self.parameters, allow_unused=True, materialize_grads=True
        )
        torch.cat([g.flatten(1) for g in found], 1, out=self.gradients)
        clip_each_row(self.gradients, self.clip)
        self.optimiser.step()


def rows(parameters: Sequence[Tensor]) -> Float[Tensor, "replica numbers"]:
    """A copy of all the numbers of each replica, side by side."""
    return torch.cat([p.detach().flatten(1) for p in parameters], 1)


def clip_each_row(gradients: Float[Tensor, "replica numbers"], norm: float) -> None:
    """Scale each row down to ``norm`` where it is longer; touch nothing where none is."""
    scale = (norm / torch.linalg.vector_norm(gradients, dim=1).clamp_min(1e-12)).clamp_max(1.0)
    if not bool((scale == 1).all()):
        gradients.mul_(scale.unsqueeze(1))
