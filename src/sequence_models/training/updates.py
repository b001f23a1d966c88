"""Train, then one number per replica: how many updates it took to learn the task."""

import math
from collections.abc import Sequence

from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.tasks.interface import Classification
from sequence_models.training.fit import fit

WINDOW = 20  # batches over which the loss is averaged


def updates_to_learn(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    steps: int,
    rate: float | None = None,
    share: float = 0.25,
) -> Float[Tensor, " replica"]:
    """Updates until the loss on 20 fresh batches in a row is on average below ``share`` of
    ln(task.outputs), which is the loss of a guess.

    Updates, in [20, steps]; fewer is faster, and ``steps`` says that it was not learned in them.
    """
    model = build(inputs=task.inputs, outputs=task.outputs)
    losses = fit(model, task, seeds=seeds, steps=steps, rate=rate)
    window = min(WINDOW, len(losses))
    above = losses.unfold(0, window, 1).mean(-1) >= share * math.log(task.outputs)
    return (above.to(losses.dtype).cumprod(0).sum(0) + window).clamp_max(steps)
