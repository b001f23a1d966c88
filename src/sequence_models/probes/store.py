"""What a memory can become, how much of it is kept, how much of it is shown."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, GatedModel, showing
from sequence_models.replicas import normal, streams


def largest_memory(
    build: Build,
    *,
    seeds: Sequence[int],
    length: int = 200,
    scale: float = 1.0,
    width: int = 4,
    sequences: int = 4,
) -> Float[Tensor, " replica"]:
    """The largest number that the memory holds at any step, all parameters times ``scale``.

    The first input is standard normal and is repeated ``length`` times.
    In [0, ∞]; 0 is an empty memory.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(scale)
        x_t = normal(streams(seeds, "inputs"), sequences, width)
        state = model.initial_state(sequences)
        largest = []
        for _ in range(length):
            _, state = model.step(x_t, state)
            largest.append(state[-1].abs().amax((1, 2)))
    return torch.stack(largest).amax(0)


def mean_keep(
    build: Build, *, seeds: Sequence[int], length: int = 50, width: int = 4, sequences: int = 16
) -> Float[Tensor, " replica"]:
    """The mean keep gate before training, under standard normal inputs. In [0, 1]; 1 keeps all."""
    model = showing(build(inputs=width, outputs=width), GatedModel)
    x = normal(streams(seeds, "inputs"), sequences, length, width)
    with torch.no_grad():
        kept = model.kept(x.to(torch.get_default_dtype()), model.initial_state(sequences))
    return kept.mean((1, 2, 3))


def shown_share(
    build: Build, *, seeds: Sequence[int], length: int = 50, width: int = 4, sequences: int = 16
) -> Float[Tensor, " replica"]:
    """The norm of what is exposed over that of the squashed memory, before training.

    After ``length`` standard normal inputs. In [0, ∞); 1 shows all of tanh(c), 0 hides it.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), sequences, length, width)
    with torch.no_grad():
        _, state = model.run(x, model.initial_state(sequences))
    return state[0].flatten(1).norm(dim=1) / state[-1].tanh().flatten(1).norm(dim=1)


def carried_numbers(build: Build, *, seeds: Sequence[int]) -> Float[Tensor, " replica"]:
    """How many numbers one sequence carries from step to step.

    Numbers, in [0, ∞); fewer is smaller.
    """
    model = build(inputs=1, outputs=1)
    return torch.full((len(seeds),), float(model.state_size()))
