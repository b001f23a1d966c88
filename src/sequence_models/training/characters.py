"""Train on a text, then bits per character of another in the use that the network is put to."""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.probes.characters import prompted
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Batch, Classification
from sequence_models.training.handing import Dropping
from sequence_models.training.stretches import read
from sequence_models.training.trained import Rate, Schedule, trained


def bits_per_character(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    rate: Rate | None = None,
    schedule: Schedule = Schedule(),  # noqa: B008  # frozen
    stretch: int | None = None,
    carried: bool = True,
    dropped: float = 0.0,
    prompt: int = 1,
    shown: int | None = None,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Cross-entropy on ``examined`` windows of ``exam``, after ``steps`` of training on ``task``.

    A window is read ``stretch`` characters at a time, the state between them ``carried`` or
    reset (without ``stretch``, as often as in training), and a share ``dropped`` of the carried
    numbers lost at each step. What counts is all
    that follows its first ``prompt`` characters, of which only the last are ``shown``, or all.
    Bits per character, in [0, ∞); 0 is perfect, log₂(task.outputs) is ignorance.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    used = Dropping(model, dropped, seeds=seeds) if dropped else model
    windows = exam.sample(streams(seeds, "exam"), examined)
    first, counted = prompted(windows.inputs.shape[2], prompt, shown)
    told = from_character(windows, first)
    usual = (None if carried else schedule.reset) or told.inputs.shape[2]
    with torch.no_grad():
        y = read(used, told, stretch=stretch or usual, carried=carried)
        answers, asked = y[:, :, counted - first :], from_character(windows, counted)
        return exam.loss(answers, asked) / math.log(2)


def from_character(windows: Batch, first: int) -> Batch:
    """The windows from this character on."""
    return Batch(*(values[:, :, first:] for values in windows))
