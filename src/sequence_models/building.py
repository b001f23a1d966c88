"""A model as a claim asks for it: by its size, or by the number of its weights."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import torch

from sequence_models.precision import asked_for

SIZES = ("hidden", "model_width")
"""Parameters that set how large an architecture is."""


def build(
    architecture: Callable[..., Any],
    inputs: int,
    outputs: int,
    *,
    seeds: Sequence[int],
    dtype: torch.dtype | None = None,
    weights: int | None = None,
    **conditions: Any,
) -> Any:
    """The architecture, one replica per seed.

    With ``weights`` it has the size at which a replica's number of trained numbers is nearest to
    that; with several heads the size is a multiple of them. ValueError where it has no size, or
    where a size is given too.
    """

    def make(seeds: Sequence[int], **size: int) -> Any:
        kind = asked_for(dtype)
        return architecture(inputs, outputs, seeds=seeds, dtype=kind, **conditions, **size)

    if weights is None:
        return make(seeds)
    name = size_of(architecture)
    if name in conditions:
        raise ValueError(f"Give weights={weights} or {name}={conditions[name]}, not both.")
    step = 2 * int(conditions.get("heads", 1)) if name == "model_width" else 1
    return make(
        seeds, **{name: nearest(weights, lambda n: number(make(seeds[:1], **{name: n})), step)}
    )


def size_of(architecture: Callable[..., Any]) -> str:
    """The parameter that sets how large it is."""
    known = inspect.signature(architecture).parameters
    for name in SIZES:
        if name in known:
            return name
    raise ValueError(
        f"{architecture.__name__} has none of {', '.join(SIZES)}, so no size has that many weights."
    )


def number(model: torch.nn.Module) -> int:
    """How many numbers are trained in each of its replicas."""
    return sum(p[0].numel() for p in model.parameters())


def nearest(weights: int, count: Callable[[int], int], step: int = 1) -> int:
    """The multiple of ``step`` at which an increasing ``count`` is nearest to ``weights``."""
    low, high = step, step
    while count(high) < weights:
        low, high = high, 2 * high
    while high - low > step:
        middle = (low + high) // (2 * step) * step
        low, high = (middle, high) if count(middle) < weights else (low, middle)
    return min((low, high), key=lambda size: abs(count(size) - weights))
