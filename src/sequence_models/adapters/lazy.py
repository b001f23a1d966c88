"""Parameters that have no shape until a module is called for the first time."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from sequence_models.adapters.refusal import NotUnderstood
from sequence_models.adapters.results import attempt


def waiting(module: nn.Module) -> list[str]:
    """The parameters and buffers of no shape."""
    named = [*module.named_parameters(), *module.named_buffers()]
    return [name for name, tensor in named if is_lazy(tensor)]


@torch.no_grad()
def settle(module: nn.Module, calls: Callable[[], Iterable[Callable[[], Any]]]) -> None:
    """Call it until every parameter has its shape, if any has none. NotUnderstood where a call is
    answered and leaves one without."""
    answered = False
    for call in calls() if waiting(module) else ():
        answered |= not isinstance(attempt(call), Exception)
        if not waiting(module):
            return
    if answered:
        raise NotUnderstood(
            f"Let a call use {waiting(module)[0]}, or leave it out: it is lazy, and no call gives "
            "it a shape"
        )
