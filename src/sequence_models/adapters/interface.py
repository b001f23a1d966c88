"""Classes from elsewhere that keep the interface of ours."""

import inspect
from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from sequence_models.adapters.subject import Subject
from sequence_models.architectures.interface import NotExposed

METHODS = ("initial_state", "run", "step", "state_size", "parameters")
SIZES = ("inputs", "outputs", "replicas")


class InterfaceSubject(Subject):
    """Builds the class itself, with the named architecture's conditions that it takes."""

    def __new__(
        cls,
        inputs: int,
        outputs: int,
        *,
        seeds: Sequence[int],
        dtype: torch.dtype | None = None,
        **given: Any,
    ) -> Any:
        """The model of the class from elsewhere."""
        taken = inspect.signature(cls.target).parameters
        anything = any(p.kind is p.VAR_KEYWORD for p in taken.values())
        for condition in given:
            if condition not in taken and not anything:
                raise NotExposed(cls.refusal(condition, f"it has no parameter {condition}"))
        shared = {k: v for k, v in cls.defaults().items() if k in taken} | given
        return cls.target(inputs, outputs, seeds=seeds, **shared | {"dtype": dtype})


def missing(target: Any) -> list[str]:
    """What a class lacks of the interface."""
    if not (isinstance(target, type) and issubclass(target, nn.Module)):
        return ["torch.nn.Module as its base"]
    taken = inspect.signature(target).parameters
    lacking = [f"{name} in its constructor" for name in ("seeds", "dtype") if name not in taken]
    lacking += [name for name in METHODS if not hasattr(target, name)]
    lacking += sorted(getattr(target, "__abstractmethods__", set()) - set(lacking))
    if lacking:
        return lacking
    try:
        model = target(2, 3, seeds=[0, 1], dtype=None)
    except Exception as problem:
        return [f"a model for 2 inputs and 3 outputs ({type(problem).__name__}: {problem})"]
    return [name for name in SIZES if not hasattr(model, name)]
