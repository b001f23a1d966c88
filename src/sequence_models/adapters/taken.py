"""What the call of a recurrent module takes, by the names of its parameters."""

import inspect

from torch import nn

STATES = {*["state", "states", "hidden", "h", "hx", "h0", "h_0", "h_c", "hc", "init", "carry"]}
STATES |= {"initial_state", "init_state", "initial_states", "init_states", "initial_hidden"}
STATES |= {"init_hidden", "hidden_state", "hidden_states", "prev_state", "previous_state", "prev"}
STATES |= {"previous", "h_prev", "prev_h", "past", "memory", "mem", "cache"}
"""What the parameter that takes a state is usually called."""


def state_names(module: nn.Module) -> list[str]:
    """Parameters of its call but the sequence's."""
    names, last = [p.name for p in taken(module)], sequence_name(module)
    return [name for name in names if name != last] if last else names[1:]


def sequence_name(module: nn.Module) -> str:
    """The parameter that takes the sequence, where the first takes a state, or none is taken but
    by its name; else empty."""
    found = taken(module)
    needed = [p.name for p in found if p.default is p.empty]
    named = all(p.kind is p.KEYWORD_ONLY for p in found)
    if not needed or not (named or needed[0].lower() in STATES):
        return ""
    return next((name for name in needed if name.lower() not in STATES), "")


def taken(module: nn.Module) -> list[inspect.Parameter]:
    """Parameters of its call that have a name."""
    try:
        found = inspect.signature(module.forward).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p for p in found if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
