"""The gradient as a sum over steps, put together by hand."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel, State, flatten
from sequence_models.probes.jacobian import nudged_jacobian, pulled
from sequence_models.replicas import normal, streams


def path_sum_error(
    build: Build, *, seeds: Sequence[int], lag: int = 12, width: int = 3, window: int | None = None
) -> Float[Tensor, " replica"]:
    """Relative distance between autograd's gradient of the last output and the sum (1.e):
    over every step, what its own use of the parameters contributes directly,
    times the product of the Jacobians of all later steps.

    The Jacobians are measured by nudging the state, without autograd. With ``window`` the sum
    leaves out all but that many last steps.
    In [0, ∞); 0 is agreement, about 1e-9 what central differences allow.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x, error = normal(drawn, 1, lag, width), normal(drawn, 1, width)
    whole = gradients(model, (model(x)[:, :, -1] * error).sum())
    by_hand = sum_over_paths(model, x, error, min(window or lag, lag))
    return (by_hand - whole).norm(dim=1) / whole.norm(dim=1)


def sum_over_paths(
    model: SequenceModel,
    x: Float[Tensor, "replica 1 time inputs"],
    error: Float[Tensor, "replica 1 outputs"],
    steps: int,
) -> Float[Tensor, "replica parameters"]:
    """From the last of ``steps`` steps to the first: the direct term, then Jacobian by Jacobian."""
    *earlier, last = states_before(model, x)
    parts = tuple(part.requires_grad_() for part in last)
    y, _ = model.step(x[:, :, -1], parts)
    loss = (y * error).sum()
    total = gradients(model, loss)
    carried = pulled(loss, parts)
    for t in reversed(range(x.shape[2] - steps, x.shape[2] - 1)):
        _, state = model.step(x[:, :, t], earlier[t])
        total = total + gradients(model, (flatten(state) * carried).sum())
        carried = carried @ nudged_jacobian(model, x[:, 0, t], earlier[t])
    return total


def states_before(model: SequenceModel, x: Float[Tensor, "replica 1 time inputs"]) -> list[State]:
    """The state that each step starts from."""
    states = [model.initial_state(1)]
    with torch.no_grad():
        for x_t in x[:, :, :-1].unbind(2):
            states.append(model.step(x_t, states[-1])[1])
    return states


def gradients(model: SequenceModel, loss: Float[Tensor, ""]) -> Float[Tensor, "replica parameters"]:
    """The gradient of every parameter in one row per replica."""
    found = torch.autograd.grad(
        loss, list(model.parameters()), retain_graph=True, allow_unused=True, materialize_grads=True
    )
    return torch.cat([g.flatten(1) for g in found], 1)
