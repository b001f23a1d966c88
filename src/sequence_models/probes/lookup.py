"""How well a model that is asked with a key finds the value."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams


def found(
    build: Build, *, seeds: Sequence[int], entries: int, width: int = 32
) -> Float[Tensor, " replica"]:
    """Share of questions answered by the right one of ``entries`` values: the answer is nearer to
    it in angle than to any other. Keys and values are random unit vectors of ``width`` numbers.

    In [0, 1]; 1 is perfect, 1/entries is chance.
    """
    model = build(inputs=3 * width, outputs=width)
    drawn = streams(seeds, "inputs")
    keys, values = (
        torch.nn.functional.normalize(normal(drawn, entries, width), dim=-1) for _ in range(2)
    )
    blank = torch.zeros_like(keys)
    stored, asked = torch.cat([blank, keys, values], -1), torch.cat([keys, blank, blank], -1)
    x = torch.cat([stored, asked[:, :64]], 1).unsqueeze(1).to(torch.get_default_dtype())
    with torch.no_grad():
        answers = model(x)[:, 0, entries:].double()
    nearest = (answers @ values.transpose(1, 2)).argmax(-1)
    return (nearest == torch.arange(nearest.shape[1])).double().mean(1)
