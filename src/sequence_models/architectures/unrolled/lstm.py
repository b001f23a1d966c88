"""Long short-term memory, all steps at once."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable

from sequence_models.architectures.unrolled.tape import (
    apart,
    owned,
    pull_sigmoid,
    pull_tanh,
    replica_first,
    room,
    tanh_of_half,
    tape,
    time_first,
    turned,
)


class UnrolledLSTM(Function):
    """(3.a) to (3.d) for every t, and their way back   (3.v) to (3.x).

    Takes x, h_0, c_0 and the weights [U | W | b | 0], with the rows of i, f, o and g below one
    another; gives every h_t, the last h and the last c.
    """

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, h: Tensor, c: Tensor, weights: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """From the first step to the last."""
        hidden, time = h.shape[-1], x.shape[2]
        steps, mixing = tape(x, hidden, weights.shape[2]), turned(with_double_candidate(weights))
        gates, shown = x.new_empty(time, *h.shape[:2], 4 * hidden), x.new_empty(time, *h.shape)
        cells, twice = x.new_empty(time + 1, *h.shape), torch.empty_like(h)
        states = steps[..., :hidden]
        states[0].copy_(h)
        cells[0].copy_(c)
        i, f, o, g = (part.unbind(0) for part in gates.chunk(4, -1))
        squash = squash_together if x.dtype is torch.float32 else squash_apart
        row, all_four, c_, h_, s = (of.unbind(0) for of in (steps, gates, cells, states, shown))
        for t in range(time):
            torch.bmm(row[t], mixing, out=all_four[t])
            squash(all_four[t], g[t])  # (3.a), (3.b)
            torch.mul(f[t], c_[t], out=c_[t + 1]).addcmul_(i[t], g[t])  # (3.c)
            tanh_of_half(torch.mul(c_[t + 1], 2, out=twice), s[t])
            torch.mul(o[t], s[t], out=h_[t + 1])  # (3.d)
        ctx.save_for_backward(steps, gates, cells, shown, weights)
        ctx.inputs = x.shape[3]
        return replica_first(states[1:]), states[-1], cells[-1]

    @staticmethod
    @once_differentiable
    def backward(
        ctx: Any, exposed: Tensor, last: Tensor, stored: Tensor
    ) -> tuple[Tensor | None, ...]:
        """From the last step to the first."""
        steps, gates, cells, shown, weights = ctx.saved_tensors
        hidden = shown.shape[-1]
        (U, W), d_weights = apart(weights, hidden, ctx.inputs), torch.zeros_like(weights)
        eta, zeta = owned(last), owned(stored)
        delta, through = torch.empty_like(gates[0]), torch.empty_like(eta)
        decided = delta[..., : 3 * hidden]
        d_i, d_f, d_o, d_g = delta.chunk(4, -1)
        d_x = room(exposed, ctx.inputs) if ctx.needs_input_grad[0] else None
        i, f, o, g = (part.unbind(0) for part in gates.chunk(4, -1))
        sigmoids, at_exposed = gates[..., : 3 * hidden].unbind(0), time_first(exposed).unbind(0)
        row, c_, s, delta_ = *(of.unbind(0) for of in (steps, cells, shown)), delta.transpose(1, 2)
        for t in reversed(range(len(s))):
            eta.add_(at_exposed[t])
            pull_tanh(torch.mul(eta, o[t], out=through), s[t], grad_input=through)
            zeta.add_(through)  # (3.v)
            torch.mul(zeta, g[t], out=d_i)
            torch.mul(zeta, c_[t], out=d_f)
            torch.mul(eta, s[t], out=d_o)
            pull_sigmoid(decided, sigmoids[t], grad_input=decided)
            pull_tanh(torch.mul(zeta, i[t], out=d_g), g[t], grad_input=d_g)  # (3.w)
            d_weights.baddbmm_(delta_, row[t])
            zeta.mul_(f[t])
            torch.bmm(delta, U, out=eta)
            if d_x is not None:
                torch.bmm(delta, W, out=d_x[t])
        return None if d_x is None else replica_first(d_x), eta, zeta, d_weights  # (3.x)


def with_double_candidate(weights: Tensor) -> Tensor:
    """The rows of g doubled, for what squashes them."""
    doubled = weights.clone()
    doubled.chunk(4, 1)[3].mul_(2)
    return doubled


def squash_together(all_four: Tensor, g: Tensor) -> None:
    """σ of three quarters and tanh of half the last one, g, in place: with one σ for all, by what
    ``tanh_of_half`` says."""
    all_four.sigmoid_()
    g.mul_(2).sub_(1)


def squash_apart(all_four: Tensor, g: Tensor) -> None:
    """The same, each by itself."""
    all_four[..., : -g.shape[-1]].sigmoid_()
    tanh_of_half(g, g)


unroll_lstm: Callable[..., tuple[Tensor, ...]] = UnrolledLSTM.apply
