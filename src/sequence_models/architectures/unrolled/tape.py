"""What the unrolled cells share: the tape that a run is written on, and tanh.

Loops write into memory that is there already and read it back in the order of the steps, so
what one step needs stays in the cache.
"""

import torch
from jaxtyping import Float
from torch import Tensor

OPEN = 100.0  # a bias at which σ is one, to the last bit

pull_tanh = torch.ops.aten.tanh_backward.grad_input
"""e ⊙ (1 − n²), for n = tanh(a) and an error e at n."""
pull_sigmoid = torch.ops.aten.sigmoid_backward.grad_input
"""e ⊙ z (1 − z), for z = σ(a) and an error e at z."""


def time_first(
    x: Float[Tensor, "replica batch time width"],
) -> Float[Tensor, "time replica batch width"]:
    """The same numbers, step by step."""
    return x.permute(2, 0, 1, 3)


def replica_first(
    x: Float[Tensor, "time replica batch width"],
) -> Float[Tensor, "replica batch time width"]:
    """The inverse."""
    return x.permute(1, 2, 0, 3)


def side_by_side(
    U: Float[Tensor, "replica out hidden"],
    W: Float[Tensor, "replica out inputs"],
    b: Float[Tensor, "replica out"] | None,
) -> Float[Tensor, "replica out columns"]:
    """[U | W | b | 0], the columns a multiple of eight: otherwise the product that sums up their
    gradient is up to six times slower."""
    assert b is not None
    short = -(U.shape[2] + W.shape[2] + 1) % 8
    return torch.cat([U, W, b.unsqueeze(2), b.new_zeros(*b.shape, short)], 2)


def constant(
    rows: Float[Tensor, "replica out columns"], column: int, b: float | Float[Tensor, "replica out"]
) -> Float[Tensor, "replica out columns"]:
    """[0 | 0 | b | 0] in place of rows whose bias stands in ``column``."""
    fixed = torch.zeros_like(rows)
    fixed[..., column] = b
    return fixed


def tape(
    x: Float[Tensor, "replica batch time inputs"], hidden: int, columns: int
) -> Float[Tensor, "time+1 replica batch {columns}"]:
    """[· | x_t | 1 | 0] for every step, with room for the state before it, and for the last.

    One product with [U | W | b | 0] is then U h_{t−1} + W x_t + b.
    """
    replicas, batch, time, inputs = x.shape
    tape = x.new_empty(time + 1, replicas, batch, columns)
    tape[:time, ..., hidden : hidden + inputs].copy_(time_first(x))
    tape[..., hidden + inputs].fill_(1.0)
    tape[..., hidden + inputs + 1 :].fill_(0.0)
    return tape


def turned(weights: Float[Tensor, "replica out columns"]) -> Float[Tensor, "replica columns out"]:
    """The weights as a product with rows from the left wants them."""
    return weights.transpose(1, 2).contiguous()


def apart(
    weights: Float[Tensor, "replica out columns"], hidden: int, inputs: int
) -> tuple[Float[Tensor, "replica out hidden"], Float[Tensor, "replica out inputs"]]:
    """U and W of [U | W | b | 0]."""
    return weights[..., :hidden], weights[..., hidden : hidden + inputs]


def tanh_of_half(a: Tensor, out: Tensor) -> Tensor:
    """tanh(a/2), with ``a`` lost. In single precision as 2σ(a) − 1, which is off by at most two
    spacings of the numbers at 1: torch's σ is several times as fast as its tanh."""
    if a.dtype is torch.float32:
        return torch.sub(a.sigmoid_().mul_(2), 1, out=out)
    return torch.tanh(a.div_(2), out=out)


def room(
    exposed: Float[Tensor, "replica batch time hidden"], inputs: int
) -> Float[Tensor, "time replica batch {inputs}"]:
    """Memory for the gradient of the inputs."""
    replicas, batch, time, _ = exposed.shape
    return exposed.new_empty(time, replicas, batch, inputs)


def owned(e: Tensor) -> Tensor:
    """A copy that may be changed in place."""
    return e.clone(memory_format=torch.contiguous_format)
