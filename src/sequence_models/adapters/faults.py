"""What is wrong with a module that fits no way of calling it, or cannot be called twice."""

from collections.abc import Callable, Sequence
from math import inf
from typing import TypeVar

import torch
from torch import Tensor, nn

from sequence_models.adapters.results import attempt, tensors

Way = TypeVar("Way")
NUMBERLESS = "it returns what is no number"


def by_order(found: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """From the faults of each way of calling, under its order of the axes, those of the nearest
    way in each order; nothing where one has no faults.

    Which order its author meant cannot be told, so each has a cause of its own.
    """
    least = min(distance(wrong) for _, wrong in found)
    nearest = {order: wrong for order, wrong in found[::-1] if distance(wrong) == least > 0}
    return tuple(f"{order}, {' and '.join(wrong)}" for order, wrong in sorted(nearest.items()))


def distance(wrong: tuple[str, ...]) -> float:
    """How far from right; what is no number is farthest."""
    return inf if NUMBERLESS in wrong else float(len(wrong))


def nearest(tried: Sequence[tuple[Way, tuple[str, ...]]], most: int) -> Way:
    """The way of calling with the fewest faults, the first of equals; what is no number is as far
    as what has ``most`` of them."""
    return min(tried, key=lambda each: min(distance(each[1]), most))[0]


def numberless(run: Callable[[], Tensor]) -> bool:
    """Whether there is an answer, and it is no number."""
    y = attempt(run)
    return isinstance(y, Tensor) and not bool(y.isfinite().all())


def wrong(
    names: Sequence[str], run: Callable[[], Tensor], holds: Callable[[], Sequence[bool]]
) -> tuple[str, ...]:
    """The names of what does not hold: all of them where that is not answered, and that alone
    where what it runs to is no number."""
    if numberless(run):
        return (NUMBERLESS,)
    found = attempt(holds)
    right = [False] * len(names) if isinstance(found, Exception) else found
    return tuple(name for name, is_so in zip(names, right, strict=True) if not is_so)


def alters(call: nn.Module, module: nn.Module, *given: Tensor) -> bool:
    """Whether a call of the module, within this one, changes tensors that it is handed."""
    kept: list[tuple[Tensor, Tensor]] = []

    def keep(module: nn.Module, positional: tuple[object, ...], named: dict[str, object]) -> None:
        handed = [t for _, t in tensors([*positional, *named.values()])]
        kept.extend((t, t.clone()) for t in handed)

    attempt(lambda: module.register_forward_pre_hook(keep, with_kwargs=True))
    attempt(lambda: call(*(part.clone() for part in given)))
    return any(not torch.equal(tensor, before) for tensor, before in kept)
