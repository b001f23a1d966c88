"""Train, then look at the two readings that find what followed a symbol."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, LayeredModel, showing
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.training.trained import Schedule, trained


def weight_on_previous(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Weight on the step before, in the first layer's best head, after ``steps`` of training.

    A mean over the steps from the second to the first that is scored.
    In [0, 1]; 1 reads the step before and nothing else.
    """
    patterns, batch = examination(build, seeds, task, steps, rate, examined)
    text = int(batch.scored.flatten(0, 1).any(0).nonzero()[0])
    before = patterns[0][..., 1:text, : text - 1].diagonal(dim1=-2, dim2=-1)
    return before.mean((1, 3)).amax(1)


def weight_on_successor(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Weight on the step after the earlier showing of the present symbol, in the last layer's
    best head, after ``steps`` of training.

    A mean over the scored steps, whose symbols are shown once before, each time as one input.
    In [0, 1]; 1 reads that step and nothing else.
    """
    patterns, batch = examination(build, seeds, task, steps, rate, examined)
    tokens = batch.inputs.argmax(-1)
    earlier = (tokens.unsqueeze(-1) == tokens.unsqueeze(-2)).tril(-1)
    successor = earlier.roll(1, -1).to(batch.inputs.dtype).unsqueeze(2)
    weight = (patterns[-1] * successor).sum(-1)
    return weight[..., batch.scored.flatten(0, 1).any(0)].mean((1, 3)).amax(1)


def examination(
    build: Build,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None,
    examined: int,
) -> tuple[list[Float[Tensor, "replica batch heads time time"]], Batch]:
    """The weights of every layer of the trained model on fresh sequences, and these."""
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    batch = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return showing(model, LayeredModel).patterns(batch.inputs), batch
