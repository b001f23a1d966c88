"""How attention is told where a vector stands: not at all, or in one of four ways."""

from functools import lru_cache

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from sequence_models.replicas import Streams, normal


class Positions(nn.Module):
    """No positions: the stream, the heads and the scores are left as they are.

    ``longest`` bounds the positions that a table has to hold.
    """

    absolute = False  # whether a model must carry how many steps it has seen

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        streams: Streams,
        longest: int,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__()
        self.heads = heads

    def place(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> Float[Tensor, "replica batch time width"]:
        """Mark the stream, whose first step stands at ``first``."""
        return x

    def turn(
        self, heads: Float[Tensor, "replica batch heads time head"], first: int
    ) -> Float[Tensor, "replica batch heads time head"]:
        """Mark queries or keys, the first of which stands at ``first``."""
        return heads

    def bias(
        self, distance: Int[Tensor, "queries keys"], like: Tensor
    ) -> Float[Tensor, "#heads #queries #keys"]:
        """What each distance from query back to key adds to the scores; nothing that is trained."""
        return like.new_zeros(1, 1, 1)


class Sinusoidal(Positions):
    """Fixed waves added to the stream: sin and cos of t·10000^(−2i/width) (Vaswani et al. 2017)."""

    absolute = True

    def place(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> Float[Tensor, "replica batch time width"]:
        """Add the waves."""
        angles = wave_angles(x, first)
        waves = torch.stack([angles.sin(), angles.cos()], -1).flatten(-2)  # (4.h)
        return x + waves.to(x.dtype)


class Learned(Positions):
    """One free vector per position, added to the stream; N(0, 1) at the start."""

    absolute = True

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        streams: Streams,
        longest: int,
        dtype: torch.dtype | None,
    ) -> None:
        super().__init__(width, heads, streams=streams, longest=longest, dtype=dtype)
        table = normal(streams, longest, width)
        self.table = nn.Parameter(table.to(dtype or torch.get_default_dtype()))

    def place(
        self, x: Float[Tensor, "replica batch time width"], first: int
    ) -> Float[Tensor, "replica batch time width"]:
        """Add the rows of the table."""
        return x + self.table[:, first : first + x.shape[2]].unsqueeze(1)


class Rotary(Positions):
    """Queries and keys are turned, pair of numbers by pair, by angles in proportion to the
    position, so that scores see differences of positions only (Su et al. 2021)."""

    def turn(
        self, heads: Float[Tensor, "replica batch heads time head"], first: int
    ) -> Float[Tensor, "replica batch heads time head"]:
        """Rotate number i together with number i + head/2."""
        cos, sin = turns(*heads.shape[-2:], first, heads.dtype)
        a, b = heads.chunk(2, -1)
        return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)  # R_t in (4.i)


class ALiBi(Positions):
    """Each score falls in proportion to the distance, head h at the slope 2^(−8h/heads)
    (Press, Smith and Lewis 2022)."""

    def bias(
        self, distance: Int[Tensor, "queries keys"], like: Tensor
    ) -> Float[Tensor, "#heads #queries #keys"]:
        """−slope · distance."""
        h = torch.arange(1, self.heads + 1, dtype=like.dtype)
        return -(2 ** (-8 * h / self.heads)).view(-1, 1, 1) * distance.abs()  # (4.j)


def wave_angles(x: Float[Tensor, "*axes time width"], first: int) -> Float[Tensor, "time half"]:
    """t·10000^(−2i/width), in float64: single precision loses the angle of far positions."""
    t = torch.arange(first, first + x.shape[-2], dtype=torch.float64)
    i = torch.arange(x.shape[-1] // 2, dtype=torch.float64)
    return t.unsqueeze(1) * 10_000 ** (-2 * i / x.shape[-1])


@lru_cache
def turns(time: int, width: int, first: int, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Cosine and sine of the wave angles, made once."""
    angles = wave_angles(torch.empty(time, width), first)
    return angles.cos().to(dtype), angles.sin().to(dtype)


POSITIONS: dict[str, type[Positions]] = {
    "none": Positions,
    "sinusoidal": Sinusoidal,
    "learned": Learned,
    "rotary": Rotary,
    "alibi": ALiBi,
}
