"""The cache that attention from elsewhere returns, and how it is handed back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from torch import Tensor
from torch.utils import _pytree as pytree

from sequence_models.adapters.results import Path, parts, pick

USUAL = {
    *["past", "layer_past", "past_key_value", "past_key_values", "past_kv", "past_kvs", "kv_cache"],
    *["cache", "kv", "memory", "mem", "mems", "state", "states", "prev", "previous", "cached"],
    *["prev_state", "layer_cache", "incremental_state", "key_value_cache", "present", "kvs"],
}
"""What the parameter that takes a cache is usually called."""
SWITCHES = {"use_cache", "return_cache", "output_cache", "return_kv", "return_present"}
"""What the parameter is called that asks for one."""


@dataclass(frozen=True)
class Cache:
    """Where it is in what a call returns, under which name it is taken, and of what it is made."""

    name: str
    path: Path
    spec: Any
    parts: int
    steps: tuple[int, int]  # which of its tensors has an axis for them, and which axis
    square: bool = False  # whether the mask has a row for every step, or for the new ones alone

    def taken(self, result: Any) -> tuple[Tensor, ...]:
        """Its tensors, out of what a call returned."""
        return tuple(pytree.tree_leaves(pick(result, self.path)))

    def given(self, tensors: tuple[Tensor, ...]) -> dict[str, Any]:
        """The argument that hands them back."""
        return {self.name: pytree.tree_unflatten(list(tensors), self.spec)}


def candidates(result: Any, name: str, output: Path, length: int) -> Iterator[Cache]:
    """Every part of what a call on so many steps returned that could be a cache, the largest
    first."""
    for path, part in nodes(result):
        leaves, spec = pytree.tree_flatten(part)
        if output[: len(path)] == path or not all(isinstance(leaf, Tensor) for leaf in leaves):
            continue
        for place, leaf in enumerate(leaves):
            if length in leaf.shape:
                steps = place, tuple(leaf.shape).index(length)
                yield Cache(name, path, spec, len(leaves), steps)
                yield Cache(name, path, spec, len(leaves), steps, square=True)
                break


def nodes(result: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """What it returned, and everything within."""
    yield path, result
    for step, part in [] if isinstance(result, Tensor) else parts(result):
        yield from nodes(part, (*path, step))
