"""Implementations from elsewhere behind the interface: torch.nn's modules and users' own."""

import inspect
from typing import Any

from torch import nn

from sequence_models.adapters.convention import Convention as Convention
from sequence_models.adapters.convention import declared
from sequence_models.adapters.interface import InterfaceSubject, missing
from sequence_models.adapters.recurrent import RecurrentSubject
from sequence_models.adapters.refusal import Refused
from sequence_models.adapters.stack import HeadsSubject, LayersSubject
from sequence_models.adapters.subject import Subject
from sequence_models.adapters.understood import FAMILIES, understand
from sequence_models.adapters.watched import watch
from sequence_models.architectures import GRU, LSTM, RNN, Attention, Transformer

RECURRENT = (RNN, GRU, LSTM)
ATTENDING: dict[type, tuple[Any, bool]] = {
    Attention: (HeadsSubject, False),
    Transformer: (LayersSubject, True),
}


def adapt(target: Any, architecture: type[nn.Module]) -> type[Any]:
    """A class with the signature of ``architecture`` that runs ``target``, a class or a callable
    that returns a module.

    ``target`` keeps the interface of ours, or a way of calling it is found by trying.
    TypeError says first what to change.
    """
    lacking = missing(target)
    if not lacking:
        return present(target, architecture, InterfaceSubject)
    name = getattr(target, "__name__", repr(target))
    if not callable(target) or (isinstance(target, type) and not issubclass(target, nn.Module)):
        raise TypeError(
            f"Name a class of torch.nn.Module, or a function that returns one: {name} is neither"
        )
    convention = declared(target)
    try:
        if architecture in RECURRENT:
            understood = understand(target, FAMILIES[architecture.__name__], convention)
            found = {"understood": understood, "convention": convention}
            return present(target, architecture, RecurrentSubject, **found)
        if architecture in ATTENDING:
            subject, whole = ATTENDING[architecture]
            watched = watch(target, convention, whole=whole)
            found = {"understood": watched, "convention": convention}
            return present(target, architecture, subject, **found)
    except Refused as problem:
        refused = f"{name} cannot stand for {architecture.__name__}"
        raise Refused(f"{problem.cure}: {refused}", problem.tried) from problem
    raise Refused(
        f"Give {name} the interface of SequenceModel, which alone can stand for "
        f"{architecture.__name__}: it lacks {', '.join(lacking)}"
    )


def present(
    target: Any, architecture: type[nn.Module], subject: type[Subject], **found: Any
) -> type[Any]:
    """The target's own name and place, under the signature of the named architecture."""
    made = getattr(target, "func", target)
    name = getattr(made, "__name__", type(made).__name__)
    return type(
        name,
        (subject,),
        {
            "target": staticmethod(target) if inspect.isroutine(target) else target,
            "architecture": architecture,
            "__doc__": target.__doc__,
            "__module__": getattr(made, "__module__", __name__),
            "__qualname__": f"{getattr(made, '__qualname__', name)} as {architecture.__name__}",
            "__signature__": inspect.signature(architecture),
            **found,
        },
    )
