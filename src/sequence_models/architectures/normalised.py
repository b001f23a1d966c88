"""Layer normalisation with its way back written out."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable


class Normalised(Function):
    """(5.a), and the way back   (5.l). Takes x, γ and β."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
        """Mean 0 and variance 1 before γ and β."""
        y = x - x.mean(-1, keepdim=True)
        precision = torch.linalg.vector_norm(y, dim=-1, keepdim=True).square_()
        precision.div_(x.shape[-1]).add_(1e-5).rsqrt_()
        y.mul_(precision)
        ctx.save_for_backward(y, precision, gamma)
        return torch.addcmul(beta, gamma, y)  # (5.a)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, eta: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What is orthogonal to the ones and to y, over the deviation."""
        y, precision, gamma = ctx.saved_tensors
        share = eta * y
        d_gamma, d_beta = (part.sum((1, 2), keepdim=True) for part in (share, eta))
        along = share.mul_(gamma).mean(-1, keepdim=True)
        a = eta * gamma
        d_x = a.sub_(a.mean(-1, keepdim=True)).addcmul_(y, along, value=-1).mul_(precision)
        return d_x, d_gamma, d_beta  # (5.l)


normalise: Callable[..., Tensor] = Normalised.apply
