"""Implementations from elsewhere behind the interface: torch.nn's modules and users' own."""

import inspect
from typing import Any

import torch
from torch import nn

from sequence_models.adapters.interface import InterfaceSubject, missing
from sequence_models.adapters.recurrent import (
    GRUSubject,
    LSTMSubject,
    RecurrentSubject,
    RNNSubject,
)
from sequence_models.adapters.subject import Subject
from sequence_models.architectures import GRU, LSTM, RNN

CONVENTIONS: dict[type, type[RecurrentSubject]] = {
    RNN: RNNSubject,
    GRU: GRUSubject,
    LSTM: LSTMSubject,
}


def adapt(target: Any, architecture: type[nn.Module]) -> type[Any]:
    """A class with the name and signature of ``architecture`` that runs ``target``.

    ``target`` keeps the interface of ours, or has the calling convention of its torch.nn
    namesake. TypeError lists what is missing.
    """
    lacking = missing(target)
    if not lacking:
        return present(target, architecture, InterfaceSubject)
    said = f"as a SequenceModel it lacks {', '.join(lacking)}"
    if architecture in CONVENTIONS:
        subject = present(target, architecture, CONVENTIONS[architecture])
        refused = differs(subject) if issubclass_of_module(target) else "it is no torch.nn.Module"
        if not refused:
            return subject
        said += f"; as a torch.nn.{CONVENTIONS[architecture].namesake.__name__}, {refused}"
    raise TypeError(f"{getattr(target, '__name__', target)} keeps no interface: {said}")


def issubclass_of_module(target: Any) -> bool:
    """Whether it is a class of modules."""
    return isinstance(target, type) and issubclass(target, nn.Module)


def present(target: type, architecture: type[nn.Module], subject: type[Subject]) -> type[Any]:
    """The target's own name and place, under the signature of the named architecture."""
    return type(
        getattr(target, "__name__", "Subject"),
        (subject,),
        {
            "target": target,
            "architecture": architecture,
            "__doc__": target.__doc__,
            "__module__": getattr(target, "__module__", __name__),
            "__qualname__": getattr(target, "__qualname__", "Subject"),
            "__signature__": inspect.signature(architecture),
        },
    )


def differs(subject: type[RecurrentSubject]) -> str:
    """How a module answers that is not called as its namesake is; empty where it is."""
    try:
        model = subject(2, 3, seeds=[0, 1], hidden=4)
        y, state = model.run(torch.zeros(2, 5, 6, 2), model.initial_state(5))
    except Exception as problem:
        return f"it answers {type(problem).__name__}: {problem}"
    shapes = [tuple(part.shape) for part in (y, *state)]
    expected = [(2, 5, 6, 3), *[(2, 5, 4)] * subject.parts]
    return "" if shapes == expected else f"it returns shapes {shapes}, not {expected}"
