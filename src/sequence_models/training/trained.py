"""One training for several readings: what starts alike and is trained alike is trained once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from secrets import token_hex
from types import MethodType
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from sequence_models.architectures.interface import Build, SequenceModel
from sequence_models.tasks.interface import Task
from sequence_models.training.fit import fit
from sequence_models.training.handing import Dropping, Stateless

Rate = float | Float[Tensor, " replica"]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How sequences are handed to a network that is trained: ``truncation`` steps at a time.

    Between these stretches the gradient is cut. The state is carried or, with ``reset``, begins
    anew every so many steps of a stretch, and with each stretch. A share ``dropout`` of the
    carried numbers is lost at each step.
    """

    truncation: int | None = None
    reset: int | None = None
    dropout: float = 0.0


@dataclass(frozen=True)
class Start:
    """An untrained model, the same as another if all that it consists of is."""

    digest: str
    model: SequenceModel = field(compare=False, repr=False)


def trained(
    build: Build,
    task: Task,
    *,
    seeds: Sequence[int],
    steps: int,
    rate: Rate | None,
    schedule: Schedule,
) -> SequenceModel:
    """The model after ``steps`` batches of the task.

    It is shared with later calls that ask for the same, so nothing may change it.
    """
    model = build(inputs=task.inputs, outputs=task.outputs)
    start = Start(digest(model), model)
    rates = tuple(rate.tolist()) if isinstance(rate, Tensor) else rate
    return _trained(start, task, tuple(seeds), steps, rates, schedule)


PLAIN = (bool, int, float, str, type(None), tuple)
OURS = (
    *("sequence_models.architectures", "sequence_models.ablations"),
    *(nn.ModuleList.__module__, nn.Identity.__module__),
)
"""Where the classes come from of whose objects all is known."""
TORCHS = frozenset(vars(nn.Module()))
"""What torch keeps of every module; its tensors and parts are asked for by name."""


def digest(model: SequenceModel) -> str:
    """Of all that a model of ours consists of; one of its own where a part is somebody else's, says
    not what it is, or holds no numbers: what such a part keeps, nobody knows.
    """
    said = sha256()
    for name, module in model.named_modules():
        own = {k: v for k, v in vars(module).items() if k not in TORCHS}
        known = type(module).__module__.startswith(OURS) and all(map(says, own.values()))
        if not known:
            return token_hex()
        told = {k: v if isinstance(v, PLAIN) else place(v) for k, v in own.items()}
        said.update(repr((name, place(type(module)), told)).encode())
    for name, numbers in model.state_dict(keep_vars=True).items():
        if numbers.is_meta:
            return token_hex()
        kind = (name, numbers.dtype, numbers.device, numbers.shape, numbers.requires_grad)
        said.update(repr(kind).encode())
        said.update(numbers.detach().cpu().numpy().tobytes())
    return said.hexdigest()


def says(value: Any) -> bool:
    """Whether a value says what it is: plain data all through, or a name that leads to it."""
    if isinstance(value, tuple):
        return all(map(says, value))
    return isinstance(value, PLAIN) or (
        hasattr(value, "__qualname__") and not isinstance(value, MethodType)
    )


def place(named: Any) -> str:
    """Where a class or function is; another of its own for one that is made as it is needed."""
    made = "<" in named.__qualname__
    return f"{getattr(named, '__module__', '')}:{token_hex() if made else named.__qualname__}"


@lru_cache(maxsize=64)
def _trained(
    start: Start,
    task: Task,
    seeds: tuple[int, ...],
    steps: int,
    rates: float | tuple[float, ...] | None,
    schedule: Schedule,
) -> SequenceModel:
    model = used = start.model
    if schedule.dropout:
        used = Dropping(used, schedule.dropout, seeds=seeds)
    if schedule.reset:
        used = Stateless(used, schedule.reset)
    rate = torch.tensor(rates, dtype=torch.float64) if isinstance(rates, tuple) else rates
    fit(used, task, seeds=seeds, steps=steps, rate=rate, truncation=schedule.truncation)
    return model
