"""Whether a cache that has lost its first steps is that of a sequence which never had them."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, State
from sequence_models.probes.order import relative
from sequence_models.replicas import normal, streams

ON = 4
"""Steps that are read from the cache."""


def forgetting_error(
    build: Build, *, seeds: Sequence[int], forgotten: int = 5, length: int = 16, width: int = 8
) -> Float[Tensor, " replica"]:
    """Relative change of the next 4 outputs when of ``length`` kept steps the first ``forgotten``
    are dropped from the cache, against those of a sequence that begins behind them.

    What is kept is moved to the front as it is, and a count of steps is set back. In [0, ∞); 0
    means that what is kept serves at any place and holds nothing of what was dropped.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    x = normal(streams(seeds, "inputs"), 4, length + ON, width)
    with torch.no_grad():
        _, state = model.run(x[:, :, :length], model.initial_state(4))
        y, _ = model.run(x[:, :, length:], without(state, length, forgotten))
        wanted = model(x[:, :, forgotten:])[:, :, -ON:]
    return relative(y - wanted, wanted)


def without(state: State, length: int, forgotten: int) -> State:
    """The state without its first steps: parts with an axis of steps begin later."""
    counted = (part - forgotten if bool((part == length).all()) else part for part in state)
    return tuple(
        part[..., forgotten:, :] if part.dim() > 3 and part.shape[-2] == length else part
        for part in counted
    )
