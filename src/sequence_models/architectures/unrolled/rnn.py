"""The recurrent network without gates, all steps at once."""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable

from sequence_models.architectures.unrolled.tape import (
    apart,
    owned,
    pull_tanh,
    replica_first,
    room,
    tanh_of_half,
    tape,
    time_first,
    turned,
)

pull_relu = torch.ops.aten.threshold_backward.grad_input


class Squash(NamedTuple):
    """φ of a/scale, written into ``out``, and the way back through it, given φ."""

    scale: float
    forward: Callable[[Tensor, Tensor], Tensor]
    back: Callable[[Tensor, Tensor, Tensor], Tensor]


SQUASH = {
    "tanh": Squash(2, tanh_of_half, lambda e, h, out: pull_tanh(e, h, grad_input=out)),
    "relu": Squash(
        1,
        lambda a, out: torch.clamp_min(a, 0, out=out),
        lambda e, h, out: pull_relu(e, h, 0, grad_input=out),
    ),
    "identity": Squash(1, lambda a, out: out.copy_(a), lambda e, h, out: out.copy_(e)),
}


class UnrolledRNN(Function):
    """h_t = φ(W h_{t−1} + U x_t + b) for every t   (1.a), and its way back   (1.y), (1.z).

    Takes x, h_0, the weights [W | U | b | 0] and the name of φ; gives every h_t, and the last.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, h: Tensor, weights: Tensor, phi: str) -> tuple[Tensor, Tensor]:
        """From the first step to the last."""
        squash, hidden = SQUASH[phi], h.shape[-1]
        steps, mixing = tape(x, hidden, weights.shape[2]), turned(squash.scale * weights)
        states, a = steps[..., :hidden], torch.empty_like(h)
        states[0].copy_(h)
        for step, h_t in zip(steps.unbind(0), states[1:].unbind(0), strict=False):
            torch.bmm(step, mixing, out=a)
            squash.forward(a, h_t)  # (1.a)
        ctx.save_for_backward(steps, weights)
        ctx.phi, ctx.inputs = phi, x.shape[3]
        return replica_first(states[1:]), states[-1]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, exposed: Tensor, last: Tensor) -> tuple[Tensor | None, ...]:
        """From the last step to the first."""
        steps, weights = ctx.saved_tensors
        back, hidden = SQUASH[ctx.phi].back, weights.shape[1]
        (W, U), d_weights = apart(weights, hidden, ctx.inputs), torch.zeros_like(weights)
        eta = owned(last)
        delta = torch.empty_like(eta)
        d_x = room(exposed, ctx.inputs) if ctx.needs_input_grad[0] else None
        states, rows = steps[..., :hidden].unbind(0), steps.unbind(0)
        at_exposed, delta_ = time_first(exposed).unbind(0), delta.transpose(1, 2)
        for t in reversed(range(len(at_exposed))):
            back(eta.add_(at_exposed[t]), states[t + 1], delta)  # (1.y)
            d_weights.baddbmm_(delta_, rows[t])
            torch.bmm(delta, W, out=eta)
            if d_x is not None:
                torch.bmm(delta, U, out=d_x[t])
        return (None if d_x is None else replica_first(d_x)), eta, d_weights, None  # (1.z)


unroll_rnn: Callable[..., tuple[Tensor, ...]] = UnrolledRNN.apply
