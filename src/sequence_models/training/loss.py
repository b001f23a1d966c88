"""Train, then one number per replica: the loss itself, fresh or along the way."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Task
from sequence_models.training.fit import fit
from sequence_models.training.trained import Schedule, trained


def trained_loss(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Task,
    steps: int,
    rate: float | None = None,
    truncation: int | None = None,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Loss after ``steps`` of training, on ``examined`` fresh sequences run whole.

    Training backpropagates through ``truncation`` steps, or through all of them.
    Nats or squared units, in [0, ∞); 0 is perfect.
    """
    schedule = Schedule(truncation=truncation)
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    exam = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return task.loss(model(exam.inputs), exam)


def descent_loss(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Task,
    steps: int,
    rate: float,
    clip: float,
    last: int = 20,
) -> Float[Tensor, " replica"]:
    """Mean training loss over the ``last`` of ``steps`` steps of plain gradient descent.

    Gradients are clipped to norm ``clip``. Squared units or nats, in [0, ∞]; 0 is perfect, and a
    run that overflows at any time counts as infinite.
    """
    model = build(inputs=task.inputs, outputs=task.outputs)
    curves = fit(model, task, seeds=seeds, steps=steps, rate=rate, clip=clip, optimiser="sgd")
    ran = curves.isfinite().all(0)
    return torch.where(ran, curves[-last:].mean(0), torch.inf)
