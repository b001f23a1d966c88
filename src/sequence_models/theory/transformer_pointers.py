"""What is derived about following pointers: one reading of two heads can follow two."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


def two_pointers(
    leads: Int[Tensor, " symbols"], *, sharpness: float = 1e9
) -> Float[Tensor, "asked symbols"]:
    """What one layer of two heads set by hand reads, for each symbol that is asked for.

    ``leads`` is whom each symbol points to, all in one ring. The largest entry of a row stands
    where two pointers lead, and is larger than each other by at least 1, less what ``sharpness``
    leaves, the share by which a head prefers the pair that is asked for.
    Result 5.11, math/05_transformer.md.
    """
    n = len(leads)
    y = torch.arange(1, n + 1, dtype=torch.float64)
    left = 2 * (n + 1 - y)  # τ
    asked = torch.eye(n, dtype=torch.bool)
    sharp = torch.tensor(sharpness, dtype=torch.float64)
    product = torch.where(asked, sharp.log(), y.log()) - left[leads].log()
    square = torch.where(asked, sharp.log(), (2 * (n + 1) * y - y**2).log())  # (5.r)
    read = sharp * (square.softmax(-1) - product.softmax(-1) * left[leads])  # (5.s)
    return torch.zeros(n, n, dtype=torch.float64).index_copy(1, leads, read)
