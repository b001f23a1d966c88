"""A stranger's module is neither heard nor drawn from: no warnings as errors, no dropout."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


@contextmanager
def quiet() -> Iterator[None]:
    """Inside, warnings are not errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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
