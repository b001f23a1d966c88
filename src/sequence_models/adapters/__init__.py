"""Implementations from elsewhere behind the interface: torch.nn's modules and users' own."""

import inspect
from typing import Any

import torch
from torch import nn

from sequence_models.adapters.interface import InterfaceSubject, missing
from sequence_models.adapters.recurrent import GRUSubject, LSTMSubject, RNNSubject
from sequence_models.adapters.stack import HeadsSubject, LayersSubject
from sequence_models.adapters.subject import Subject
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer

CONVENTIONS: dict[type, Any] = {
    RNN: RNNSubject,
    GRU: GRUSubject,
    LSTM: LSTMSubject,
    Attention: HeadsSubject,
    Transformer: LayersSubject,
}

RECURRENT = (RNN, GRU, LSTM)


def adapt(target: Any, architecture: type[nn.Module]) -> type[Any]:
    """A class with the signature of ``architecture`` that runs ``target``.

    ``target`` keeps the interface of ours, or has the calling convention of its torch.nn
    namesake. TypeError lists what is missing.
    """
    lacking = missing(target)
    if not lacking:
        return present(target, architecture, InterfaceSubject)
    said = f"as a SequenceModel it lacks {', '.join(lacking)}"
    if architecture in CONVENTIONS:
        convention = CONVENTIONS[architecture]
        refused = "it is no torch.nn.Module"
        if isinstance(target, type) and issubclass(target, nn.Module):
            subject = present(target, architecture, convention)
            refused = differs(subject, architecture)
            if not refused:
                return subject
        said += f"; as a torch.nn.{convention.namesake.__name__}, {refused}"
    raise TypeError(f"{getattr(target, '__name__', target)} keeps no interface: {said}")


def present(target: type, architecture: type[nn.Module], subject: type[Subject]) -> type[Any]:
    """The target's own name and place, under the signature of the named architecture."""
    return type(
        target.__name__,
        (subject,),
        {
            "target": target,
            "architecture": architecture,
            "__doc__": target.__doc__,
            "__module__": target.__module__,
            "__qualname__": target.__qualname__,
            "__signature__": inspect.signature(architecture),
        },
    )


def differs(subject: type[Any], architecture: type[Any]) -> str:
    """How a module answers that is not called as its namesake is; empty where it is."""
    x, found = torch.zeros(2, 5, 6, 2), []
    try:
        for cls in (subject, architecture):
            model = cls(2, 3, seeds=[0, 1])
            y, state = model.run(x, model.initial_state(5))
            carried = state if architecture in RECURRENT else ()  # else the cache is ours
            found.append([tuple(part.shape) for part in (y, *carried)])
    except Exception as problem:
        return f"it answers {type(problem).__name__}: {problem}"
    return "" if found[0] == found[1] else f"it returns shapes {found[0]}, not {found[1]}"
