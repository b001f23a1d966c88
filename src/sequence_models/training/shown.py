"""Train, then watch one sequence: what is answered at each of its steps."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Regression
from sequence_models.training.trained import Schedule, trained


def shown(task: Regression) -> Batch:
    """One sequence of a task, the same for everyone who asks."""
    return task.sample(streams((0,), "shown"), 1)


def shown_answer(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Regression,
    steps: int,
    rate: float | None = None,
    at: int,
) -> Float[Tensor, " replica"]:
    """The first output at step ``at`` of one sequence, the same for every replica, after ``steps``
    of training on others.

    In (−∞, ∞); the sequence's target is perfect.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    x = shown(task).inputs
    with torch.no_grad():
        return model(x.expand(len(seeds), *x.shape[1:]))[:, 0, at, 0]


def shown_input(
    *, seeds: Sequence[int], task: Regression, at: int, feature: int = 0
) -> Float[Tensor, " replica"]:
    """Input number ``feature`` at step ``at`` of the sequence on which ``shown_answer`` is read.

    In (−∞, ∞); none is perfect: it is what the network is given.
    """
    return shown(task).inputs[0, 0, at, feature].expand(len(seeds))
