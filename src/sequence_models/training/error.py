"""Train, then one number per replica: how far off the numbers are on fresh sequences."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Regression, scored_mean
from sequence_models.training.trained import Schedule, trained


def relative_error(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Regression,
    steps: int,
    rate: float | None = None,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Mean squared error after ``steps`` of training, divided by the variance of the target,
    on ``examined`` fresh sequences.

    In [0, ∞): 0 is perfect, 1 is the error of the best constant.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    exam = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return task.loss(model(exam.inputs), exam) / variance(exam)


def variance(batch: Batch) -> Float[Tensor, " replica"]:
    """Variance of the targets over the scored steps of all sequences."""
    mean = scored_mean(batch.targets, batch.scored).view(-1, 1, 1, 1)
    return scored_mean((batch.targets - mean).square(), batch.scored)
