"""How well a model that is asked with a key finds the value."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, LayeredModel, showing
from sequence_models.replicas import Streams, normal, streams, uniform


def found(
    build: Build, *, seeds: Sequence[int], entries: int, width: int = 32
) -> Float[Tensor, " replica"]:
    """Share of questions answered by the right one of ``entries`` values: the answer is nearer to
    it in angle than to any other. Keys and values are random unit vectors of ``width`` numbers.

    In [0, 1]; 1 is perfect, 1/entries is chance.
    """
    model = build(inputs=3 * width, outputs=width)
    values, x = dictionary(streams(seeds, "inputs"), entries, width)
    with torch.no_grad():
        answers = model(x)[:, 0, entries:].double()
    nearest = (answers @ values.transpose(1, 2)).argmax(-1)
    return (nearest == torch.arange(nearest.shape[1])).double().mean(1)


def weight_found(
    build: Build, *, seeds: Sequence[int], entries: int, width: int = 32
) -> Float[Tensor, " replica"]:
    """Weight on the key that is asked for, among ``entries`` random unit vectors of ``width``
    numbers, averaged over questions. In [0, 1]; 1 is perfect."""
    model = showing(build(inputs=3 * width, outputs=width), LayeredModel)
    _, x = dictionary(streams(seeds, "inputs"), entries, width)
    with torch.no_grad():
        (pattern,) = model.patterns(x)
    return pattern[:, 0, 0, entries:].diagonal(dim1=1, dim2=2).double().mean(1)


def maximum_error(build: Build, *, seeds: Sequence[int], entries: int) -> Float[Tensor, " replica"]:
    """How far the answer falls short of the largest of ``entries`` uniform numbers in [0, 1),
    each of which is its own key. In (−1, 1); 0 is perfect."""
    model = build(inputs=3, outputs=1, dtype=torch.float64)
    numbers = uniform(streams(seeds, "inputs"), 64, entries, 1)
    stored = torch.cat([torch.ones_like(numbers), numbers, numbers], -1)
    with torch.no_grad():
        answers = model(stored)[:, :, -1, 0]
    return (numbers.amax((2, 3)) - answers).mean(1)


def dictionary(
    streams: Streams, entries: int, width: int
) -> tuple[Float[Tensor, "replica entries width"], Float[Tensor, "replica 1 time inputs"]]:
    """The values; and a sequence of all keys with their values, then up to 64 questions."""
    keys, values = (
        torch.nn.functional.normalize(normal(streams, entries, width), dim=-1) for _ in range(2)
    )
    blank = torch.zeros_like(keys)
    stored, asked = torch.cat([blank, keys, values], -1), torch.cat([keys, blank, blank], -1)
    x = torch.cat([stored, asked[:, :64]], 1).unsqueeze(1)
    return values, x.to(torch.get_default_dtype())
