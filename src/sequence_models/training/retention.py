"""Train, then see how long what was read is remembered, with what is carried whole or thinned."""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel, flatten
from sequence_models.replicas import streams
from sequence_models.tasks.interface import Classification
from sequence_models.training.handing import masks_for
from sequence_models.training.trained import Rate, Schedule, trained


def memory_half_life(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    rate: Rate | None = None,
    schedule: Schedule = Schedule(),  # noqa: B008  # frozen
    near: int = 4,
    far: int = 20,
    examined: int = 64,
) -> Float[Tensor, " replica"]:
    """Characters in which the difference that two histories make to the state halves.

    Two windows of ``exam`` are the histories, a third is what both go on with; read between
    ``near`` and ``far`` characters into it, with nothing dropped.
    Characters, in (0, ∞]: ∞ where the difference does not shrink at all.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    apart = differences(model, exam, seeds=seeds, steps=far, examined=examined)
    size = apart.square().mean((2, 3)).sqrt()
    return halving(size[near - 1], size[far - 1], far - near)


def dropped_half_life(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    rate: Rate | None = None,
    schedule: Schedule = Schedule(),  # noqa: B008  # frozen
    dropped: float,
    near: int = 1,
    far: int = 9,
    examined: int = 256,
) -> Float[Tensor, " replica"]:
    """Characters in which half of the memory is lost to dropout, in use, of a share ``dropped``.

    What is left of it is the squared correlation between the difference that two histories make
    to the state with and without the masks, read between ``near`` and ``far`` common characters.
    A unit that keeps all and mixes nothing loses half in ln 2 / −ln(1 − dropped).
    Characters, in (0, ∞]: ∞ where nothing is lost.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    whole, left = (
        differences(model, exam, seeds=seeds, steps=far, examined=examined, dropped=share)
        for share in (0.0, dropped)
    )
    shared = (whole * left).sum((2, 3)).square()
    kept = shared / (whole.square().sum((2, 3)) * left.square().sum((2, 3)))
    return halving(kept[near - 1], kept[far - 1], far - near)


def halving(
    first: Float[Tensor, " replica"], last: Float[Tensor, " replica"], steps: int
) -> Float[Tensor, " replica"]:
    """The steps in which it halves what falls from the first to the last in that many."""
    halvings = (first / last).log2()
    return torch.where(halvings > 0, steps / halvings, math.inf)


def differences(
    model: SequenceModel,
    exam: Classification,
    *,
    seeds: Sequence[int],
    steps: int,
    examined: int,
    dropped: float = 0.0,
) -> Float[Tensor, "time replica batch numbers"]:
    """Between the states that two histories lead to, after each of ``steps`` common characters.

    A share ``dropped`` of the carried numbers is lost at each of these, the same ones of both.
    """
    windows = exam.sample(streams(seeds, "exam"), 3 * examined).inputs
    one, other, common = windows.chunk(3, 1)
    apart = []
    with torch.no_grad():
        states = [model.run(told, model.initial_state(examined))[1] for told in (one, other)]
        masks = masks_for(states[0], steps, dropped, streams(seeds, "dropout"))
        for x_t, mask in zip(common[:, :, :steps].unbind(2), masks, strict=True):
            states = [model.step(x_t, state)[1] for state in states]
            states = [tuple(map(torch.mul, state, mask)) for state in states]
            apart.append(torch.sub(*map(flatten, states)))
    return torch.stack(apart)
