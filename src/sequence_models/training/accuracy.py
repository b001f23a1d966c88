"""Train, then one number per replica: how well the task is done on fresh sequences."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Classification
from sequence_models.training.trained import Schedule, trained


def trained_accuracy(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Share of right answers after ``steps`` of training, on ``examined`` fresh sequences.

    In [0, 1]; 1 is perfect, 1/task.outputs is chance.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    exam = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return task.accuracy(model(exam.inputs), exam)
