"""Train, let the network read its own characters, and see whether it goes in circles."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel
from sequence_models.replicas import streams, uniform
from sequence_models.tasks.interface import Classification
from sequence_models.training.trained import Rate, Schedule, trained


@dataclass(frozen=True, kw_only=True)
class Continuation:
    """``length`` characters, taken greedily or drawn as they are predicted.

    The prompt is fed ``whole`` or by its last character, and the state, from character to
    character of prompt and continuation, ``carried`` or reset.
    """

    length: int = 200
    greedy: bool = True
    whole: bool = True
    carried: bool = True


def looping_share(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    rate: Rate | None = None,
    schedule: Schedule = Schedule(),  # noqa: B008  # frozen
    continuation: Continuation = Continuation(),  # frozen
    examined: int = 32,
) -> Float[Tensor, " replica"]:
    """Share of ``examined`` windows of ``exam`` whose ``continuation`` ends in a loop.

    That is one whose second half repeats itself, with a period of at most half of that.
    In [0, 1]; 0 has no loop.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    found = periods(continued(model, exam, continuation, seeds=seeds, examined=examined))
    return (found > 0).to(torch.get_default_dtype()).mean(-1)


def looping_period(
    build: Build,
    *,
    seeds: Sequence[int],
    task: Classification,
    exam: Classification,
    steps: int,
    rate: Rate | None = None,
    schedule: Schedule = Schedule(),  # noqa: B008  # frozen
    continuation: Continuation = Continuation(),  # frozen
    examined: int = 32,
) -> Float[Tensor, " replica"]:
    """Mean period of the loops that ``looping_share`` counts.

    Characters, in [1, length/4], or ∞ where none ends in a loop; no value is perfect.
    """
    model = trained(build, task, seeds=seeds, steps=steps, rate=rate, schedule=schedule)
    found = periods(continued(model, exam, continuation, seeds=seeds, examined=examined))
    loops = (found > 0).sum(-1)
    return torch.where(loops > 0, found.sum(-1) / loops, math.inf)


def continued(
    model: SequenceModel,
    exam: Classification,
    how: Continuation,
    *,
    seeds: Sequence[int],
    examined: int,
) -> Int[Tensor, "replica batch time"]:
    """The characters that the model puts after the windows of an exam."""
    prompt = exam.sample(streams(seeds, "exam"), examined).inputs
    start = model.initial_state(examined)
    chances = uniform(streams(seeds, "continuation"), examined, how.length)
    kinds = torch.eye(model.outputs, dtype=prompt.dtype)
    written = []
    with torch.no_grad():
        y, state = model.run(prompt if how.whole and how.carried else prompt[:, :, -1:], start)
        y = y[:, :, -1]
        for chance in chances.unbind(-1):
            written.append(y.argmax(-1) if how.greedy else drawn(y, chance))
            y, state = model.step(kinds[written[-1]], state if how.carried else start)
    return torch.stack(written, -1)


def drawn(
    y: Float[Tensor, "replica batch outputs"], chance: Float[Tensor, "replica batch"]
) -> Int[Tensor, "replica batch"]:
    """The class on which a uniform number falls."""
    passed = y.softmax(-1).cumsum(-1) <= chance.unsqueeze(-1)
    return passed.sum(-1).clamp_max(y.shape[-1] - 1)


def periods(text: Int[Tensor, "replica batch time"]) -> Int[Tensor, "replica batch"]:
    """The smallest period of each text's second half that is at most half of it, or else 0."""
    half = text[..., text.shape[-1] // 2 :]
    found = torch.zeros_like(half[..., 0])
    for period in range(half.shape[-1] // 2, 0, -1):
        repeats = (half[..., period:] == half[..., :-period]).all(-1)
        found = torch.where(repeats, period, found)
    return found
