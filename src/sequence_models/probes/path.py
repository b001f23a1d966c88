"""The gradient along the memory itself, and all the other ways that it takes."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, GatedModel, State, showing
from sequence_models.replicas import normal, streams
from sequence_models.theory.lstm import direct_path


def direct_path_error(
    build: Build, *, seeds: Sequence[int], lag: int, width: int = 4, sequences: int = 4
) -> Float[Tensor, " replica"]:
    """How far ∂c_T/∂c_0 along the memory alone is from the product of the keep gates.

    What the cell exposes is taken for constant between steps. The largest difference of a random
    vector pulled back, over its largest entry. Dimensionless, in [0, ∞); 0 is perfect.
    """
    pulled, product = pulled_back(build, seeds=seeds, lag=lag, width=width, sequences=sequences)
    return (pulled - product).abs().amax((1, 2)) / product.abs().amax((1, 2))


def full_path_error(
    build: Build, *, seeds: Sequence[int], lag: int, width: int = 4, sequences: int = 4
) -> Float[Tensor, " replica"]:
    """How far ∂c_T/∂c_0 by every path, through what is exposed as well, is from the product of the
    keep gates.

    Measured as ``direct_path_error`` is. Dimensionless, in [0, ∞); 0 is perfect.
    """
    pulled, product = pulled_back(
        build, seeds=seeds, lag=lag, width=width, sequences=sequences, every_path=True
    )
    return (pulled - product).abs().amax((1, 2)) / product.abs().amax((1, 2))


def path_excess(
    build: Build, *, seeds: Sequence[int], lag: int, width: int = 4, sequences: int = 16
) -> Float[Tensor, " replica"]:
    """Decades by which ∂c_T/∂c_0 by every path is larger than along the memory alone.

    Frobenius norms, estimated from a random vector pulled back.
    Decades, in (−∞, ∞); 0 is equally large.
    """
    pulled, product = pulled_back(
        build, seeds=seeds, lag=lag, width=width, sequences=sequences, every_path=True
    )
    return (pulled.square().sum((1, 2)) / product.square().sum((1, 2))).log10() / 2


def pulled_back(
    build: Build,
    *,
    seeds: Sequence[int],
    lag: int,
    width: int,
    sequences: int,
    every_path: bool = False,
) -> tuple[Float[Tensor, "replica batch hidden"], Float[Tensor, "replica batch hidden"]]:
    """A random vector pulled back from the memory after ``lag`` steps to the memory before,
    by autograd, and scaled by the product of the keep gates. Inputs are standard normal."""
    model = showing(build(inputs=width, outputs=width, dtype=torch.float64), GatedModel)
    drawn = streams(seeds, "inputs")
    x = normal(drawn, sequences, lag, width)
    memory = model.initial_state(sequences)[-1].requires_grad_()
    state: State = (*model.initial_state(sequences)[:-1], memory)
    start = state
    for x_t in x.unbind(2):
        _, state = model.step(x_t, state)
        if not every_path:
            state = (*(part.detach() for part in state[:-1]), state[-1])
    vector = normal(drawn, *memory.shape[1:])
    (pulled,) = torch.autograd.grad(state[-1], memory, vector)
    return pulled, vector * direct_path(model.kept(x, start).detach())
