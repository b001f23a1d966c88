"""The only training loop."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Task


def fit(
    model: SequenceModel,
    task: Task,
    *,
    seeds: Sequence[int],
    steps: int,
    rate: float | None = None,
    clip: float = 1.0,
) -> Float[Tensor, "steps replica"]:
    """Train every replica by Adam on its own fresh batches; return the learning curves.

    ``rate`` is the task's unless given. Each replica's gradient is clipped to norm ``clip``
    by itself, so replicas stay independent: Adam acts on every number separately.
    """
    data = streams(seeds, "training data")
    optimiser = torch.optim.Adam(model.parameters(), lr=rate or task.rate)
    curves = []
    for _ in range(steps):
        batch = task.sample(data, task.batch)
        losses = task.loss(model(batch.inputs), batch)
        optimiser.zero_grad()
        losses.sum().backward()
        clip_each_replica(model, clip)
        optimiser.step()
        curves.append(losses.detach())
    return torch.stack(curves)


def clip_each_replica(model: SequenceModel, norm: float) -> None:
    """Scale each replica's gradient down to ``norm`` where it is longer."""
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    squares = torch.stack([g.flatten(1).square().sum(1) for g in gradients]).sum(0)
    scale = (norm / squares.sqrt().clamp_min(1e-12)).clamp_max(1.0)
    for g in gradients:
        g.mul_(scale.view(-1, *[1] * (g.dim() - 1)))
