"""Train, then one number per replica: how many updates it took to learn the task."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import Streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.training.fit import fit

WINDOW = 20  # batches over which the loss is averaged


def updates_to_learn(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    share: float = 0.25,
) -> Float[Tensor, " replica"]:
    """Updates until the loss on 20 fresh batches in a row is on average below ``share`` of
    ln(task.outputs), which is the loss of a guess.

    Updates, in [20, steps]; fewer is faster, and ``steps`` says that it was not learned in them.
    Training ends as soon as every replica has learned.
    """
    model = build(inputs=task.inputs, outputs=task.outputs)
    until = UntilLearned(
        task=task, bound=share * math.log(task.outputs), batch=task.batch, rate=task.rate
    )
    losses = fit(model, until, seeds=seeds, steps=steps, rate=rate)
    window = min(WINDOW, len(losses))
    return (unlearned(losses, window, until.bound).sum(0) + window).clamp_max(steps)


@dataclass(frozen=True, kw_only=True)
class UntilLearned(Classification):
    """A task that gives no more batches once every replica has had losses below ``bound``."""

    task: Classification
    bound: float
    losses: list[Tensor] = field(default_factory=list, compare=False)

    @property
    def inputs(self) -> int:
        """The task's."""
        return self.task.inputs

    @property
    def outputs(self) -> int:
        """The task's."""
        return self.task.outputs

    def sample(self, streams: Streams, batch: int) -> Batch:
        """The task's."""
        return self.task.sample(streams, batch)

    def batches(self, streams: Streams, number: int) -> Iterator[Batch]:
        """The task's, until all have learned."""
        window = min(WINDOW, number)
        for batch in self.task.batches(streams, number):
            yield batch
            if len(self.losses) >= window and not self.left(window):
                return

    def loss(
        self, y: Float[Tensor, "replica batch time outputs"], batch: Batch
    ) -> Float[Tensor, " replica"]:
        """The task's, which is kept."""
        losses = self.task.loss(y, batch)
        self.losses.append(losses.detach())
        return losses

    def left(self, window: int) -> bool:
        """Whether a replica has still to learn."""
        return bool(unlearned(torch.stack(self.losses), window, self.bound)[-1].any())


def unlearned(
    losses: Float[Tensor, "updates replica"], window: int, bound: float
) -> Float[Tensor, "windows replica"]:
    """1 for each window of losses until the first whose mean is below ``bound``, 0 from there."""
    low = losses.unfold(0, window, 1).mean(-1) < bound
    return (~low).to(losses.dtype).cumprod(0)
