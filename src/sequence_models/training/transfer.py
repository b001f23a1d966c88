"""Train on one task, examine on another."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Classification, Regression
from sequence_models.training.error import variance
from sequence_models.training.trained import Schedule, trained


def transferred_accuracy(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Share of right answers on ``exam`` after ``steps`` of training on ``task``; the two have
    inputs and outputs of one kind and differ in length, say.

    In [0, 1]; 1 is perfect, 1/exam.outputs is chance.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=None, schedule=Schedule())
    questions = exam.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return exam.accuracy(model(questions.inputs), questions)


def transferred_error(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Regression,
    exam: Regression,
    steps: int,
    rate: float | None = None,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Mean squared error on ``exam`` after ``steps`` of training on ``task``, divided by the
    variance of the target; the two have inputs and outputs of one kind and differ in range, say.

    In [0, ∞): 0 is perfect, 1 is the error of the best constant.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    questions = exam.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return exam.loss(model(questions.inputs), questions) / variance(questions)
