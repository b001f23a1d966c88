"""What is wrong with a module that fits no way of calling it, or cannot be called twice."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from sequence_models.adapters.results import attempt, tensors


def by_order(found: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """From the faults of each way of calling, under its order of the axes, those of the nearest
    way in each order; nothing where one has no faults.

    Which order its author meant cannot be told, so each has a cause of its own.
    """
    least = min(len(wrong) for _, wrong in found)
    nearest = {order: wrong for order, wrong in found[::-1] if len(wrong) == least > 0}
    return tuple(f"{order}, {' and '.join(wrong)}" for order, wrong in sorted(nearest.items()))


def alters(call: nn.Module, module: nn.Module, *given: Tensor) -> bool:
    """Whether a call of the module, within this one, changes tensors that it is handed."""
    kept: list[tuple[Tensor, Tensor]] = []

    def keep(module: nn.Module, positional: tuple[object, ...], named: dict[str, object]) -> None:
        handed = [t for _, t in tensors([*positional, *named.values()])]
        kept.extend((t, t.clone()) for t in handed)

    attempt(lambda: module.register_forward_pre_hook(keep, with_kwargs=True))
    attempt(lambda: call(*(part.clone() for part in given)))
    return any(not torch.equal(tensor, before) for tensor, before in kept)
