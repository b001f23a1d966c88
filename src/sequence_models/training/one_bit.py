"""Train a model whose memory, when the question comes, is read through its signs."""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel, State
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Classification
from sequence_models.training.fit import fit


class ReadThroughSigns(SequenceModel):
    """The same model, but every carried number is its sign, one bit, at the last step.

    The gradient passes the sign as if it were not there. How many steps were seen, which a model
    with absolute positions carries too, says nothing of what they showed, and stays.
    """

    def __init__(self, model: SequenceModel) -> None:
        super().__init__()
        self.model = model
        self.inputs, self.outputs, self.replicas = model.inputs, model.outputs, model.replicas

    def initial_state(self, batch: int) -> State:
        """The model's own."""
        return self.model.initial_state(batch)

    def run(
        self, x: Float[Tensor, "replica batch time inputs"], state: State
    ) -> tuple[Float[Tensor, "replica batch time outputs"], State]:
        """All steps but the last as ever; the last from the signs."""
        told, asked = x.split([x.shape[2] - 1, 1], 2)
        y, state = self.model.run(told, state)
        steps = int(getattr(getattr(self.model, "positions", None), "absolute", False))
        answer, state = self.model.run(asked, state[:steps] + tuple(map(sign, state[steps:])))
        return torch.cat([y, answer], 2), state


def sign(part: Float[Tensor, "*axes"]) -> Float[Tensor, "*axes"]:
    """−1 or 1, with the gradient of the identity."""
    bit = torch.where(part < 0, -1.0, 1.0).to(part.dtype)
    return part + (bit - part).detach()


def one_bit_accuracy(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 1024,
) -> Float[Tensor, " replica"]:
    """Share of right answers from a memory of one bit per carried number, after ``steps``.

    In [0, 1]; 1 is perfect, 1/task.outputs is chance.
    """
    model = ReadThroughSigns(build(inputs=task.inputs, outputs=task.outputs))
    fit(model, task, seeds=seeds, steps=steps, rate=rate)
    exam = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return task.accuracy(model(exam.inputs), exam)


def recalled_bits(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    examined: int = 1024,
) -> Float[Tensor, " replica"]:
    """Bits recalled of a symbol from a memory of one bit per carried number, after ``steps``.

    log₂(task.outputs) less the cross-entropy in bits. Bits, in (−∞, log₂(task.outputs)], which
    is perfect; 0 is ignorance. Times the number of places it is at most the state's bits.
    """
    model = ReadThroughSigns(build(inputs=task.inputs, outputs=task.outputs))
    fit(model, task, seeds=seeds, steps=steps, rate=rate)
    exam = task.sample(streams(seeds, "exam"), examined)
    with torch.no_grad():
        return (math.log(task.outputs) - task.loss(model(exam.inputs), exam)) / math.log(2)
