"""What is derived about the layers of a Transformer: what a mask leaves, what one head passes on,
and what one block can compute."""

from math import comb

import torch
from jaxtyping import Float, Int
from torch import Tensor


def averaged_under_mask(n: int, *, layers: int) -> Float[Tensor, "n n"]:
    """The weights with which ``layers`` causal means in a row read each of ``n`` positions.

    In [0, 1], each row summing to 1.
    Result 5.8, math/05_transformer.md.
    """
    power = torch.zeros(n, n, dtype=torch.float64)
    for i in range(1, n + 1):
        for j in range(1, i + 1):
            terms = (
                comb(i - 1, k - 1) * comb(k - 1, j - 1) * (-1) ** (k - j) / k**layers
                for k in range(j, i + 1)
            )
            power[i - 1, j - 1] = sum(terms)  # (5.n)
    return power


def passed_by_own_head(heads: int) -> float:
    """The most that one of ``heads`` can pass on of its own position, as a share of its variance.

    In (0, 1]; 1 is a residual.
    Result 5.9, math/05_transformer.md.
    """
    return 1 / heads  # (5.p)


def parity_of_one_block(
    bits: Int[Tensor, "*axes time"],
) -> Float[Tensor, "*axes time"]:
    """What the block set by hand answers at every position: positive where the ones are even.

    Its size is the margin, one over the position.
    Result 5.10, math/05_transformer.md.
    """
    time = bits.shape[-1]
    place = 1 / torch.arange(1, time + 1, dtype=torch.float64)
    mean = bits.to(torch.float64).cumsum(-1) * place
    m = torch.arange(1, time + 1, dtype=torch.float64).unsqueeze(-1)
    slots = (mean.unsqueeze(-2) - m * place).relu()
    turned = mean + 2 * ((-1) ** m * slots).sum(-2)
    return place - 2 * turned  # (5.q)
