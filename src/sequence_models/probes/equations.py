"""The equations of a recurrent layer, as plainly as the notes have them, replica by replica.

A layer's numbers stand under the names that our cells give them.
"""

from collections.abc import Callable, Mapping

import torch
from jaxtyping import Float
from torch import Tensor

from sequence_models.architectures.interface import State

Numbers = Mapping[str, Tensor]


def rnn(numbers: Numbers, x_t: Tensor, state: State) -> State:
    """h = tanh(W h + U x + b)   (1.a)."""
    (h,) = state
    return (torch.tanh(mixed(numbers, "U", x_t) + h @ numbers["W"].mT),)


def gru(numbers: Numbers, x_t: Tensor, state: State, *, after: bool) -> State:
    """(2.a) to (2.d), with the reset before or after the candidate's matrix."""
    (h,) = state
    r_x, z_x, n_x = mixed(numbers, "W", x_t).chunk(3, -1)
    r_h, z_h = (h @ numbers["U_gates"].mT).chunk(2, -1)
    r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
    past = r * mixed(numbers, "U_n", h) if after else mixed(numbers, "U_n", r * h)
    return (z * h + (1 - z) * torch.tanh(n_x + past),)


def reset_before(numbers: Numbers, x_t: Tensor, state: State) -> State:
    """A GRU that resets what enters the candidate's matrix."""
    return gru(numbers, x_t, state, after=False)


def reset_after(numbers: Numbers, x_t: Tensor, state: State) -> State:
    """A GRU that resets what leaves the candidate's matrix."""
    return gru(numbers, x_t, state, after=True)


def lstm(numbers: Numbers, x_t: Tensor, state: State) -> State:
    """(3.a) to (3.d)."""
    h, c = state
    i, f, o, g = (mixed(numbers, "W", x_t) + h @ numbers["U"].mT).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * torch.tanh(g)
    return o.sigmoid() * torch.tanh(c), c


def mixed(numbers: Numbers, name: str, x: Tensor) -> Tensor:
    """W x + b, where there is a b."""
    bias = numbers.get(f"{name}.bias")
    y = x @ numbers[f"{name}.weight"].mT
    return y if bias is None else y + bias.unsqueeze(1)


STEPS: dict[str, Callable[[Numbers, Tensor, State], State]] = {
    "rnn": rnn,
    "gru, reset before": reset_before,
    "gru, reset after": reset_after,
    "lstm": lstm,
}


def unrolled(
    name: str, numbers: Numbers, x: Float[Tensor, "replica batch time inputs"], state: State
) -> tuple[Float[Tensor, "replica batch time hidden"], State]:
    """What one layer exposes, step by step, and its last state."""
    shown = []
    for x_t in x.unbind(2):
        state = STEPS[name](numbers, x_t, state)
        shown.append(state[0])
    return torch.stack(shown, 2), state
