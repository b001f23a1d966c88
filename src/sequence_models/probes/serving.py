"""What a model carries and pays when it is used one step at a time."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.architectures.interface import Build, countable, flatten
from sequence_models.probes.cost import count, longest_chain
from sequence_models.replicas import normal, streams


def cache_size(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Numbers carried from step ``length`` to the next.

    Numbers, in [0, ∞); fewer is cheaper.
    """
    model = countable(build(inputs=width, outputs=width))
    x = torch.zeros(model.replicas, 1, length, width)
    with torch.no_grad():
        _, state = model.run(x, model.initial_state(1))
    return count(model, flatten(state).shape[-1] if state else 0)


def step_cost(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Multiply-accumulates of the matrix products of the one step that follows ``length`` steps.

    Multiply-accumulates, in [0, ∞); fewer is cheaper.
    """
    model = countable(build(inputs=width, outputs=width))
    x = torch.zeros(model.replicas, 1, length + 1, width)
    with torch.no_grad():
        _, state = model.run(x[:, :, :-1], model.initial_state(1))
        with FlopCounterMode(display=False) as counter:
            model.step(x[:, :, -1], state)
    return count(model, counter.get_total_flops() // (2 * model.replicas))


def generation_depth(
    build: Build, *, seeds: Sequence[int], length: int, feedback: bool, width: int = 8
) -> Float[Tensor, " replica"]:
    """Operations on the longest chain behind the last of ``length`` outputs, each of which has to
    wait for the one before it; with ``feedback`` every output is the next input, as in
    generation, otherwise all inputs are given, as in training.

    Operations, in [0, ∞); fewer is more parallel.
    """
    model = countable(build(inputs=width, outputs=width))
    if not feedback:
        y = model(torch.zeros(model.replicas, 1, length, width))
        return count(model, longest_chain(y[:, :, -1]))
    y_t, state = torch.zeros(model.replicas, 1, width), model.initial_state(1)
    for _ in range(length):
        y_t, state = model.step(y_t, state)
    return count(model, longest_chain(y_t))


class Largest(TorchDispatchMode):
    """Notes the largest tensor that any operation returns."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # torch's
        self.numbers = 0

    def __torch_dispatch__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        """Run the operation and look at what it returns."""
        result = func(*args, **(kwargs or {}))
        for part in result if isinstance(result, (tuple, list)) else [result]:
            if isinstance(part, Tensor):
                self.numbers = max(self.numbers, part.untyped_storage().nbytes() // part.itemsize)
        return result


def largest_tensor(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Numbers in the largest tensor held at any moment while one sequence is run.

    Numbers, in [0, ∞); fewer is smaller.
    """
    model = countable(build(inputs=width, outputs=width))
    x = torch.zeros(model.replicas, 1, length, width)
    with torch.no_grad(), Largest() as seen:
        model(x)
    return count(model, seen.numbers // model.replicas)


def projection(
    build: Build, *, seeds: Sequence[int], length: int = 40, width: int = 8
) -> Float[Tensor, " replica"]:
    """One fixed random combination of all outputs on one fixed random sequence.

    Two models that compute the same have the same reading.
    In (−∞, ∞); no value is perfect, an equal one is.
    """
    model = build(inputs=width, outputs=width, dtype=torch.float64)
    drawn = streams(seeds, "inputs")
    x, v = normal(drawn, 1, length, width), normal(drawn, 1, length, width)
    with torch.no_grad():
        return (model(x) * v).mean((1, 2, 3))
