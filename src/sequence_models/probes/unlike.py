"""Whether a model that is asked with a key finds the one that is least like it."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, LayeredModel, showing
from sequence_models.probes.lookup import dictionary
from sequence_models.replicas import streams


def weight_on_least_alike(
    build: Build, *, seeds: Sequence[int], entries: int, width: int = 32
) -> Float[Tensor, " replica"]:
    """Weight on the key at the largest angle from the question, among ``entries`` random unit
    vectors of ``width`` numbers, averaged over questions. In [0, 1]; 1 is perfect."""
    model = showing(build(inputs=3 * width, outputs=width), LayeredModel)
    _, x = dictionary(streams(seeds, "inputs"), entries, width)
    with torch.no_grad():
        (pattern,) = model.patterns(x)
    keys, asked = x[:, 0, :entries, width : 2 * width], x[:, 0, entries:, :width]
    furthest = (asked @ keys.transpose(1, 2)).argmin(-1, keepdim=True)
    return pattern[:, 0, 0, entries:].gather(-1, furthest).double().mean((1, 2))
