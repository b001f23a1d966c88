"""Parameters that a module also holds in plain lists, where torch does not see them replaced."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from torch import Tensor, nn
from torch.func import functional_call


def called_with(
    module: nn.Module, numbers: Mapping[str, Tensor], inputs: tuple[Tensor, ...]
) -> Any:
    """What the module answers with these numbers for its parameters, wherever it keeps them."""
    with replaced(module, numbers):
        return functional_call(module, dict(numbers), inputs)


@contextmanager
def replaced(module: nn.Module, numbers: Mapping[str, Tensor]) -> Iterator[None]:
    """Inside, these numbers stand for the parameters in plain lists, tuples and dictionaries."""
    places = list(listing(module))
    named = {id(p): numbers[name] for name, p in module.named_parameters() if name in numbers}
    for part, name, held in places:
        vars(part)[name] = mapped(held, lambda value: named.get(id(value), value))
    try:
        yield
    finally:
        for part, name, held in places:
            vars(part)[name] = held


def listing(module: nn.Module) -> Iterator[tuple[nn.Module, str, Any]]:
    """Attributes that hold parameters, but for those by which torch knows them."""
    for part in module.modules():
        if isinstance(part, nn.RNNBase | nn.ParameterList | nn.ParameterDict):
            continue
        for name, held in vars(part).items():
            if name != "_parameters" and holds(held):
                yield part, name, held


def holds(held: Any) -> bool:
    """Whether there is a parameter in it."""
    inner = held.values() if type(held) is dict else held if type(held) in (list, tuple) else ()
    return any(isinstance(value, nn.Parameter) or holds(value) for value in inner)


def mapped(held: Any, each: Callable[[Any], Any]) -> Any:
    """The same, with another value in each place."""
    if type(held) is dict:
        return {name: mapped(value, each) for name, value in held.items()}
    if type(held) in (list, tuple):
        return type(held)(mapped(value, each) for value in held)
    return each(held)
