"""How much of a gradient survives the way back."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams


def gradient_retention(
    build: Build, *, seeds: Sequence[int], lag: int, width: int = 4, sequences: int = 16
) -> Float[Tensor, " replica"]:
    """Decades by which the gradient of the last output with respect to the input ``lag`` steps
    earlier is smaller than that with respect to the last input.

    log₁₀ of a ratio of Frobenius norms, estimated by pulling a random vector back through
    each Jacobian (E‖vᵀJ‖² = ‖J‖² for v ~ N(0, I)), under standard normal inputs.
    Decades, in (−∞, ∞): 0 is a perfect carry, −3 a thousandth.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x = normal(drawn, sequences, lag + 1, width).requires_grad_()
    last = model(x)[:, :, -1]
    (pulled,) = torch.autograd.grad(last, x, normal(drawn, sequences, width))
    reach = pulled.square().sum((1, 3)).sqrt()
    return (reach[:, 0] / reach[:, -1]).log10()
