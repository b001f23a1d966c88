"""The only training loop."""

from collections.abc import Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel
from sequence_models.differentiation import differentiated_once
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Task
from sequence_models.training.descent import Descent, Optimiser

DEFAULTS = {"optimiser": "adam", "clip": 1.0}
"""What ``fit`` uses where a probe leaves it open."""


def fit(
    model: SequenceModel,
    task: Task,
    *,
    seeds: Sequence[int],
    steps: int,
    rate: float | Float[Tensor, " replica"] | None = None,
    clip: float = 1.0,
    optimiser: Optimiser = "adam",
    truncation: int | None = None,
) -> Float[Tensor, "updates replica"]:
    """Train every replica on ``steps`` fresh batches of its own; return the learning curves.

    ``rate`` is the task's unless given: one for all, or one for each replica. Each replica's
    gradient is clipped to norm ``clip`` by itself, and the optimisers act on every number
    separately, so replicas stay independent.
    With ``truncation`` a sequence is cut into stretches of that many steps: the state is
    carried from one to the next, the gradient is not, and every stretch makes an update.
    """
    data = streams(seeds, "training data")
    rate = task.rate if rate is None else rate
    descent = Descent(model, rate=rate, clip=clip, optimiser=optimiser)
    curves = []
    with differentiated_once():
        for batch in task.batches(data, steps):
            state = model.initial_state(task.batch)
            for stretch in stretches(batch, truncation):
                y, state = model.run(stretch.inputs, state)
                state = tuple(part.detach() for part in state)
                if stretch.scored.any():
                    losses = task.loss(y, stretch)
                    descent.step(losses)
                    curves.append(losses.detach())
    return torch.stack(curves) if curves else torch.zeros(0, len(seeds))


def stretches(batch: Batch, length: int | None) -> Iterator[Batch]:
    """The batch cut along time."""
    if length is None:
        return iter([batch])
    return map(Batch, *(part.split(length, 2) for part in batch))
