"""Train on stretches, then use the model on a longer text, with its state carried or reset."""

from collections.abc import Sequence
from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.training.fit import stretches
from sequence_models.training.trained import Schedule, trained


def loss_in_use(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    stretch: int,
    carried: bool,
    length: int = 64,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Cross-entropy, after ``steps`` of training, on texts ``length`` symbols long that are
    read ``stretch`` symbols at a time; between stretches the state is carried or reset.

    Nats per symbol, in [0, ∞); 0 is perfect, ln(task.outputs) is ignorance.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    text = replace(task, **{"length": length}).sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return task.loss(read(model, text, stretch=stretch, carried=carried), text)


def read(
    model: SequenceModel, text: Batch, *, stretch: int, carried: bool
) -> Float[Tensor, "replica batch time outputs"]:
    """The outputs for a text that is read stretch by stretch."""
    start = state = model.initial_state(text.inputs.shape[1])
    read = []
    for part in stretches(text, stretch):
        y, state = model.run(part.inputs, state if carried else start)
        read.append(y)
    return torch.cat(read, 2)
