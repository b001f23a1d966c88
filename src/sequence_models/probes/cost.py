"""What a model costs, counted and never timed."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.architectures.interface import Build, SequenceModel, countable


def parameters(build: Build, *, seeds: Sequence[int], width: int = 16) -> Float[Tensor, " replica"]:
    """Numbers that training can set, with ``width`` inputs and outputs.

    Numbers, in [0, ∞); fewer is smaller.
    """
    model = build(inputs=width, outputs=width)
    return count(model, sum(p[0].numel() for p in model.parameters()))


def multiply_accumulates(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Multiply-accumulates of all matrix products over one sequence of ``length`` steps.

    Multiply-accumulates, in [0, ∞); fewer is cheaper.
    """
    model = countable(build(inputs=width, outputs=width))
    x = torch.zeros(model.replicas, 1, length, width)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        model(x)
    return count(model, counter.get_total_flops() // (2 * model.replicas))


def sequential_depth(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Operations on the longest chain that leads to the last of ``length`` outputs, each of
    which has to wait for the one before it, counted on autograd's graph.

    Operations, in [0, ∞); fewer is more parallel.
    """
    model = countable(build(inputs=width, outputs=width))
    y = model(torch.zeros(model.replicas, 1, length, width))
    return count(model, longest_chain(y[:, :, -1]))


def longest_chain(y: Tensor) -> int:
    """Nodes on the longest path of the graph behind ``y``."""
    depth: dict[object, int] = {}
    waiting = [y.grad_fn]
    while waiting:
        node = waiting[-1]
        before = [n for n, _ in node.next_functions if n is not None] if node else []
        unknown = [n for n in before if n not in depth]
        if unknown:
            waiting.extend(unknown)
        else:
            depth[waiting.pop()] = 1 + max((depth[n] for n in before), default=0)
    return depth[y.grad_fn]


def count(model: SequenceModel, number: int) -> Float[Tensor, " replica"]:
    """The same number for every replica."""
    return torch.full((model.replicas,), float(number), dtype=torch.float64)


def mixing_share(
    build: Build, *, seeds: Sequence[int], length: int, width: int = 16
) -> Float[Tensor, " replica"]:
    """Share of the multiply-accumulates over ``length`` steps that grows with the square of the
    length: what is paid for pairs of positions. In [0, 1); 0 pays for none."""
    once = multiply_accumulates(build, seeds=seeds, length=length, width=width)
    twice = multiply_accumulates(build, seeds=seeds, length=2 * length, width=width)
    return (twice / 2 - once) / once
