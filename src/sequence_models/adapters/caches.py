"""The cache that attention from elsewhere returns, and how it is handed back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from sequence_models.adapters.results import Path, follow, parts

USUAL = {
    *["past", "layer_past", "past_key_value", "past_key_values", "past_kv", "past_kvs", "kv_cache"],
    *["cache", "kv", "memory", "mem", "mems", "state", "states", "prev", "previous", "cached"],
    *["prev_state", "layer_cache", "incremental_state", "key_value_cache", "present", "kvs"],
}
"""What the parameter that takes a cache is usually called."""
SWITCHES = {"use_cache", "return_cache", "output_cache", "return_kv", "return_present"}
"""What the parameter is called that asks for one."""
SURE = ("past", "cache", "kv", "present")
"""Words that name nothing but a cache."""
PLACES = ("pos", "offset", "start", "step", "index")
"""Words for where the new steps stand."""


@dataclass(frozen=True)
class Cache:
    """Where it is in what a call returns, under which name it is taken, and of what it is made."""

    name: str
    path: Path
    example: Any = field(compare=False)
    parts: int
    steps: tuple[int, int]  # which of its tensors has an axis for them, and which axis
    square: bool = False  # whether the mask has a row for every step, or for the new ones alone
    whole: bool = True  # whether it is part of no other that could be one

    def taken(self, result: Any) -> tuple[Tensor, ...]:
        """Its tensors, out of what a call returned."""
        return tuple(leaves(follow(result, self.path)))

    def given(self, tensors: tuple[Tensor, ...]) -> dict[str, Any]:
        """The argument that hands them back."""
        return {self.name: rebuilt(self.example, iter(tensors))}


def candidates(result: Any, name: str, output: Path, length: int) -> Iterator[Cache]:
    """Every part of what a call on so many steps returned that could be a cache, the largest
    first."""
    seen: list[Path] = []
    for path, part in nodes(result):
        found = leaves(part)
        if output[: len(path)] == path or not all(isinstance(leaf, Tensor) for leaf in found):
            continue
        steps = next(((n, axis) for n, t in enumerate(found) for axis in axes(t, length)), None)
        if steps is not None:
            whole = not any(path[: len(other)] == other for other in seen)
            seen.append(path)
            for square in (False, True):
                yield Cache(name, path, part, len(found), steps, square, whole)


def axes(tensor: Tensor, length: int) -> list[int]:
    """Those of this length."""
    return [axis for axis, size in enumerate(tensor.shape) if size == length]


def leaves(part: Any) -> list[Any]:
    """What is in it, in order."""
    within = [] if isinstance(part, Tensor) else parts(part)
    return [leaf for _, inner in within for leaf in leaves(inner)] if within else [part]


def rebuilt(part: Any, tensors: Iterator[Tensor]) -> Any:
    """The same, of these tensors."""
    if isinstance(part, Tensor):
        return next(tensors)
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        names = [f.name for f in dataclasses.fields(part)]
        return dataclasses.replace(part, **{n: rebuilt(getattr(part, n), tensors) for n in names})
    if isinstance(part, Mapping):
        return {name: rebuilt(inner, tensors) for name, inner in part.items()}
    made = [rebuilt(inner, tensors) for inner in part]
    return type(part)(*made) if hasattr(part, "_fields") else type(part)(made)


def nodes(result: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """What it returned, and everything within."""
    yield path, result
    for step, part in [] if isinstance(result, Tensor) else parts(result):
        yield from nodes(part, (*path, step))
