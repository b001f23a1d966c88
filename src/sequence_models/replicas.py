"""One independent random stream per replica.

Every draw is made replica by replica from a stream of its own, in float64 and on the CPU, then
rounded and moved where another precision or device is asked for.
So a replica's weights and data depend on its seed and on nothing else:
not on how many replicas run beside it, nor on their order.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import torch
from jaxtyping import Float, Int
from torch import Tensor

from sequence_models.devices import placed
from sequence_models.precision import asked_for

Streams = Sequence[torch.Generator]


def streams(seeds: Sequence[int], purpose: str) -> list[torch.Generator]:
    """One generator per seed; different purposes ("weights", "data") never share a stream."""
    return [torch.Generator().manual_seed(_seed(seed, purpose)) for seed in seeds]


def _seed(seed: int, purpose: str) -> int:
    digest = blake2b(f"{purpose}:{seed}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1  # torch takes signed 64-bit seeds


def normal(streams: Streams, *shape: int) -> Float[Tensor, "replica *shape"]:
    """Standard normal numbers, one independent tensor of this shape per replica."""
    return _placed(
        torch.randn(shape, generator=g, dtype=torch.float64, device="cpu") for g in streams
    )


def uniform(streams: Streams, *shape: int) -> Float[Tensor, "replica *shape"]:
    """Uniform numbers in [0, 1), one independent tensor of this shape per replica."""
    return _placed(
        torch.rand(shape, generator=g, dtype=torch.float64, device="cpu") for g in streams
    )


def integers(streams: Streams, high: int, *shape: int) -> Int[Tensor, "replica *shape"]:
    """Uniform integers in [0, high), one independent tensor of this shape per replica."""
    return _placed(torch.randint(high, shape, generator=g, device="cpu") for g in streams)


def _placed(drawn: Iterable[Tensor]) -> Tensor:
    """One tensor of all, in the precision and on the device that are asked for."""
    together = torch.stack([*drawn])
    kind = asked_for(together.dtype) if together.is_floating_point() else None
    return placed(together.to(kind))
