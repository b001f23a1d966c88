"""The name of a probe or an architecture, where it has one that leads back to it."""

from __future__ import annotations

import inspect
from typing import Any

from pytest_claims.declaring.conditions import at
from pytest_claims.faults import ClaimError
from pytest_claims.measuring.subjects import stand_in


def named(target: Any) -> str:
    """``module:qualname``, which gives back this very object, or what a subject was made from.

    ClaimError where two objects could share the name: they would share their numbers.
    """
    if subject := stand_in(target):
        return str(subject)
    module, qualname = getattr(target, "__module__", None), getattr(target, "__qualname__", None)
    if module and qualname and at(module, qualname) is target:
        return f"{module}:{qualname}"
    kind, cure = _kind(target)
    raise ClaimError(
        f"{cure}: measure was given {_quoted(target)}, {kind}, "
        "and another object of that name would be taken for the same."
    )


VARIES = "give what varies as a condition of a keyword-only parameter"


def _kind(target: Any) -> tuple[str, str]:
    """What was given, and what to write instead."""
    qualname = str(getattr(target, "__qualname__", ""))
    if isinstance(target, type):
        if "<locals>" in qualname:
            return "a class made within a function", f"Write a class of a module and {VARIES}"
        return _rebound(target, "class")
    if inspect.ismethod(target):
        owner = "a class" if isinstance(target.__self__, type) else "an object"
        return f"a method bound to {owner}", f"Write a function of a module and {VARIES}"
    if "<lambda>" in qualname:
        return "a lambda", "Write it as a function of a module, with def and a name"
    if "<locals>" in qualname:
        return "a function made within a function", f"Write a function of a module and {VARIES}"
    if not qualname:
        kind = f"an object of {type(target).__module__}.{type(target).__qualname__}"
        return kind, f"Write a function or a class of a module and {VARIES}"
    return _rebound(target, "function")


def _rebound(target: Any, kind: str) -> tuple[str, str]:
    module, qualname = target.__module__, target.__qualname__
    found = at(module, qualname)
    stands = "nothing" if found is None else f"another object, {_quoted(found)},"
    return (
        f"a {kind} in whose place {stands} stands at {module}:{qualname}",
        f"Give the {kind} a name of its own in its module",
    )


def _quoted(target: Any) -> str:
    """Its name, or what it shows of itself, and where it is written."""
    name = getattr(target, "__qualname__", None) or repr(target)
    try:
        lines = inspect.getsourcelines(target)[1]
        return f"{name} ({inspect.getsourcefile(target)}:{lines})"
    except (OSError, TypeError):
        return str(name)
