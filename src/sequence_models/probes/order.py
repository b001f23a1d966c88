"""What a model sees of the order in which its inputs come."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams


def reordering_error(
    build: Build, *, seeds: Sequence[int], follow: bool, length: int = 12, width: int = 8
) -> Float[Tensor, " replica"]:
    """Relative change of the outputs when every second input comes first and then the others,
    compared place by place or, with ``follow``, input by input.

    In [0, ∞); with ``follow`` 0 is equivariance, without it invariance.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 4, length, width)
    order = torch.arange(length).view(-1, 2).T.flatten()
    with torch.no_grad():
        y, moved = model(x), model(x[:, :, order])
    expected = y[:, :, order] if follow else y
    return relative(moved - expected, y)


def prefix_order_influence(
    build: Build, *, seeds: Sequence[int], length: int = 12, width: int = 8
) -> Float[Tensor, " replica"]:
    """Relative change of the last output when all inputs before the last come in reverse order.

    In [0, ∞); 0 is blindness to their order.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 4, length, width)
    moved = torch.cat([x[:, :, :-1].flip(2), x[:, :, -1:]], 2)
    with torch.no_grad():
        y = model(x)[:, :, -1]
        return relative(model(moved)[:, :, -1] - y, y)


def position_spread(
    build: Build, *, seeds: Sequence[int], start: bool, length: int = 12, width: int = 8
) -> Float[Tensor, " replica"]:
    """Relative difference between the outputs at the steps of a constant input, the first
    step left out; with ``start`` that first step has an input of its own.

    In [0, ∞); 0 means that nothing shows where a step stands.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x = normal(drawn, 4, 1, width).expand(-1, -1, length, -1)
    if start:
        x = torch.cat([normal(drawn, 4, 1, width), x[:, :, 1:]], 2)
    with torch.no_grad():
        y = model(x)[:, :, 1:]
    return relative(y - y[:, :, -1:], y)


def future_influence(
    build: Build, *, seeds: Sequence[int], length: int = 8, width: int = 4
) -> Float[Tensor, " replica"]:
    """Largest derivative of any output with respect to any later input.

    In [0, ∞); exactly 0 is causality.
    """
    model = build(inputs=width, outputs=1, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 1, length, width).requires_grad_()
    y = model(x).sum((0, 1, 3))
    pulled = [torch.autograd.grad(y[t], x, retain_graph=True)[0] for t in range(length - 1)]
    return torch.stack(
        [gradient[:, :, t + 1 :].abs().amax((1, 2, 3)) for t, gradient in enumerate(pulled)]
    ).amax(0)


def translation_error(
    build: Build, *, seeds: Sequence[int], shift: int = 7, length: int = 8, width: int = 8
) -> Float[Tensor, " replica"]:
    """Relative change of the last output when ``shift`` steps of other content are put before
    ``length`` steps that fill the model's window.

    In [0, ∞); 0 means that only differences of positions count. The model must not reach
    beyond ``length`` steps.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x, before = normal(drawn, 4, length, width), normal(drawn, 4, shift, width)
    with torch.no_grad():
        y = model(x)[:, :, -1]
        return relative(model(torch.cat([before, x], 2))[:, :, -1] - y, y)


def equal_token_gap(
    build: Build, *, seeds: Sequence[int], repeats: int, length: int = 6, width: int = 8
) -> Float[Tensor, " replica"]:
    """Relative change of the last output when the whole input is said ``repeats`` times.

    In [0, ∞); 0 means that proportions count and numbers do not.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 4, length, width)
    with torch.no_grad():
        y = model(x)[:, :, -1]
        return relative(model(x.repeat(1, 1, repeats, 1))[:, :, -1] - y, y)


def relative(
    difference: Float[Tensor, "replica *axes"], whole: Float[Tensor, "replica *axes"]
) -> Float[Tensor, " replica"]:
    """Ratio of Frobenius norms."""
    return difference.flatten(1).norm(dim=1) / whole.flatten(1).norm(dim=1)
