"""What a head writes that is asked for something it does not hold."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import normalize, pad

from sequence_models.architectures.interface import Build
from sequence_models.replicas import normal, streams


def written_length(
    build: Build,
    *,
    seeds: Sequence[int],
    entries: int,
    held: bool,
    sink: float | None = None,
    width: int = 32,
) -> Float[Tensor, " replica"]:
    """Length of the answer to one of ``entries`` keys that are ``held``, or to a random one that is
    not, averaged over 64 questions. Keys and values are random unit vectors of ``width`` numbers.

    With a ``sink`` there is one more key, which meets every question at this cosine and whose
    value is zero. In [0, 1]: 1 is a whole value, 0 is nothing.
    """
    model = build(inputs=3 * (width + 1), outputs=width)
    drawn = streams(seeds, "inputs")
    keys, values, others = (
        normalize(normal(drawn, number, width), dim=-1) for number in (entries, entries, 64)
    )
    asked = pad(keys[:, :64] if held else others, (0, 1), value=1.0)
    found, given = pad(keys, (0, 1)), pad(values, (0, 1))
    if sink is not None:
        found, given = pad(found, (0, 0, 0, 1)), pad(given, (0, 0, 0, 1))
        found[:, -1, -1] = sink
    stored = torch.cat([torch.zeros_like(found), found, given], -1)
    x = torch.cat([stored, pad(asked, (0, 2 * (width + 1)))], 1).unsqueeze(1)
    with torch.no_grad():
        answers = model(x.to(torch.get_default_dtype()))[:, 0, stored.shape[1] :]
    return answers.double().norm(dim=-1).mean(1)
