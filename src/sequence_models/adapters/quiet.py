"""A stranger's module is neither heard nor drawn from: no warnings as errors, no dropout."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import nn

from sequence_models.adapters.refusal import RATE, WAKES, NotUnderstood
from sequence_models.adapters.results import attempt


@contextmanager
def quiet() -> Iterator[None]:
    """Inside, warnings are not errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def at_home(dtype: torch.dtype) -> Iterator[None]:
    """Inside, what a module makes without a word of its precision, such as its first state, is of
    this one, and warnings are not errors."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with quiet():
            yield
    finally:
        torch.set_default_dtype(before)


def without_dropout(module: nn.Module) -> bool:
    """Switch dropout off for good; whether there was any."""
    found = False
    for part in module.modules():
        if isinstance(part, nn.modules.dropout._DropoutNd) and part.p > 0:
            part.p, found = 0.0, True
        for name, rate in vars(part).items():
            if "drop" in name.lower() and isinstance(rate, float) and rate > 0:
                vars(part)[name], found = 0.0, True
    return found


def refuse_waking(
    make: Callable[[], nn.Module], draws: Callable[[nn.Module], bool], call: str
) -> None:
    """NotUnderstood where a module made with dropout draws in evaluation too, when called so."""
    found = attempt(lambda: make().eval())
    if isinstance(found, nn.Module):
        with at_home(torch.float64), torch.no_grad():
            waking = attempt(lambda: draws(found))
        if waking is True:
            raise NotUnderstood(WAKES, [f"tried {call}, with a dropout of {RATE}"])
