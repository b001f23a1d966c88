"""One training for several readings: what starts alike and is trained alike is trained once."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from secrets import token_hex
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import Build, SequenceModel
from sequence_models.tasks.interface import Task
from sequence_models.training.fit import fit
from sequence_models.training.handing import Dropping, Stateless

Rate = float | Float[Tensor, " replica"]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How sequences are handed to a network that is trained: ``truncation`` steps at a time.

    Between these stretches the gradient is cut, and the ``state`` "carried" or "reset"; a share
    ``dropout`` of the carried numbers is lost at each step. ValueError for another ``state``.
    """

    truncation: int | None = None
    state: Literal["carried", "reset"] = "carried"
    dropout: float = 0.0

    def __post_init__(self) -> None:
        if self.state not in ("carried", "reset"):
            raise ValueError(f"state={self.state!r} is not one of 'carried', 'reset'")


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


def digest(model: SequenceModel) -> str:
    """Of all that a model consists of; one of its own for a model that cannot be pickled."""
    try:
        return sha256(pickle.dumps(model)).hexdigest()
    except (pickle.PicklingError, AttributeError, TypeError):
        return token_hex()


@lru_cache(maxsize=16)
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
    if schedule.state == "reset":
        used = Stateless(used)
    rate = torch.tensor(rates, dtype=torch.float64) if isinstance(rates, tuple) else rates
    fit(used, task, seeds=seeds, steps=steps, rate=rate, truncation=schedule.truncation)
    return model
