"""How far a small change of the state grows or shrinks on its way."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel, State, flatten
from sequence_models.probes.jacobian import pulled, state_jacobian
from sequence_models.replicas import normal, streams

SETTLING = 600  # steps before anything is measured; a cell of forget bias 5 forgets in 149


def jacobian_norm(
    build: Build, *, seeds: Sequence[int], lag: int, scale: float = 1.0, width: int = 16
) -> Float[Tensor, " replica"]:
    """log₁₀ of the spectral norm of the derivative of the state with respect to the state
    ``lag`` steps earlier, under normal inputs of standard deviation ``scale``.

    Decades, in [−∞, ∞): 0 keeps a change, −3 leaves a thousandth of it.
    """
    model, x, state = settled(build, seeds, lag=lag, scale=scale, width=width)
    return spectral_norm(state_jacobian(model, x, state)).log10()


def isometry_defect(
    build: Build, *, seeds: Sequence[int], lag: int, scale: float = 1.0, width: int = 16
) -> Float[Tensor, " replica"]:
    """Largest distance from 1 of a singular value of the Jacobian over ``lag`` steps.

    In [0, ∞); 0 keeps the length of every change.
    """
    model, x, state = settled(build, seeds, lag=lag, scale=scale, width=width)
    return (torch.linalg.svdvals(state_jacobian(model, x, state)) - 1).abs().amax(-1)


def bound_excess(
    build: Build, *, seeds: Sequence[int], lag: int, scale: float = 1.0, width: int = 16
) -> Float[Tensor, " replica"]:
    """Decades by which the norm over ``lag`` steps exceeds the ``lag``-th power of the norm
    of a single step at rest, that is from the initial state under zero input.

    Decades, in [−∞, ∞); at most 0 where no step can stretch more than the one at rest (1.g).
    """
    model, x, state = settled(build, seeds, lag=lag, scale=scale, width=width)
    step = spectral_norm(rest_jacobian(model)).log10()
    return spectral_norm(state_jacobian(model, x, state)).log10() - lag * step


def rate_gap(
    build: Build, *, seeds: Sequence[int], lag: int, scale: float = 1.0, width: int = 16
) -> Float[Tensor, " replica"]:
    """Distance between the mean growth per step over ``lag`` steps and the logarithm of the
    spectral radius of one step at rest. Decades per step, in [0, ∞]; 0 is agreement (1.i).
    """
    model, x, state = settled(build, seeds, lag=lag, scale=scale, width=width)
    radius = torch.linalg.eigvals(rest_jacobian(model)).abs().amax(-1)
    norm = spectral_norm(state_jacobian(model, x, state))
    return (norm.log10() / lag - radius.log10()).abs()


def lyapunov_exponent(
    build: Build,
    *,
    seeds: Sequence[int],
    length: int = 400,
    scale: float = 1.0,
    width: int = 16,
    stretch: int = 20,
) -> Float[Tensor, " replica"]:
    """Mean growth per step of a gradient pulled back through ``length`` steps.

    The vector is brought back to length one after every ``stretch`` of steps, so that nothing
    overflows. Nats per step, in [−∞, ∞): below 0 it vanishes, above 0 it explodes.
    """
    model, x, state = settled(build, seeds, lag=length, scale=scale, width=width)
    starts = []
    for part in x.unsqueeze(1).split(stretch, 2):
        starts.append((part, state))
        with torch.no_grad():
            _, state = model.run(part, state)
    error = normal(streams(seeds, "direction"), 1, model.state_size())
    error = error / error.norm(dim=-1, keepdim=True)
    growth = torch.zeros_like(error[..., :1])
    for part, start in reversed(starts):
        error = pull_back(model, part, start, error)
        norm = error.norm(dim=-1, keepdim=True)
        error, growth = error / norm.clamp_min(1e-300), growth + norm.log()
    return growth.flatten() / length


def pull_back(
    model: SequenceModel,
    x: Float[Tensor, "replica 1 time inputs"],
    state: State,
    error: Float[Tensor, "replica 1 size"],
) -> Float[Tensor, "replica 1 size"]:
    """The gradient before a stretch, from the gradient after it."""
    parts = tuple(part.detach().requires_grad_() for part in state)
    _, last = model.run(x, parts)
    return pulled(flatten(last), parts, error)


def settled(
    build: Build, seeds: Sequence[int], *, lag: int, scale: float, width: int
) -> tuple[SequenceModel, Float[Tensor, "replica lag width"], State]:
    """A model, ``lag`` inputs, and the state in which earlier inputs have left it."""
    model = build(inputs=width, outputs=1, dtype=torch.float64)
    x = scale * normal(streams(seeds, "inputs"), SETTLING + lag, width)
    with torch.no_grad():
        _, state = model.run(x[:, None, :SETTLING], model.initial_state(1))
    return model, x[:, SETTLING:], state


def rest_jacobian(model: SequenceModel) -> Float[Tensor, "replica size size"]:
    """The derivative of one step from the initial state under zero input."""
    nothing = torch.zeros(model.replicas, 1, model.inputs, dtype=torch.float64)
    return state_jacobian(model, nothing, model.initial_state(1))


def spectral_norm(J: Float[Tensor, "replica size size"]) -> Float[Tensor, " replica"]:
    """The largest singular value."""
    return torch.linalg.matrix_norm(J, 2)
