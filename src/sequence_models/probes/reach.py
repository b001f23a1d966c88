"""How far back a model can look, and how strongly."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams


def influences(
    build: Build, seeds: Sequence[int], length: int, width: int, sequences: int = 16
) -> Float[Tensor, "replica time"]:
    """Norm of the derivative of the last output with respect to each input, estimated by pulling
    random vectors back: E‖vᵀJ‖² = ‖J‖² for v ~ N(0, I)."""
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x = (normal(drawn, sequences, length, width) * width**-0.5).requires_grad_()
    last = model(x)[:, :, -1]
    (pulled,) = torch.autograd.grad(last, x, normal(drawn, sequences, width))
    return pulled.square().sum((1, 3)).div(sequences).sqrt()


def influence(
    build: Build, *, seeds: Sequence[int], lag: int, width: int = 8
) -> Float[Tensor, " replica"]:
    """Norm of the derivative of the last output with respect to the input ``lag`` steps earlier.

    In [0, ∞); exactly 0 beyond the model's reach.
    """
    return influences(build, seeds, lag + 1, width)[:, 0]


def decay_with_distance(
    build: Build, *, seeds: Sequence[int], length: int = 128, width: int = 32
) -> Float[Tensor, " replica"]:
    """Exponent with which the influence of an input on the last output of one sequence changes
    with its distance, fitted over all distances from 1.

    In (−∞, ∞): 0 is no decay, −1 falls as one over the distance.
    """
    reach = influences(build, seeds, length, width)[:, :-1].flip(1)
    distance = torch.arange(1, length, dtype=reach.dtype)
    return slope(distance.log(), reach.log())


def typical_influence(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 32
) -> Float[Tensor, " replica"]:
    """log₁₀ of the influence of one earlier input on the last of ``length`` outputs, root mean
    square over the inputs before the last.

    Decades, in (−∞, ∞); 0 is an influence of one.
    """
    reach = influences(build, seeds, length, width)[:, :-1]
    return reach.square().mean(1).sqrt().log10()


def crosstalk(
    build: Build, *, seeds: Sequence[int], length: int = 8, width: int = 8
) -> Float[Tensor, " replica"]:
    """Largest derivative of the last output with respect to any other input.

    In [0, ∞); exactly 0 means that positions do not exchange anything.
    """
    return influences(build, seeds, length, width)[:, :-1].amax(1)


def slope(
    x: Float[Tensor, " points"], y: Float[Tensor, "replica points"]
) -> Float[Tensor, " replica"]:
    """Least-squares slope of y against x."""
    centred = x - x.mean()
    return (y * centred).sum(1) / centred.square().sum()
