"""Correct LSTMs, each in another convention."""

from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn


class Linears(nn.Module):
    """Batch first, one Linear on input and state side by side, the last state without layers."""

    def __init__(self, in_dim, hid_dim):
        super().__init__()
        self.mix = nn.Linear(in_dim + hid_dim, 4 * hid_dim)
        self.hid_dim = hid_dim

    def forward(self, x, hidden=None):
        h, c = hidden or 2 * (x.new_zeros(len(x), self.hid_dim),)
        ys = []
        for t in range(x.size(1)):
            f, i, o, g = self.mix(torch.cat([h, x[:, t]], -1)).chunk(4, -1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            ys.append(h)
        return torch.stack(ys, 1), (h, c)


class Scratch(nn.Module):
    """Time first, a list of outputs, twelve matrices of the mathematics, inputs on the left."""

    def __init__(self, num_inputs, num_hiddens, sigma=0.3):
        super().__init__()
        for gate in "ifoc":
            for name, shape in (
                ("W_x", (num_inputs, num_hiddens)),
                ("W_h", (num_hiddens, num_hiddens)),
                ("b_", (num_hiddens,)),
            ):
                self.register_parameter(name + gate, nn.Parameter(torch.randn(shape) * sigma))
        self.num_hiddens = num_hiddens

    def gate(self, name, x, h):
        W_x, W_h, b = (getattr(self, part + name) for part in ("W_x", "W_h", "b_"))
        return x @ W_x + h @ W_h + b

    def forward(self, inputs, H_C=None):
        if H_C is None:
            H_C = 2 * (inputs.new_zeros(inputs.shape[1], self.num_hiddens),)
        H, C = H_C
        outputs = []
        for X in inputs:
            i, f, o = (torch.sigmoid(self.gate(g, X, H)) for g in "ifo")
            C = f * C + i * torch.tanh(self.gate("c", X, H))
            H = o * torch.tanh(C)
            outputs.append(H)
        return outputs, (H, C)


class Keras(nn.Module):
    """Kernels that stand to the right of the input, and a flat list of states."""

    def __init__(self, units, input_dim, return_sequences=False, return_state=False):
        super().__init__()
        self.units, self.whole, self.states = units, return_sequences, return_state
        self.kernel = nn.Parameter(torch.randn(input_dim, 4 * units) * 0.3)
        self.recurrent_kernel = nn.Parameter(torch.randn(units, 4 * units) * 0.3)
        self.bias = nn.Parameter(torch.zeros(4 * units))

    def forward(self, inputs, initial_state=None):
        h, c = initial_state or 2 * [inputs.new_zeros(len(inputs), self.units)]
        seen = []
        for x in inputs.unbind(1):
            z = x @ self.kernel + h @ self.recurrent_kernel + self.bias
            i, f, g, o = z.split(self.units, -1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            seen.append(h)
        y = torch.stack(seen, 1) if self.whole else h
        return (y, h, c) if self.states else y


@dataclass
class Answer:
    """What ``Config`` returns."""

    output: Tensor
    h: Tensor
    c: Tensor


class Config(nn.Module):
    """Sizes behind a configuration, a dataclass for an answer, one matrix for each gate."""

    def __init__(self, config):
        super().__init__()
        wide = config.input_size + config.hidden_size
        self.gates = nn.ModuleDict({g: nn.Linear(wide, config.hidden_size) for g in "ogif"})
        self.hidden_size = config.hidden_size

    def forward(self, x, h=None, c=None):
        h = x.new_zeros(len(x), self.hidden_size) if h is None else h
        c = torch.zeros_like(h) if c is None else c
        seen = []
        for t in range(x.shape[1]):
            mixed = torch.cat([x[:, t], h], -1)
            o, g, i, f = (gate(mixed) for gate in self.gates.values())
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            seen.append(h)
        return Answer(torch.stack(seen, 1), h, c)


class Layered(nn.Module):
    """Layers of torch's own cell, time first, dropout between them, stacked states."""

    def __init__(self, input_size, hidden_size, n_layers=1, dropout=0.2):
        super().__init__()
        widths = [input_size] + [hidden_size] * (n_layers - 1)
        self.cells = nn.ModuleList(nn.LSTMCell(width, hidden_size) for width in widths)
        self.drop = nn.Dropout(dropout)
        self.hidden_size = hidden_size

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(len(self.cells), x.shape[1], self.hidden_size)
            state = (zeros, zeros)
        h, c = (list(part.unbind(0)) for part in state)
        out = []
        for x_t in x:
            for layer, cell in enumerate(self.cells):
                h[layer], c[layer] = cell(x_t, (h[layer], c[layer]))
                x_t = self.drop(h[layer])
            out.append(x_t)
        return torch.stack(out), (torch.stack(h), torch.stack(c))


class Silent(nn.Module):
    """Only the outputs, and no state argument at all."""

    def __init__(self, *, hidden_size, input_size):
        super().__init__()
        self.lstm = nn.LSTM(input_size, hidden_size, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0]


class Cell(nn.Module):
    """One step a call; the memory before what is exposed."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.x2h = nn.Linear(input_size, 4 * hidden_size)
        self.h2h = nn.Linear(hidden_size, 4 * hidden_size)

    def forward(self, x, h, c):
        i, f, g, o = (self.x2h(x) + self.h2h(h)).chunk(4, -1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c


def make_lstm(input_size, hidden_size, num_layers=1):
    """A function that returns torch's own."""
    return nn.LSTM(input_size, hidden_size, num_layers, dropout=0.0)


class Named(nn.Module):
    """Parameters whose names say nothing, and gates in an order of their own; both are said."""

    claims_convention = {  # noqa: RUF012 - as a person may write it
        "names": {"A": "input", "B": "recurrent", "z": "bias"},
        "gates": "ogfi",
        "batch_first": True,
        "sizes": {"a": "inputs", "b": "hidden"},
    }

    def __init__(self, a, b):
        super().__init__()
        self.z = nn.Parameter(torch.zeros(4 * b))
        self.B = nn.Parameter(torch.randn(4 * b, b) * 0.3)
        self.A = nn.Parameter(torch.randn(4 * b, a) * 0.3)

    def forward(self, x, state):
        h, c = state
        seen = []
        for x_t in x.unbind(1):
            o, g, f, i = (x_t @ self.A.T + h @ self.B.T + self.z).chunk(4, -1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            seen.append(h)
        return {"hidden": torch.stack(seen, 1), "state": (h, c)}


BatchFirst = partial(nn.LSTM, batch_first=True)

LSTMS = [
    nn.LSTM,
    Linears,
    Scratch,
    Keras,
    Config,
    Layered,
    Silent,
    Cell,
    make_lstm,
    Named,
    BatchFirst,
]
