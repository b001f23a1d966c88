"""Train on a text, then bits per character of another in the use that the network is put to."""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
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
    unread: int = 0,
    unscored: int = 0,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Cross-entropy on ``examined`` windows of ``exam``, after ``steps`` of training on ``task``.

    A window is read ``stretch`` characters at a time, the state between them ``carried`` or
    reset, and a share ``dropped`` of the carried numbers lost at each step. Its first ``unread``
    characters are not shown, and what follows any of the first ``unscored`` does not count.
    Bits per character, in [0, ∞); 0 is perfect, log₂(task.outputs) is ignorance.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    used = Dropping(model, dropped, seeds=seeds) if dropped else model
    windows = exam.sample(streams(seeds, "exam"), examined)
    shown = from_character(windows, unread)
    with torch.no_grad():
        y = read(used, shown, stretch=stretch or shown.inputs.shape[2], carried=carried)
    return bits(y, exam, shown, uncounted=max(unscored - unread, 0))


def bits(
    y: Float[Tensor, "replica batch time outputs"],
    exam: Classification,
    shown: Batch,
    *,
    uncounted: int,
) -> Float[Tensor, " replica"]:
    """The loss in bits, without what follows the first ``uncounted`` characters."""
    return exam.loss(y[:, :, uncounted:], from_character(shown, uncounted)) / math.log(2)


def from_character(windows: Batch, first: int) -> Batch:
    """The windows from this character on; ValueError where nothing would be left."""
    length = windows.inputs.shape[2]
    if not 0 <= first < length:
        raise ValueError(f"Leave out fewer than the {length} characters of a window, not {first}.")
    return Batch(*(values[:, :, first:] for values in windows))
