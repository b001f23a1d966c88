"""A stranger's module is neither heard nor drawn from: no warnings as errors, no dropout."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


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
        rate = vars(part).get("dropout")
        if isinstance(rate, float) and rate > 0:
            vars(part)["dropout"], found = 0.0, True
    return found
