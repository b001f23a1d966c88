"""Recurrent models with one slip of public code each, and no other of the zoo has it."""

import torch
from torch import nn
from torch.nn import functional as F

from .broken_lstms import Packed
from .broken_recurrent import GRU, RNN


class ViewedAsTimeFirst(Packed):
    """Time and batch change places by a view, where a transpose is meant."""

    def forward(self, x, state=None):
        B, T, _ = x.shape
        y, state = super().forward(x.reshape(T, B, -1).transpose(0, 1), state)
        return y, state


class ClipsCell(Packed):
    """The cell is kept within one."""

    def step(self, x, h, c):
        h, c = super().step(x, h, c)
        return h, c.clamp(-1, 1)


class CouplesGates(Packed):
    """What is not forgotten is written: the input gate has weights and is not used."""

    def step(self, x, h, c):
        _, f, g, o = self.mixed(x, h)
        c = f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()
        return o.sigmoid() * c.tanh(), c


class OutputBeforeSquash(Packed):
    """h = tanh(o c)."""

    def step(self, x, h, c):
        _, _, _, o = self.mixed(x, h)
        _, c = super().step(x, h, c)
        return (o.sigmoid() * c).tanh(), c


class DetachesTheState(Packed):
    """Cuts the gradient of the state that it is handed."""

    def forward(self, x, state=None):
        return super().forward(x, state and tuple(part.detach() for part in state))


class GatesSwapped(Packed):
    """Stores its gates as torch does by name, and takes the forget gate for the input gate."""

    def mixed(self, x, h):
        i, f, g, o = super().mixed(x, h)
        return f, i, g, o


class Squeezes(Packed):
    """Takes away every axis of one, also that of the batch and that of the steps."""

    def forward(self, x, state=None):
        y, state = super().forward(x, state)
        return y.squeeze(), state


class ChangesItsInput(Packed):
    """Scales its input in place."""

    def forward(self, x, state=None):
        return super().forward(x.mul_(0.5), state)


class ChangesTheState(Packed):
    """Accumulates in the cell that it was handed."""

    def step(self, x, h, c):
        i, f, g, o = self.mixed(x, h)
        c.mul_(f.sigmoid()).add_(i.sigmoid() * g.tanh())
        return o.sigmoid() * c.tanh(), c.clone()

    def forward(self, x, state=None):
        return super().forward(x, state)


class DropsInEvaluation(Packed):
    """Recurrent dropout at the rate of its constructor, in evaluation as in training."""

    def __init__(self, input_size, hidden_size, dropout=0.2):
        super().__init__(input_size, hidden_size)
        self.rate = dropout

    def step(self, x, h, c):
        return super().step(x, F.dropout(h, self.rate), c)


class LosesWhenCopied(Packed):
    """A number beside its weights is halved in a copy."""

    def __init__(self, input_size, hidden_size, batch_first=True):
        super().__init__(input_size, hidden_size, batch_first)
        self.scale = 1.0

    def __setstate__(self, state):
        super().__setstate__(state)
        self.scale = self.scale / 2

    def forward(self, x, state=None):
        return super().forward(self.scale * x, state)


class Layers(nn.Module):
    """Right: layers of torch's own cell; each class below changes one thing."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        widths = [input_size] + [hidden_size] * (num_layers - 1)
        self.cells = nn.ModuleList(nn.LSTMCell(width, hidden_size) for width in widths)
        self.hidden_size = hidden_size

    def begin(self, x):
        zeros = x.new_zeros(len(self.cells), len(x), self.hidden_size)
        return zeros, zeros

    def forward(self, x, state=None):
        h, c = (list(part) for part in (self.begin(x) if state is None else state))
        seen = []
        for x_t in x.unbind(1):
            seen.append(self.step(x_t, h, c))
        return torch.stack(seen, 1), (torch.stack(h), torch.stack(c))

    def step(self, x_t, h, c):
        for n, cell in enumerate(self.cells):
            h[n], c[n] = cell(x_t, (h[n], c[n]))
            x_t = h[n]
        return x_t


class LayersMix(Layers):
    """The second layer starts each step from the state of the first."""

    def step(self, x_t, h, c):
        for n, cell in enumerate(self.cells):
            h[n], c[n] = cell(x_t, (h[max(n - 1, 0)], c[n]))
            x_t = h[n]
        return x_t


class LayersShare(nn.Module):
    """One recurrent matrix for all layers."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        widths = [input_size] + [hidden_size] * (num_layers - 1)
        self.inputs = nn.ModuleList(nn.Linear(width, 4 * hidden_size) for width in widths)
        self.recurrent = nn.Linear(hidden_size, 4 * hidden_size, bias=False)
        self.hidden_size = hidden_size

    def forward(self, x, state=None):
        zeros = x.new_zeros(len(self.inputs), len(x), self.hidden_size)
        h, c = (list(part) for part in ((zeros, zeros) if state is None else state))
        seen = []
        for x_t in x.unbind(1):
            for n, layer in enumerate(self.inputs):
                i, f, g, o = (layer(x_t) + self.recurrent(h[n])).chunk(4, -1)
                c[n] = f.sigmoid() * c[n] + i.sigmoid() * g.tanh()
                x_t = h[n] = o.sigmoid() * c[n].tanh()
            seen.append(x_t)
        return torch.stack(seen, 1), (torch.stack(h), torch.stack(c))


class ResetsWhatItKeeps(GRU):
    """The reset gate also stands before what is kept."""

    def step(self, x, h):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = self.split(x, h)
        r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
        return (self.join(z, r * h, self.candidate(r, n_x, n_h, h)),)


class GatesByTanh(GRU):
    """The update gate is squashed by tanh."""

    def step(self, x, h):
        (r_x, z_x, n_x), (r_h, z_h, n_h) = self.split(x, h)
        r, z = (r_x + r_h).sigmoid(), (z_x + z_h).tanh()
        return (self.join(z, h, self.candidate(r, n_x, n_h, h)),)


class SquashesBySigmoid(RNN):
    """Squashes by σ."""

    def step(self, x, h):
        return (torch.sigmoid(*self.mixed(x, h)),)


BEYOND = {
    GatesSwapped: "gates that are stored in another order",
}
"""What cannot be found, each with the words in which the page says so."""

WRONG = {
    "LSTM": [
        ViewedAsTimeFirst,
        ClipsCell,
        CouplesGates,
        OutputBeforeSquash,
        Squeezes,
        ChangesItsInput,
        ChangesTheState,
        DropsInEvaluation,
        LosesWhenCopied,
        LayersMix,
        LayersShare,
        DetachesTheState,
    ],
    "GRU": [ResetsWhatItKeeps, GatesByTanh],
    "RNN": [SquashesBySigmoid],
}
