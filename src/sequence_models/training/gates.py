"""Train, then read the gates."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, GatedModel, showing
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Task, scored_mean
from sequence_models.training.fit import fit


def keep_at_marks(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Task,
    steps: int,
    rate: float | None = None,
    marked: bool,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """The mean keep gate, after ``steps`` of training, at the steps that are ``marked`` or not.

    The mark is the task's last input. In [0, 1]; 1 keeps all.
    """
    model = showing(build(inputs=task.inputs, outputs=task.outputs), GatedModel)
    fit(model, task, seeds=seeds, steps=steps, rate=rate)
    x = task.sample(streams(seeds, "exam"), examined).inputs
    with torch.no_grad():
        kept = model.kept(x, model.initial_state(examined)).mean(-1)
    return scored_mean(kept, (x[..., -1] > 0) == marked)
