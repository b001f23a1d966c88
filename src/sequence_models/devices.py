"""Where models, data and arithmetic are: on the CPU, unless another device is asked for.

What is drawn is drawn on the CPU and moved, so that it is the same on every device.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

CPU = "cpu"


@contextmanager
def on(device: str) -> Iterator[None]:
    """Inside, tensors are made on this device: ``"cpu"``, ``"cuda"``, ``"cuda:0"`` or ``"mps"``.

    ValueError where something in float64 is asked of a device that has none.
    """
    if device == CPU:
        yield
        return
    try:
        with torch.device(device):
            yield
    except TypeError as problem:
        if not device.startswith("mps") or "float64" not in str(problem):
            raise
        raise ValueError(
            f'Measure it on another device, or name precision="float32": {device} has no float64 '
            f"({problem})."
        ) from problem


def placed(drawn: Tensor) -> Tensor:
    """On the device that is asked for."""
    return drawn.to(torch.get_default_device())


def described(device: str) -> str:
    """What this device is: ``cpu``, ``mps``, or ``cuda NVIDIA H100``, whichever number it has.

    ValueError says which there are where it is none of this machine.
    """
    found = devices()
    if device not in found:
        raise ValueError(f"this machine has {', '.join(found)}.")
    return found[device]


def devices() -> dict[str, str]:
    """Every device of this machine that a model can be on, by its name."""
    found = {CPU: CPU}
    for number in range(torch.cuda.device_count() if torch.cuda.is_available() else 0):
        told = f"cuda {torch.cuda.get_device_name(number)}"
        found |= {f"cuda:{number}": told} | ({} if number else {"cuda": told})
    return found | ({"mps": "mps"} if torch.backends.mps.is_available() else {})
