"""Parameters that have no shape until a module is called for the first time."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from sequence_models.adapters.calls import Trial
from sequence_models.adapters.forms import Called, Form
from sequence_models.adapters.refusal import NotUnderstood
from sequence_models.adapters.results import attempt
from sequence_models.adapters.taken import sequence_name


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


def calls(module: nn.Module, inputs: int, hidden: int, layers: int) -> Iterator[Callable[[], Any]]:
    """A recurrent module itself in every way of calling it, and no copy of it."""
    for parts in (1, 2):
        trial = Trial(module, hidden, layers, parts, inputs)
        for cell in (False, True):
            form = Form(True, cell, sequence=sequence_name(module))
            x, zeros = trial.x[:, 0] if cell else trial.x, trial.zeros()
            for way in (form, *trial.entries(form)):
                call = Called(module, way, layers=layers, parts=parts)
                yield partial(call.call, x, zeros if way.enters else ())
