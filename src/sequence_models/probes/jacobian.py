"""Derivatives of the carried state, by two routes: autograd, and nudging."""

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import SequenceModel, State, flatten


def state_jacobian(
    model: SequenceModel, x: Float[Tensor, "replica time inputs"], state: State
) -> Float[Tensor, "replica size size"]:
    """∂(state after x) / ∂(state before x), for one sequence per replica, by autograd.

    The batch holds one copy per row, so that a single way back finds every row.
    """
    size = model.state_size()
    parts = tuple(copies(part, size).requires_grad_() for part in state)
    _, last = model.run(copies(x.unsqueeze(1), size), parts)
    rows = flatten(last).diagonal(dim1=1, dim2=2).sum()
    return pulled(rows, parts)


def pulled(
    y: Tensor, parts: State, error: Tensor | None = None
) -> Float[Tensor, "replica batch size"]:
    """The gradient of y, or of y · ``error``, for a state: zero where y does not depend on it."""
    return flatten(torch.autograd.grad(y, parts, error, allow_unused=True, materialize_grads=True))


def nudged_jacobian(
    model: SequenceModel,
    x_t: Float[Tensor, "replica inputs"],
    state: State,
    nudge: float = 1e-5,
) -> Float[Tensor, "replica size size"]:
    """∂(state after one step) / ∂(state before it), by central differences, without autograd."""
    size = model.state_size()
    inputs = copies(x_t.unsqueeze(1), size)
    moves = nudge * torch.eye(size, dtype=x_t.dtype).expand(model.replicas, -1, -1)
    with torch.no_grad():
        start = flatten(state)
        _, ahead = model.step(inputs, unflatten(start + moves, state))
        _, behind = model.step(inputs, unflatten(start - moves, state))
    return ((flatten(ahead) - flatten(behind)) / (2 * nudge)).transpose(1, 2)


def unflatten(flat: Float[Tensor, "replica batch size"], like: State) -> State:
    """The inverse of ``flatten``."""
    sizes = [part[0, 0].numel() for part in like]
    parts = zip(flat.split(sizes, -1), like, strict=True)
    return tuple(part.unflatten(-1, whole.shape[2:]) for part, whole in parts)


def copies(t: Float[Tensor, "replica 1 *axes"], n: int) -> Float[Tensor, "replica copy *axes"]:
    """The only sequence of each replica, ``n`` times."""
    return t.detach().expand(-1, n, *t.shape[2:]).clone()
