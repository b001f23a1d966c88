"""Affine maps with a replica axis, and how their weights are drawn."""

from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.replicas import Streams, normal, uniform

Initialisation = Literal["uniform", "gaussian", "orthogonal", "identity", "nilpotent"]


class Linear(nn.Module):
    """y = W x + b, with one W and b per replica, each entry U(±1/√inputs) at the start."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        streams: Streams,
        bias: bool = True,
        fan: int | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        bound = (fan or inputs) ** -0.5
        self.weight = nn.Parameter(between(streams, bound, outputs, inputs, dtype=dtype))
        self.bias = nn.Parameter(between(streams, bound, outputs, dtype=dtype)) if bias else None

    def forward(
        self, x: Float[Tensor, "replica *axes inputs"]
    ) -> Float[Tensor, "replica *axes outputs"]:
        """Apply each replica's map to the last axis."""
        if self.bias is not None:
            return affine(x, self.weight, self.bias)
        y = torch.bmm(x.flatten(1, -2), self.weight.transpose(1, 2))
        return y.unflatten(1, x.shape[1:-1])


def affine(
    x: Float[Tensor, "replica *axes inputs"],
    weight: Float[Tensor, "replica outputs inputs"],
    bias: Float[Tensor, "replica outputs"],
) -> Float[Tensor, "replica *axes outputs"]:
    """W x + b along the last axis."""
    y = torch.baddbmm(bias.unsqueeze(1), x.flatten(1, -2), weight.transpose(1, 2))
    return y.unflatten(1, x.shape[1:-1])


def between(
    streams: Streams, bound: float, *shape: int, dtype: torch.dtype | None = None
) -> Float[Tensor, "replica *shape"]:
    """Entries U(±bound)."""
    return ((2 * uniform(streams, *shape) - 1) * bound).to(dtype or torch.get_default_dtype())


def square(
    streams: Streams,
    size: int,
    *,
    initialisation: Initialisation,
    gain: float,
    dtype: torch.dtype | None = None,
) -> Float[Tensor, "replica size size"]:
    """A recurrent matrix, scaled by ``gain``.

    uniform: U(±1/√size), torch's default, spectral radius about 0.6 at gain 1.
    gaussian: N(0, 1/size), spectral radius about 1 at gain 1.
    orthogonal: uniform over the orthogonal group (QR of a Gaussian, signs fixed).
    identity: I.
    nilpotent: A Bᵀ with size/2 orthonormal columns in A and in B, all at right angles,
        so that W² = 0: spectral norm 1 and spectral radius 0 at gain 1.
    """
    match initialisation:
        case "uniform":
            W = (2 * uniform(streams, size, size) - 1) * size**-0.5
        case "gaussian":
            W = normal(streams, size, size) * size**-0.5
        case "orthogonal":
            Q, R = torch.linalg.qr(normal(streams, size, size))
            W = Q * R.diagonal(dim1=1, dim2=2).sign().unsqueeze(1)
        case "identity":
            W = torch.eye(size, dtype=torch.float64).expand(len(streams), size, size)
        case "nilpotent":
            Q, _ = torch.linalg.qr(normal(streams, size, size))
            A, B = Q[..., : size // 2], Q[..., size // 2 : 2 * (size // 2)]
            W = A @ B.transpose(1, 2)
        case _:
            raise ValueError(
                f"initialisation={initialisation!r} is not one of "
                "uniform, gaussian, orthogonal, identity, nilpotent"
            )
    return (gain * W).to(dtype or torch.get_default_dtype())
