"""Train once, then examine on two tasks: what is lost from the one to the other."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Classification
from sequence_models.training.trained import Schedule, trained


def lost_accuracy(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    near: Classification,
    far: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Share of right answers on ``near`` less that on ``far``, by one network after ``steps`` of
    training on ``task``; all three have inputs and outputs of one kind.

    In [−1, 1]; 0 loses nothing.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    shares = []
    with torch.no_grad():
        for exam in (near, far):
            questions = exam.sample(streams(seeds, "exam"), examined)
            shares.append(exam.accuracy(model(questions.inputs), questions))
    return shares[0] - shares[1]
