"""What a module returns, taken apart and put together again."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

Path = tuple[Any, ...]
TOLERANCE = 1e-6


def tensors(result: Any, path: Path = ()) -> Iterator[tuple[Path, Tensor]]:
    """Every tensor, and the way to it. A list of equal shapes is also a tensor, stacked."""
    if isinstance(result, Tensor):
        yield path, result
        return
    if isinstance(result, (list, tuple)) and is_row(result):
        yield (*path, Stack), torch.stack(list(result))
    for step, part in parts(result):
        yield from tensors(part, (*path, step))


def parts(result: Any) -> list[tuple[Any, Any]]:
    """What an object holds, each with the step that leads to it."""
    if isinstance(result, Mapping):
        return [((Mapping, k), v) for k, v in result.items()]
    if isinstance(result, (list, tuple)):
        return list(enumerate(result))
    if dataclasses.is_dataclass(result):
        return [(f.name, getattr(result, f.name)) for f in dataclasses.fields(result)]
    return []


class Stack:
    """The step from a list of tensors to one tensor."""


def is_row(result: Any) -> bool:
    """Whether these are tensors of one shape, and several."""
    return (
        len(result) > 1
        and all(isinstance(part, Tensor) for part in result)
        and len({tuple(part.shape) for part in result}) == 1
    )


def pick(result: Any, path: Path) -> Tensor:
    """The tensor at the end of the way."""
    tensor: Tensor = follow(result, path)
    return tensor


def follow(result: Any, path: Path) -> Any:
    """Whatever is at the end of the way."""
    for step in path:
        if step is Stack:
            result = torch.stack(list(result))
        elif isinstance(step, str):
            result = getattr(result, step)
        elif isinstance(step, tuple):
            result = result[step[1]]
        else:
            result = result[step]
    return result


def whole(y: Tensor, x: Tensor) -> None:
    """ValueError where the outputs have not the axes of the sequences that they are for."""
    if y.shape[:2] != x.shape[:2] or y.dim() != x.dim():
        wanted = seen((*x.shape[:2], y.shape[-1]))
        raise ValueError(
            f"Let forward return outputs of {wanted} for inputs of {seen(x.shape)} too: it "
            f"returns {seen(y.shape)}"
        )


def told(problem: Exception) -> str:
    """The first line of what went wrong."""
    return f"{type(problem).__name__}: {str(problem).splitlines()[0] if str(problem) else ''}"


def attempt(call: Callable[[], Any]) -> Any:
    """What the call returns, or the exception that it raises."""
    try:
        return call()
    except Exception as problem:
        return problem


def seen(shape: Sequence[int]) -> str:
    """A shape in words."""
    return " × ".join(map(str, shape)) or "a single number"


def same(a: Tensor, b: Tensor) -> bool:
    """Equal but for rounding."""
    return a.shape == b.shape and bool(((a - b).abs() <= TOLERANCE).all())


def alike(a: Tensor, b: Tensor) -> bool:
    """Equal but for rounding, and what is no number in the same places."""
    return a.shape == b.shape and torch.allclose(a, b, TOLERANCE, TOLERANCE, equal_nan=True)


def held(module: nn.Module) -> list[int]:
    """Which tensors a module has as plain attributes."""
    return [id(v) for part in module.modules() for v in vars(part).values() if is_held(v)]


def is_held(value: Any) -> bool:
    """A tensor, or some of them."""
    return isinstance(value, Tensor) or (
        isinstance(value, (tuple, list)) and any(isinstance(v, Tensor) for v in value)
    )
