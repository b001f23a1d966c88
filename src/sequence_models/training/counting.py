"""Train to count, then how far the count goes."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Classification
from sequence_models.training.trained import Schedule, trained


def longest_count(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 24,
) -> Float[Tensor, " replica"]:
    """The largest n such that every string up to n is right in whole, after ``steps`` of training.

    A string is right when all its scored steps are. In [0, examined]; ``examined`` is perfect,
    ``task.batch`` is the longest n trained. There is no chance level: one wrong step ends it.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    return right_up_to(model, task, seeds=seeds, examined=examined)


def count_reach(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    times: int = 4,
) -> Float[Tensor, " replica"]:
    """``longest_count`` in lengths trained: how many times as far as the longest n trained the
    count goes on, examined up to ``times`` that length.

    A ratio, in [0, times]: ``times`` is perfect, 1 is what was shown and nothing beyond.
    """
    examined = times * task.batch
    count = longest_count(build, seeds=seeds, task=task, steps=steps, rate=rate, examined=examined)
    return count / task.batch


def right_up_to(
    model: SequenceModel, task: Classification, *, seeds: Sequence[int], examined: int
) -> Float[Tensor, " replica"]:
    """How many of the strings n = 1 … examined are right before the first that is not."""
    exam = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        right = (model(exam.inputs).argmax(-1) == exam.targets) | ~exam.scored
    return right.all(-1).to(torch.get_default_dtype()).cumprod(-1).sum(-1)
