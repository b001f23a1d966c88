"""The only training loop."""

from collections.abc import Iterator, Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Task

OPTIMISERS = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}
DEFAULTS = {"optimiser": "adam", "clip": 1.0}
"""What ``fit`` uses where a probe leaves it open."""


def fit(
    model: SequenceModel,
    task: Task,
    *,
    seeds: Sequence[int],
    steps: int,
    rate: float | None = None,
    clip: float = 1.0,
    optimiser: Literal["adam", "sgd"] = "adam",
    truncation: int | None = None,
) -> Float[Tensor, "updates replica"]:
    """Train every replica on ``steps`` fresh batches of its own; return the learning curves.

    ``rate`` is the task's unless given. Each replica's gradient is clipped to norm ``clip``
    by itself, and the optimisers act on every number separately, so replicas stay independent.
    With ``truncation`` a sequence is cut into stretches of that many steps: the state is
    carried from one to the next, the gradient is not, and every stretch makes an update.
    """
    data = streams(seeds, "training data")
    optimise = OPTIMISERS[optimiser](model.parameters(), lr=rate or task.rate)
    curves = []
    for _ in range(steps):
        state = model.initial_state(task.batch)
        for stretch in stretches(task.sample(data, task.batch), truncation):
            y, state = model.run(stretch.inputs, state)
            state = tuple(part.detach() for part in state)
            if stretch.scored.any():
                losses = task.loss(y, stretch)
                optimise.zero_grad()
                losses.sum().backward()
                clip_each_replica(model, clip)
                optimise.step()
                curves.append(losses.detach())
    return torch.stack(curves) if curves else torch.zeros(0, len(seeds))


def stretches(batch: Batch, length: int | None) -> Iterator[Batch]:
    """The batch cut along time."""
    if length is None:
        return iter([batch])
    return map(Batch, *(part.split(length, 2) for part in batch))


def clip_each_replica(model: SequenceModel, norm: float) -> None:
    """Scale each replica's gradient down to ``norm`` where it is longer."""
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    squares = torch.stack([g.flatten(1).square().sum(1) for g in gradients]).sum(0)
    scale = (norm / squares.sqrt().clamp_min(1e-12)).clamp_max(1.0)
    for g in gradients:
        g.mul_(scale.view(-1, *[1] * (g.dim() - 1)))
