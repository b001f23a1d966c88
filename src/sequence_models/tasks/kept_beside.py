"""A number to be kept for long, beside another that is demanded at every step."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.replicas import Streams, uniform
from sequence_models.tasks.interface import Batch, Regression


@dataclass(frozen=True, kw_only=True)
class KeptBeside(Regression):
    """Keep the first number to the end, and at every step give back the one ``back`` steps before.

    Numbers are uniform in [−1, 1). The first output is the one kept, the second the one before;
    ``demanded`` says which of the two are, and the other is not scored. With ``back=0`` the second
    is the number that arrives, and asks for no memory.

        number    .7  .2 −.4  .1
        kept      .7  .7  .7  .7
        before     0  .7  .2 −.4      (back = 1)
    """

    length: int = 24
    back: int = 1
    demanded: tuple[bool, bool] = (True, True)

    @property
    def inputs(self) -> int:
        """The number, and whether it is the first."""
        return 2

    @property
    def outputs(self) -> int:
        """The number kept, and the one before."""
        return 2

    def sample(self, streams: Streams, batch: int) -> Batch:
        """Numbers are independent; an output that is not demanded has the target 0."""
        number = 2 * uniform(streams, batch, self.length) - 1
        step = torch.arange(self.length)
        first = (step == 0).expand_as(number)
        before = number.roll(self.back, -1).masked_fill(step < self.back, 0)
        targets = torch.stack([number[..., :1].expand_as(number), before], -1)
        dtype = torch.get_default_dtype()
        return Batch(
            torch.stack([number, first.to(number.dtype)], -1).to(dtype),
            (targets * torch.tensor(self.demanded)).to(dtype),
            torch.ones(1, 1, self.length, dtype=torch.bool),
        )

    def loss(
        self, y: Float[Tensor, "replica batch time outputs"], batch: Batch
    ) -> Float[Tensor, " replica"]:
        """Mean squared error, over the outputs that are demanded."""
        demanded = torch.tensor(self.demanded, dtype=y.dtype, device=y.device)
        return super().loss(y * demanded, batch)
