"""Train, then examine on a scratchpad that the network itself fills in."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.training.trained import Schedule, trained


def written_accuracy(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 128,
) -> Float[Tensor, " replica"]:
    """Share of right answers on ``exam`` after ``steps`` of training on ``task``.

    Where the exam has a scratchpad, the last ``exam.outputs`` inputs of every step but the first
    are the answer that the network gave to the step before, right or wrong.
    In [0, 1]; 1 is perfect, 1/exam.outputs is chance.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=Schedule())
    asked = exam.sample(streams(seeds, "exam"), examined)
    written = getattr(exam, "scratchpad", False)
    with torch.no_grad():
        return exam.accuracy(answered(model, asked) if written else model(asked.inputs), asked)


def answered(model: SequenceModel, asked: Batch) -> Float[Tensor, "replica batch time outputs"]:
    """Outputs, step by step, each of which is told what the one before it named."""
    x, state = asked.inputs, model.initial_state(asked.inputs.shape[1])
    kinds = torch.eye(model.outputs, dtype=x.dtype)
    written, outputs = x[:, :, 0, -model.outputs :], []
    for given in x[..., : -model.outputs].unbind(2):
        y, state = model.step(torch.cat([given, written], -1), state)
        written = kinds[y.argmax(-1)]
        outputs.append(y)
    return torch.stack(outputs, 2)
