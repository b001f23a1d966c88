"""One training for several readings: what starts alike and is trained alike is trained once."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from secrets import token_hex
from typing import Any

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


class ByContent(pickle.Pickler):
    """Writes tensors as their numbers; torch itself writes where they lie as well."""

    def persistent_id(self, value: Any) -> Any:
        """A tensor's type, shape and bytes; None for all else, which is pickled as ever."""
        if not isinstance(value, Tensor):
            return None
        return str(value.dtype), tuple(value.shape), value.detach().numpy().tobytes()


def digest(model: SequenceModel) -> str:
    """Of all that a model consists of; one of its own for a model that cannot be pickled."""
    written = BytesIO()
    try:
        ByContent(written).dump(model)
    except (pickle.PicklingError, AttributeError, TypeError):
        return token_hex()
    return sha256(written.getvalue()).hexdigest()


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
