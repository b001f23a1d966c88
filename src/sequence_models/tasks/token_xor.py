"""A nonlinear function of one token."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from sequence_models.replicas import Streams, integers
from sequence_models.tasks.interface import Batch, Classification


@dataclass(frozen=True, kw_only=True)
class TokenXor(Classification):
    """Say whether the two features of the token, each −1 or 1, differ.

    The token stands alone, or ``repeats`` times, or, with ``start``, behind a sign that is the
    same in every sequence. Only the last step counts.

        feature   ·   1
        feature   ·  −1
        sign      1   0      (start = True)
        target    ·   1
    """

    drawn_once = True

    repeats: int = 1
    start: bool = False
    batch: int = 64

    @property
    def inputs(self) -> int:
        """Two features and the sign."""
        return 3

    @property
    def outputs(self) -> int:
        """Equal, different."""
        return 2

    def sample(self, streams: Streams, batch: int) -> Batch:
        """The four tokens are equally likely."""
        bits = integers(streams, 2, batch, 1, 2)
        token = F.pad(2 * bits - 1, (0, 1)).expand(-1, -1, self.repeats, -1)
        if self.start:
            sign = torch.tensor([0, 0, 1]).expand(len(bits), batch, 1, 3)
            token = torch.cat([sign, token], 2)
        time = token.shape[2]
        return Batch(
            token.to(torch.get_default_dtype()),
            (bits.sum(-1) % 2).expand(-1, -1, time),
            (torch.arange(time) == time - 1).view(1, 1, -1),
        )
