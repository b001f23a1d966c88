"""The same attention, read block by block, and read again when its gradient is asked for."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from sequence_models.architectures.blockwise import BlockwiseHeads
from sequence_models.architectures.transformer import Attention

Read = Callable[[Tensor, Tensor, Tensor], Tensor]


class Again(torch.autograd.Function):
    """A function of three tensors that keeps these and nothing of what it computed from them."""

    @staticmethod
    def forward(ctx: Any, read: Read, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """What ``read`` gives."""
        ctx.read = read
        ctx.save_for_backward(q, k, v)
        return read(q, k, v)

    @staticmethod
    def backward(ctx: Any, *above: Tensor) -> tuple[Tensor | None, ...]:
        """Its gradients, by way of computing it once more."""
        with torch.enable_grad():
            given = [part.detach().requires_grad_() for part in ctx.saved_tensors]
            read = ctx.read(*given)
        return (None, *torch.autograd.grad(read, given, above))


class RecomputedHeads(BlockwiseHeads):
    """Scores are not kept for the gradient (Rabe and Staats 2021, Dao et al. 2022)."""

    def read_row(self, q: Tensor, k: Tensor, v: Tensor, first: int) -> Tensor:
        """One block of queries; between the two passes only its queries, keys and values stay."""

        def read(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            return BlockwiseHeads.read_row(self, q, k, v, first)

        result: Tensor = Again.apply(read, q, k, v)  # type: ignore[no-untyped-call]  # torch's
        return result


class RecomputedAttention(Attention):
    """Attention that holds scores of 16 queries by 16 keys at a time, for its gradient too."""

    mechanism = RecomputedHeads
