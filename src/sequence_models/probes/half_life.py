"""How long a gradient lasts."""

import math
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams


def gradient_half_life(
    build: Build,
    *,
    seeds: Sequence[int],
    near: int = 10,
    far: int = 50,
    width: int = 4,
    sequences: int = 16,
) -> Float[Tensor, " replica"]:
    """Steps in which the gradient of the last output halves, between ``near`` and ``far`` back.

    From the norms of the gradients by the inputs that many steps before the last, pulled back
    from a random vector, under standard normal inputs.
    Steps, in (0, ∞]: ∞ where the gradient does not shrink at all.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x = normal(drawn, sequences, far + 1, width).requires_grad_()
    last = model(x)[:, :, -1]
    (pulled,) = torch.autograd.grad(last, x, normal(drawn, sequences, width))
    reach = pulled.square().sum((1, 3)).sqrt()
    shrunk = (reach[:, -1 - near] / reach[:, 0]).log() / math.log(2)
    return torch.where(shrunk > 0, (far - near) / shrunk, torch.inf)
