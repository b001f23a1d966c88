"""A device that no machine lacks: torch's meta device, on which shapes are all that is computed.

What is left on the CPU meets there what is not, as it would on a GPU, and is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from sequence_models.devices import on


class Mixed(Exception):
    """An operation met tensors of two devices."""


class OneDevice(TorchDispatchMode):
    """Refuses what mixes devices; a number that is asked of a tensor without numbers is zero."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        tensors = [t for t in tree_leaves((args, kwargs)) if isinstance(t, torch.Tensor)]
        placed = {t.device.type for t in tensors if t.ndim}  # a bare number may be anywhere
        if len(placed) > 1:
            raise Mixed(f"{func} of {[(t.device.type, tuple(t.shape)) for t in tensors]}")
        if any(t.is_meta for t in tensors):
            match func._schema.name:
                case "aten::_local_scalar_dense":
                    return torch.zeros((), dtype=tensors[0].dtype, device="cpu").item()
                case "aten::nonzero":
                    return torch.zeros(1, tensors[0].ndim, dtype=torch.long, device="cpu")
                case "aten::equal":
                    return True
        return func(*args, **(kwargs or {}))


@contextmanager
def one_device() -> Iterator[None]:
    """Inside, all that is made without a device is on the meta device."""
    with on("meta"), OneDevice():
        yield
