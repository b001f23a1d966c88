"""Table 1 of Vaswani et al. 2017 (arXiv:1706.03762), counted and not typed in.

    python experiments/vaswani_table1.py

Four minimal layers are run position by position.
Complexity is the number of multiplications in their matrix products.
Sequential operations are the longest chain in the graph that autograd has recorded.
Path length is the shortest way in that graph from the last output to the input farthest from it,
through as many layers as it takes to reach all inputs.
A power is read off by doubling a size twice: f(4s) − f(2s) = 2^power (f(2s) − f(s)), so constants
drop out. As in the paper, attention has no projections; positions beyond an end are padding to a
convolution and absent to attention, which is why the power of r comes out a little below 1.
"""

import math
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

import torch
from torch import Tensor
from torch.autograd.graph import Node
from torch.utils.flop_counter import FlopCounterMode

Positions = list[Tensor]  # one (1, d) tensor each
Layer = Callable[[Positions, int, int], Positions]  # of positions, neighbourhood size, level
Powers = dict[str, float]


def read(x_i: Tensor, seen: Positions) -> Tensor:
    tokens = torch.cat(seen)
    return (x_i @ tokens.T).softmax(-1) @ tokens


def self_attention(x: Positions, size: int, level: int) -> Positions:
    return [read(x_i, x) for x_i in x]


def restricted_self_attention(x: Positions, r: int, level: int) -> Positions:
    """Every position reads itself and r/2 neighbours on either side."""
    return [read(x_i, x[max(0, i - r // 2) : i + r // 2 + 1]) for i, x_i in enumerate(x)]


def recurrent(x: Positions, size: int, level: int) -> Positions:
    W, U = torch.randn(2, x[0].shape[1], x[0].shape[1])
    states = [torch.zeros_like(x[0])]
    for x_t in x:
        states.append((states[-1] @ W + x_t @ U).tanh())
    return states[1:]


def convolutional(x: Positions, k: int, level: int) -> Positions:
    """A kernel of k positions, the last its own, which stand k^level apart."""
    gap, padding = k**level, [torch.zeros_like(x[0])]
    W = torch.randn(k * x[0].shape[1], x[0].shape[1])
    padded = padding * (k - 1) * gap + x
    return [torch.cat(padded[i : i + k * gap : gap], 1) @ W for i in range(len(x))]


def inputs(n: int, d: int) -> Positions:
    return [torch.randn(1, d, requires_grad=True) for _ in range(n)]


def multiplications(layer: Layer, n: int, d: int, size: int) -> int:
    with FlopCounterMode(display=False) as counter:
        layer(inputs(n, d), size, 0)
    return counter.get_total_flops() // 2  # torch counts an addition with every multiplication


def before(node: Node) -> list[Node]:
    return [earlier for earlier, _ in node.next_functions if earlier is not None]


def sequential_operations(layer: Layer, n: int, d: int, size: int) -> int:
    ends = [y.grad_fn for y in layer(inputs(n, d), size, 0)]
    depth: dict[Node, int] = {}
    waiting = list(ends)
    while waiting:
        node = waiting[-1]
        missing = [earlier for earlier in before(node) if earlier not in depth]
        waiting.extend(missing)
        if not missing:
            depth[waiting.pop()] = 1 + max((depth[e] for e in before(node)), default=0)
    return max(depth[end] for end in ends)


def steps_to_inputs(y: Tensor) -> list[int]:
    """How many operations lie between an output and each input that it depends on, at least."""
    steps = {y.grad_fn: 0}
    waiting = deque([y.grad_fn])
    while waiting:
        node = waiting.popleft()
        for earlier in before(node):
            if earlier not in steps:
                steps[earlier] = steps[node] + 1
                waiting.append(earlier)
    return [steps[node] for node in steps if not before(node)]


def path_length(layer: Layer, n: int, d: int, size: int) -> int:
    y = inputs(n, d)
    for level in count():
        y = layer(y, size, level)
        if len(steps := steps_to_inputs(y[-1])) == n:
            return max(steps)


class Row(NamedTuple):
    """A layer type and the powers that the paper prints, by column."""

    name: str
    layer: Layer
    complexity: Powers
    sequential: Powers
    path: Powers


ROWS = [
    Row("self-attention", self_attention, {"n": 2, "d": 1}, {"n": 0}, {"n": 0}),
    Row("recurrent", recurrent, {"n": 1, "d": 2}, {"n": 1}, {"n": 1}),
    Row("convolutional", convolutional, {"k": 1, "n": 1, "d": 2}, {"n": 0}, {"log_k(n)": 1}),
    Row(
        "self-attention (restricted)",
        restricted_self_attention,
        {"r": 1, "n": 1, "d": 1},
        {"n": 0},
        {"n": 1, "r": -1},
    ),
]

Measure = Callable[[Layer, int, int, int], int]
COLUMNS: dict[str, tuple[Measure, dict[str, int]]] = {
    "complexity": (multiplications, {"n": 128, "d": 4, "size": 2}),
    "sequential": (sequential_operations, {"n": 16, "d": 2, "size": 2}),
    "path": (path_length, {"n": 17, "d": 2, "size": 2}),
}


def power(measure: Measure, layer: Layer, symbol: str, sizes: dict[str, int], k: int = 3) -> float:
    """With which power of one size a count grows, the others held."""
    if symbol == "log_k(n)":
        varied = [{**sizes, "size": k, "n": k**exponent} for exponent in (1, 2, 4)]
    else:
        name = symbol if symbol in sizes else "size"
        varied = [{**sizes, name: factor * sizes[name]} for factor in (1, 2, 4)]
    small, middle, large = (measure(layer, **chosen) for chosen in varied)
    if small == middle == large:
        return 0.0
    return math.log2((large - middle) / (middle - small))


def counted(row: Row, column: str) -> Powers:
    """The powers that the paper prints for one cell, as they are counted here."""
    measure, sizes = COLUMNS[column]
    return {s: power(measure, row.layer, s, sizes) for s in getattr(row, column)}


def written(powers: Powers, digits: int) -> str:
    return " ".join(f"{symbol}^{value + 0:.{digits}f}" for symbol, value in powers.items())


def main() -> None:
    torch.manual_seed(0)
    print(f"{'layer type':30}{'column':14}{'published':18}counted")
    for row in ROWS:
        for column in COLUMNS:
            published, found = written(getattr(row, column), 0), written(counted(row, column), 2)
            print(f"{row.name:30}{column:14}{published:18}{found}")


if __name__ == "__main__":
    main()
