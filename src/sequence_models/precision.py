"""Which floating-point numbers a measurement uses, where that is not left to its probe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import torch

Precision = Literal["float32", "float64"]
DTYPES = {"float32": torch.float32, "float64": torch.float64}
_asked: list[torch.dtype] = []


@contextmanager
def precision(name: Precision | None) -> Iterator[None]:
    """Inside, models, data and weights are of this precision; None leaves it to the probe."""
    if name is None:
        yield
        return
    if name not in DTYPES:
        raise ValueError(f'Write precision="float32" or precision="float64", not {name!r}.')
    before = torch.get_default_dtype()
    torch.set_default_dtype(DTYPES[name])
    _asked.append(DTYPES[name])
    try:
        yield
    finally:
        _asked.pop()
        torch.set_default_dtype(before)


def asked_for(dtype: torch.dtype | None) -> torch.dtype | None:
    """This type, unless another precision is asked for."""
    return _asked[-1] if _asked else dtype
