"""The gated recurrent unit, all steps at once, with its reset before the matrix or after it."""

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


class UnrolledGRU(Function):
    """(2.a) to (2.d) for every t, and their way back   (2.p), (2.q).

    Takes x, h_0, the gates' weights [U | W | b | 0], with the rows of r above those of z, and the
    candidate's; gives every h_t, and the last.
    """

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, h: Tensor, gating: Tensor, writing: Tensor
    ) -> tuple[Tensor, Tensor]:
        """From the first step to the last."""
        hidden, time = h.shape[-1], x.shape[2]
        steps, resets = (tape(x, hidden, gating.shape[2]) for _ in range(2))
        to_gates, to_candidate = turned(gating), turned(2 * writing)
        gates, candidates = x.new_empty(time, *h.shape[:2], 2 * hidden), x.new_empty(time, *h.shape)
        states, a = steps[..., :hidden], torch.empty_like(h)
        states[0].copy_(h)
        r, z = (part.unbind(0) for part in gates.chunk(2, -1))
        h_, rh, n = (of.unbind(0) for of in (states, resets[..., :hidden], candidates))
        row, reset, both = (of.unbind(0) for of in (steps, resets, gates))
        for t in range(time):
            torch.bmm(row[t], to_gates, out=both[t]).sigmoid_()  # (2.a), (2.b)
            torch.mul(r[t], h_[t], out=rh[t])
            tanh_of_half(torch.bmm(reset[t], to_candidate, out=a), n[t])  # (2.c)
            torch.lerp(n[t], h_[t], z[t], out=h_[t + 1])  # (2.d)
        ctx.save_for_backward(steps, resets, gates, candidates, gating, writing)
        ctx.inputs = x.shape[3]
        return replica_first(states[1:]), states[-1]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, exposed: Tensor, last: Tensor) -> tuple[Tensor | None, ...]:
        """From the last step to the first."""
        steps, resets, gates, candidates, gating, writing = ctx.saved_tensors
        hidden = candidates.shape[-1]
        d_gating, d_writing = torch.zeros_like(gating), torch.zeros_like(writing)
        (U, W), (U_n, W_n) = (apart(of, hidden, ctx.inputs) for of in (gating, writing))
        eta, delta = owned(last), torch.empty_like(gates[0])
        kept, delta_n, omega = (torch.empty_like(eta) for _ in range(3))
        d_r, d_z = delta.chunk(2, -1)
        d_x = room(exposed, ctx.inputs) if ctx.needs_input_grad[0] else None
        r, z = (part.unbind(0) for part in gates.chunk(2, -1))
        h_, n, both = (of.unbind(0) for of in (steps[..., :hidden], candidates, gates))
        row, reset, at_exposed = (of.unbind(0) for of in (steps, resets, time_first(exposed)))
        delta_, delta_n_ = delta.transpose(1, 2), delta_n.transpose(1, 2)
        for t in reversed(range(len(n))):
            eta.add_(at_exposed[t])
            torch.mul(eta, z[t], out=kept)
            pull_tanh(torch.sub(eta, kept, out=delta_n), n[t], grad_input=delta_n)  # (2.p)
            torch.bmm(delta_n, U_n, out=omega)
            torch.mul(omega, h_[t], out=d_r)
            torch.sub(h_[t], n[t], out=d_z).mul_(eta)
            pull_sigmoid(delta, both[t], grad_input=delta)
            d_gating.baddbmm_(delta_, row[t])
            d_writing.baddbmm_(delta_n_, reset[t])
            kept.addcmul_(omega, r[t])
            torch.baddbmm(kept, delta, U, out=eta)  # (2.q)
            if d_x is not None:
                torch.bmm(delta, W, out=d_x[t]).baddbmm_(delta_n, W_n)
        return None if d_x is None else replica_first(d_x), eta, d_gating, d_writing


unroll_gru: Callable[..., tuple[Tensor, ...]] = UnrolledGRU.apply


class UnrolledGRUResetAfter(Function):
    """(2.a), (2.b), (2.e) and (2.d) for every t, and their way back   (2.p), (2.r).

    Takes x, h_0, the weights [U | W | b | 0], with the rows of r, z and U_n h + c_n below one
    another, and W_n x + b_n for every t; gives every h_t, and the last.
    """

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, h: Tensor, weights: Tensor, drive: Tensor
    ) -> tuple[Tensor, Tensor]:
        """From the first step to the last."""
        hidden, time = h.shape[-1], x.shape[2]
        steps, mixing = tape(x, hidden, weights.shape[2]), turned(weights)
        mixed, candidates = x.new_empty(time, *h.shape[:2], 3 * hidden), x.new_empty(time, *h.shape)
        states, a = steps[..., :hidden], torch.empty_like(h)
        states[0].copy_(h)
        r, z, m = (part.unbind(0) for part in mixed.chunk(3, -1))
        h_, n, row, all_three = (of.unbind(0) for of in (states, candidates, steps, mixed))
        both, drives = mixed[..., : 2 * hidden].unbind(0), time_first(drive).unbind(0)
        for t in range(time):
            torch.bmm(row[t], mixing, out=all_three[t])
            both[t].sigmoid_()  # (2.a), (2.b)
            torch.addcmul(drives[t], r[t], m[t], out=a)
            tanh_of_half(a.mul_(2), n[t])  # (2.e)
            torch.lerp(n[t], h_[t], z[t], out=h_[t + 1])  # (2.d)
        ctx.save_for_backward(steps, mixed, candidates, weights)
        ctx.inputs = x.shape[3]
        return replica_first(states[1:]), states[-1]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, exposed: Tensor, last: Tensor) -> tuple[Tensor | None, ...]:
        """From the last step to the first."""
        steps, mixed, candidates, weights = ctx.saved_tensors
        hidden = candidates.shape[-1]
        (U, W), d_weights = apart(weights, hidden, ctx.inputs), torch.zeros_like(weights)
        eta, delta, d_drive = owned(last), torch.empty_like(mixed[0]), torch.empty_like(candidates)
        kept, (d_r, d_z, d_m) = torch.empty_like(eta), delta.chunk(3, -1)
        d_both, both = delta[..., : 2 * hidden], mixed[..., : 2 * hidden].unbind(0)
        d_x = room(exposed, ctx.inputs) if ctx.needs_input_grad[0] else None
        r, z, m = (part.unbind(0) for part in mixed.chunk(3, -1))
        h_, n, row = (of.unbind(0) for of in (steps[..., :hidden], candidates, steps))
        at_exposed, d_n = time_first(exposed).unbind(0), d_drive.unbind(0)
        delta_ = delta.transpose(1, 2)
        for t in reversed(range(len(n))):
            eta.add_(at_exposed[t])
            torch.mul(eta, z[t], out=kept)
            pull_tanh(torch.sub(eta, kept, out=d_n[t]), n[t], grad_input=d_n[t])  # (2.p)
            torch.mul(d_n[t], m[t], out=d_r)
            torch.sub(h_[t], n[t], out=d_z).mul_(eta)
            pull_sigmoid(d_both, both[t], grad_input=d_both)
            torch.mul(d_n[t], r[t], out=d_m)
            d_weights.baddbmm_(delta_, row[t])
            torch.baddbmm(kept, delta, U, out=eta)  # (2.r)
            if d_x is not None:
                torch.bmm(delta, W, out=d_x[t])
        d_drive = replica_first(d_drive)
        return None if d_x is None else replica_first(d_x), eta, d_weights, d_drive


unroll_gru_reset_after: Callable[..., tuple[Tensor, ...]] = UnrolledGRUResetAfter.apply
