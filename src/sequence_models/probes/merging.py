"""Whether a recurrence may be merged in pairs."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel, State, flatten
from sequence_models.probes.jacobian import state_jacobian
from sequence_models.replicas import normal, streams
from sequence_models.theory import merged


def merging_error(
    build: Build, *, seeds: Sequence[int], length: int = 64, width: int = 4
) -> Float[Tensor, " replica"]:
    """Relative distance between the states of ``length`` steps that are taken one after another
    and those that merging pairs of affine steps gives, in ⌈log₂ length⌉ rounds (1.af).

    Each step is taken for the affine map that it is around the initial state.
    In [0, ∞); 0 is a recurrence that is linear in its state.
    """
    model = build(inputs=width, outputs=1, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 1, length, width)
    start = model.initial_state(1)
    steps = [affine_step(model, x_t, start) for x_t in x.split(1, 2)]
    A, b = (torch.stack(part, 1) for part in zip(*steps, strict=True))
    in_turn = one_by_one(model, x, start)
    return ((merged(A, b) - in_turn).norm(dim=(1, 2)) / in_turn.norm(dim=(1, 2))).detach()


def affine_step(
    model: SequenceModel, x_t: Float[Tensor, "replica 1 1 inputs"], start: State
) -> tuple[Float[Tensor, "replica size size"], Float[Tensor, "replica size"]]:
    """The slope of one step at the initial state, and where it takes that state."""
    with torch.no_grad():
        _, after = model.run(x_t, start)
    return state_jacobian(model, x_t[:, 0], start), flatten(after)[:, 0]


def one_by_one(
    model: SequenceModel, x: Float[Tensor, "replica 1 time inputs"], state: State
) -> Float[Tensor, "replica time size"]:
    """The state after every step."""
    states = []
    with torch.no_grad():
        for x_t in x.unbind(2):
            _, state = model.step(x_t, state)
            states.append(flatten(state)[:, 0])
    return torch.stack(states, 1)
