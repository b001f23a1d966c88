"""LSTMs with one mistake each, as they are met or as they are next to those."""

import torch
from torch import nn


class Packed(nn.Module):
    """Right: torch's names, batch first; each class below changes one thing."""

    gates, parts = 4, 2

    def __init__(self, input_size, hidden_size, batch_first=True):
        super().__init__()
        rows = self.gates * hidden_size
        self.weight_ih_l0 = nn.Parameter(torch.randn(rows, input_size) * 0.3)
        self.weight_hh_l0 = nn.Parameter(torch.randn(rows, hidden_size) * 0.3)
        self.bias_ih_l0 = nn.Parameter(torch.zeros(rows))
        self.hidden_size = hidden_size

    def begin(self, x):
        return tuple(x.new_zeros(len(x), self.hidden_size) for _ in range(self.parts))

    def forward(self, x, state=None):
        state = self.begin(x) if state is None else state
        state = tuple(state) if self.parts > 1 else (state,) if torch.is_tensor(state) else state
        seen = []
        for x_t in x.unbind(1):
            state = self.step(x_t, *state)
            seen.append(state[0])
        return torch.stack(seen, 1), state if self.parts > 1 else state[0]

    def mixed(self, x, h):
        mixed = x @ self.weight_ih_l0.T + h @ self.weight_hh_l0.T + self.bias_ih_l0
        return mixed.chunk(self.gates, -1)

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c


class CandidateFromProvisional(Packed):
    """The candidate sees a provisional new h."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        h = o.sigmoid() * (f.sigmoid() * c + i.sigmoid() * g.tanh()).tanh()
        _, _, g, _ = self.mixed(x, h)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c


class ForgetsWhatItWrites(Packed):
    """c = f (c + i g)."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        c = f.sigmoid() * (c + i.sigmoid() * g.tanh())
        return o.sigmoid() * c.tanh(), c


class ExposesTheStepBefore(Packed):
    """h is read from the cell of the step before."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        return o.sigmoid() * c.tanh(), f.sigmoid() * c + i.sigmoid() * g.tanh()


class GoesOn(Packed):
    """The state of the call before goes on where none is given."""

    left = None

    def forward(self, x, state=None):
        if state is None and self.left is not None and len(self.left[0]) == len(x):
            state = self.left
        y, state = super().forward(x, state)
        self.left = tuple(part.detach() for part in state)
        return y, state


class DropsAlways(Packed):
    """Recurrent dropout that is never switched off."""

    def step(self, x, h, c):
        return super().step(x, nn.functional.dropout(h, 0.3), c)


class DropsOutput(Packed):
    """Dropout on the output in training, by hand."""

    def forward(self, x, state=None):
        y, state = super().forward(x, state)
        return y * (torch.rand_like(y) > 0.2) if self.training else y, state


class DetachedGates(Packed):
    """The forward pass is right; no gradient passes the gates."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        c = f.sigmoid().detach() * c + i.sigmoid().detach() * g.tanh()
        return o.sigmoid() * c.tanh(), c


class CutHistory(Packed):
    """The state is detached after every step."""

    def step(self, x, h, c):
        return super().step(x, h.detach(), c.detach())


class NoFinalTanh(Packed):
    """h = o c."""

    def step(self, x, h, c):
        before, (_, c) = h, super().step(x, h, c)
        return self.mixed(x, before)[3].sigmoid() * c, c


class CandidateSigmoid(Packed):
    """The candidate is squashed by σ."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        c = f.sigmoid() * c + i.sigmoid() * g.sigmoid()
        return o.sigmoid() * c.tanh(), c


class StateSwapped(Packed):
    """h and c change places when they are taken back."""

    def forward(self, x, state=None):
        return super().forward(x, None if state is None else tuple(state)[::-1])


class IgnoresState(Packed):
    """Takes a state and starts from zeros."""

    def forward(self, x, state=None):
        return super().forward(x, None if state is None else tuple(0 * s for s in state))


class ReturnsFirstState(Packed):
    """The returned state is that after the first step."""

    def forward(self, x, state=None):
        y, _ = super().forward(x, state)
        return y, super().forward(x[:, :1], state)[1]


class ForgetBiasInside(Packed):
    """Adds 1 to the forget gate in every step, whatever its bias is."""

    def mixed(self, x, h):
        i, f, g, o = super().mixed(x, h)
        return i, f + 1, g, o


class BatchMixes(Packed):
    """The state is normalised over the batch."""

    def step(self, x, h, c):
        h, c = super().step(x, h, c)
        return h, c - c.mean(0, keepdim=True)


class SeesAhead(Packed):
    """Every step also hears the last input."""

    def forward(self, x, state=None):
        return super().forward(x + 0.1 * x[:, -1:], state)


class InputsBackwards(Packed):
    """Runs the sequence from its end."""

    def forward(self, x, state=None):
        y, state = super().forward(x.flip(1), state)
        return y.flip(1), state


class ChangesWeights(Packed):
    """Every call changes its weights a little."""

    def forward(self, x, state=None):
        self.scale = getattr(self, "scale", 1.0) * 0.99
        return super().forward(x * self.scale, state)


LSTMS = [
    CandidateFromProvisional,
    ForgetsWhatItWrites,
    ExposesTheStepBefore,
    GoesOn,
    DropsAlways,
    DropsOutput,
    DetachedGates,
    CutHistory,
    NoFinalTanh,
    CandidateSigmoid,
    StateSwapped,
    IgnoresState,
    ReturnsFirstState,
    ForgetBiasInside,
    BatchMixes,
    SeesAhead,
    InputsBackwards,
    ChangesWeights,
]
