"""How a class from elsewhere is made, called and read, as its author may say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

ATTRIBUTE = "claims_convention"
"""What the author's declaration is called: in the class, or in its module."""


@dataclass(frozen=True)
class Convention:
    """What is not given here is found by trying; what is given is taken as it stands.

    ``sizes``: parameters of the constructor, or fields of its configuration, each with what it
    means ("inputs", "hidden", "layers", "width", "heads", "head", "feedforward", "longest")
    or with the value to be given: ``Convention(sizes={"n": "hidden", "peephole": False})``.

    ``batch_first``: whether sequences are (batch, time, feature), as in
    ``Convention(batch_first=False)``.

    ``names``: parameters, each with its meaning in the equations. Recurrent: "input", "recurrent",
    "bias", "recurrent bias", with the gate behind it where each gate has its own:
    ``Convention(names={"A": "input", "B": "recurrent", "z": "bias"})``.
    Attention: "query", "key", "value", "output".

    ``gates``: the order in which gates are stored, ``Convention(gates="fiog")``: input, forget,
    output, candidate g of an LSTM; reset, keep z, candidate n of a GRU.

    ``mask``: "additive", "may see", "hidden", "lengths", "built in" or "none", as in
    ``Convention(mask="hidden")``.

    ``mask_parameter``: the parameter of ``forward`` that takes the mask, as in
    ``Convention(mask_parameter="blocked")``.

    ``mask_axes``: the order of the mask's axes, q for queries, k for keys, b for the batch, h for
    heads, 1 for an axis of one, as in ``Convention(mask_axes="qkb")``.
    """

    sizes: Mapping[str, Any] = field(default_factory=dict)
    batch_first: bool | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    gates: str | None = None
    mask: str | None = None
    mask_parameter: str | None = None
    mask_axes: str | None = None


def declared(target: Any) -> Convention:
    """What is said beside the class, as a ``Convention`` or as a plain dictionary of its fields.

    TypeError names the field that there is not.
    """
    found = said(target)
    if isinstance(found, Convention):
        return found
    known = [f.name for f in fields(Convention)]
    try:
        unknown = sorted(set(found) - set(known))
    except TypeError as problem:
        raise TypeError(
            f"Correct {ATTRIBUTE}: {found!r} is no Convention and no dictionary"
        ) from problem
    if unknown:
        raise TypeError(
            f"Correct {ATTRIBUTE}: it has {', '.join(unknown)}; its fields are {', '.join(known)}"
        )
    return replace(Convention(), **found)


def said(target: Any) -> Any:
    """The declaration in the class, else in its module; there it may be one for each name."""
    if hasattr(target, ATTRIBUTE):
        return getattr(target, ATTRIBUTE)
    function = getattr(target, "func", target)
    space = getattr(function, "__globals__", None) or vars_of_module(function)
    found = space.get(ATTRIBUTE, {})
    name = getattr(function, "__name__", "")
    if isinstance(found, Mapping) and any(isinstance(v, Convention) for v in found.values()):
        return found.get(name, {})
    return found


def vars_of_module(target: Any) -> Mapping[str, Any]:
    """What stands in the module that made this class."""
    import sys

    return vars(sys.modules.get(getattr(target, "__module__", ""), object)) or {}
