"""What a module draws while it runs, where two calls on the same inputs differ."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from torch.overrides import TorchFunctionMode

from sequence_models.adapters.refusal import DRAWS, NotUnderstood
from sequence_models.adapters.results import attempt

RANDOM = ("rand", "bernoulli", "normal", "multinomial", "uniform", "exponential", "poisson")
"""How torch's functions begin that draw."""


class Watching(TorchFunctionMode):
    """Inside, keeps the names of torch's functions that draw, each once."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: dict[str, None] = {}

    def __torch_function__(
        self,
        func: Any,
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Call it, and keep its name where it draws."""
        named, name = dict(kwargs or {}), getattr(func, "__name__", "")
        if "dropout" in name or named.get("dropout_p"):
            self.drawn["dropout"] = None
        elif name.startswith(RANDOM):
            self.drawn[name.rstrip("_")] = None
        return func(*args, **named)


def draws(call: Callable[[], Any], how: str) -> NotUnderstood:
    """What to say of a module that draws when it is called so, ``how`` in words: a dropout is
    named where there is one."""
    watching = Watching()
    with watching:
        attempt(call)
    cause = ", such as a dropout that its constructor cannot leave out"
    if "dropout" not in watching.drawn:
        cause = f": it calls {', '.join(watching.drawn)}" if watching.drawn else ""
    return NotUnderstood(f"{DRAWS}{cause}", [f"tried {how}, twice on the same inputs"])
