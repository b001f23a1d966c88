"""How far a model is from an affine map."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.probes.order import relative
from sequence_models.replicas import normal, streams


def affine_defect(
    build: Build,
    *,
    seeds: Sequence[int],
    length: int,
    repeated: bool = False,
    width: int = 8,
) -> Float[Tensor, " replica"]:
    """Relative distance between the output of a mean of two inputs and the mean of their
    outputs, at the last of ``length`` steps; with ``repeated`` all steps are alike.

    In [0, ∞); 0 for an affine map.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 8, 2, 1 if repeated else length, width)
    a, b = x.expand(-1, -1, -1, length, -1).unbind(2)
    with torch.no_grad():
        y, mean = model((a + b) / 2)[:, :, -1], (model(a) + model(b))[:, :, -1] / 2
    return relative(y - mean, mean)
