"""How often what runs will be differentiated, which decides the form in which it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch.utils.deterministic

_memory: Any = torch.utils.deterministic  # whose one setting is a property

_inside: list[None] = []


@contextmanager
def differentiated_once() -> Iterator[None]:
    """Inside, whole sequences run in forms whose way back is written by hand.

    They are faster, show autograd no single step, and have no second derivative. Outside, every
    model runs step by step. Deterministic torch fills new memory with NaN; inside it does not.
    """
    fills = _memory.fill_uninitialized_memory
    _memory.fill_uninitialized_memory = False
    _inside.append(None)
    try:
        yield
    finally:
        _inside.pop()
        _memory.fill_uninitialized_memory = fills


def once() -> bool:
    """Whether first derivatives are all that will be asked for."""
    return bool(_inside)
