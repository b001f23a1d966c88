"""How attention spreads its weight, read from the weights themselves."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, LayeredModel, showing
from sequence_models.replicas import normal, streams


def last_weights(
    build: Build, seeds: Sequence[int], length: int, width: int, sequences: int = 8
) -> Float[Tensor, "replica sample length"]:
    """The first layer's weights of the last step, under inputs of variance 1/width."""
    model = showing(build(inputs=width, outputs=1, dtype=torch.float64), LayeredModel)
    x = normal(streams(seeds, "inputs"), sequences, length, width) * width**-0.5
    with torch.no_grad():
        return model.patterns(x)[0][..., -1, :].flatten(1, -2)


def score_variance(
    build: Build, *, seeds: Sequence[int], length: int = 64, width: int = 64
) -> Float[Tensor, " replica"]:
    """Variance of one query's scores over ``length`` independent keys.

    Read off the logarithms of the weights, which are the scores up to a constant.
    In [0, ∞); 0 tells no key from another.
    """
    return last_weights(build, seeds, length, width).log().var(-1).mean(1)


def effective_positions(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 64
) -> Float[Tensor, " replica"]:
    """How many positions are read in effect: the exponential of the weights' entropy.

    Positions, in [1, length]; 1 is a single one.
    """
    weights = last_weights(build, seeds, length, width)
    return torch.special.entr(weights).sum(-1).exp().mean(1)


def largest_weight(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 64
) -> Float[Tensor, " replica"]:
    """The largest share that one of ``length`` positions has, averaged.

    In [1/length, 1]; 1 reads a single position, 1/length reads all alike.
    """
    return last_weights(build, seeds, length, width).amax(-1).mean(1)


def weight_by_distance(
    build: Build, *, seeds: Sequence[int], distance: int, length: int = 80, width: int = 64
) -> Float[Tensor, " replica"]:
    """log₁₀ of the typical weight at ``distance`` steps back over that at one step back, under
    independent inputs.

    Decades, in (−∞, ∞); 0 is indifference to distance.
    """
    weights = last_weights(build, seeds, length, width, sequences=64).log10().mean(1)
    return weights[:, -1 - distance] - weights[:, -2]
