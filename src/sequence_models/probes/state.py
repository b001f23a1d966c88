"""What the carried state does, and what it alone does."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, flatten
from sequence_models.probes.jacobian import unflatten
from sequence_models.probes.starts import any_start
from sequence_models.replicas import normal, streams


def chunking_error(
    build: Build, *, seeds: Sequence[int], chunk: int, length: int = 96, width: int = 4
) -> Float[Tensor, " replica"]:
    """Largest difference between the outputs of a sequence run whole and run in chunks of
    ``chunk`` steps, each from the state that the one before it left.

    In [0, ∞); 0 means that the state is all that the past hands over.
    """
    with any_start():
        model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 4, length, width)
    state, pieces = model.initial_state(4), []
    with torch.no_grad():
        for part in x.split(chunk, 2):
            y, state = model.run(part, state)
            pieces.append(y)
        return (torch.cat(pieces, 2) - model(x)).abs().amax((1, 2, 3))


def history_influence(
    build: Build, *, seeds: Sequence[int], carried: bool, length: int = 8, width: int = 4
) -> Float[Tensor, " replica"]:
    """Largest difference that two different histories make to the outputs of one continuation,
    with the state carried over, or reset in between.

    In [0, ∞); 0 is no influence.
    """
    with any_start():
        model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    histories, future = normal(drawn, 2, length, width), normal(drawn, 1, length, width)
    with torch.no_grad():
        _, state = model.run(histories, model.initial_state(2))
        start = state if carried else model.initial_state(2)
        y, _ = model.run(future.expand(-1, 2, -1, -1), start)
    return (y[:, 0] - y[:, 1]).abs().amax((1, 2))


def sign_retention(
    build: Build, *, seeds: Sequence[int], lag: int, scale: float = 1.0, width: int = 16
) -> Float[Tensor, " replica"]:
    """Share of the carried numbers that start at ±1 and have the same sign ``lag`` steps later,
    under normal inputs of standard deviation ``scale``.

    In [0, 1]: 1 keeps every bit, 1/2 none.
    """
    model = build(inputs=width, outputs=1, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    bits = normal(drawn, 16, model.state_size()).sign()
    with torch.no_grad():
        _, state = model.run(
            scale * normal(drawn, 16, lag, width), unflatten(bits, model.initial_state(16))
        )
    return (flatten(state).sign() == bits).double().mean((1, 2))


def start_separation(
    build: Build, *, seeds: Sequence[int], lag: int, scale: float = 1.0, width: int = 16
) -> Float[Tensor, " replica"]:
    """log₁₀ of how far apart two different starts are after ``lag`` common inputs of standard
    deviation ``scale``, as a fraction of how far apart they were.

    Decades, in [−∞, ∞): 0 keeps the difference, about −16 is all that float64 can tell.
    """
    model = build(inputs=width, outputs=1, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    starts = normal(drawn, 2, model.state_size()).tanh()
    x = scale * normal(drawn, 1, lag, width)
    with torch.no_grad():
        _, state = model.run(x.expand(-1, 2, -1, -1), unflatten(starts, model.initial_state(2)))
    apart = (flatten(state).diff(dim=1).norm(dim=-1), starts.diff(dim=1).norm(dim=-1))
    return (apart[0] / apart[1]).log10().flatten()
