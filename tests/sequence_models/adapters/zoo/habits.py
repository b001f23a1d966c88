"""Correct recurrent models with habits of public code that no other of the zoo has."""

import torch
from torch import nn
from torch.nn import functional as F


class ListedLSTM(nn.Module):
    """Uses its weights through a plain list, and starts from zeros of the default precision."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.W = nn.Parameter(torch.randn(4 * hidden_size, input_size) * 0.3)
        self.U = nn.Parameter(torch.randn(4 * hidden_size, hidden_size) * 0.3)
        self.b = nn.Parameter(torch.zeros(4 * hidden_size))
        self.all_weights = [self.W, self.U, self.b]
        self.hidden_size = hidden_size

    def forward(self, x, state=None):
        W, U, b = self.all_weights
        if state is None:
            state = torch.zeros(len(x), self.hidden_size), torch.zeros(len(x), self.hidden_size)
        h, c = state
        seen = torch.zeros(len(x), x.shape[1], self.hidden_size)
        for t in range(x.shape[1]):
            i, f, g, o = (F.linear(x[:, t], W, b) + F.linear(h, U)).chunk(4, 1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            seen[:, t] = h
        return seen, (h, c)


class FirstApartLSTM(nn.Module):
    """The first layer under another name than the others; states as lists, one for each layer."""

    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        self.first = nn.LSTMCell(input_size, hidden_size)
        self.rest = nn.ModuleList(
            nn.LSTMCell(hidden_size, hidden_size) for _ in range(num_layers - 1)
        )
        self.hidden_size = hidden_size

    def forward(self, x, h=None, c=None):
        cells = [self.first, *self.rest]
        if h is None:
            h = torch.zeros(len(cells), len(x), self.hidden_size, dtype=x.dtype)
            c = torch.zeros_like(h)
        h, c = list(h), list(c)
        seen = []
        for step in x.unbind(1):
            for n, cell in enumerate(cells):
                h[n], c[n] = cell(step, (h[n], c[n]))
                step = h[n]
            seen.append(step)
        return torch.stack(seen, dim=1), torch.stack(h), torch.stack(c)


class LetteredGRU(nn.Module):
    """Nine matrices in a ParameterDict, in-place gates, new state by interpolation."""

    def __init__(self, n_in, n_hid):
        super().__init__()
        self.w = nn.ParameterDict()
        for gate in "zrh":
            self.w["W" + gate] = nn.Parameter(torch.randn(n_hid, n_in) * 0.3)
            self.w["U" + gate] = nn.Parameter(torch.randn(n_hid, n_hid) * 0.3)
            self.w["b" + gate] = nn.Parameter(torch.zeros(n_hid))
        self.n_hid = n_hid

    def forward(self, x, h=None):
        w, outs = self.w, []
        h = torch.zeros(x.size(0), self.n_hid, device=x.device) if h is None else h
        for x_t in x.transpose(0, 1):
            z = (x_t @ w["Wz"].t() + h @ w["Uz"].t()).add_(w["bz"]).sigmoid_()
            r = (x_t @ w["Wr"].t() + h @ w["Ur"].t()).add_(w["br"]).sigmoid_()
            n = torch.tanh(x_t @ w["Wh"].t() + (r * h) @ w["Uh"].t() + w["bh"])
            h = torch.lerp(h, n, z)
            outs += [h.unsqueeze(1)]
        return torch.cat(outs, 1), h


class SteppedRNN(nn.Module):
    """Outputs and states concatenated for one Linear, the state of (1, batch, hidden) kept."""

    def __init__(self, input_size, hidden_size, output_size=None):
        super().__init__()
        self.hidden_size = hidden_size
        self.i2h = nn.Linear(input_size + hidden_size, hidden_size)

    def init_hidden(self, batch):
        return torch.zeros(1, batch, self.hidden_size)

    def forward(self, x, hidden=None):
        hidden = self.init_hidden(x.size(0)) if hidden is None else hidden
        h, outputs = hidden[0], []
        for t in range(x.size(1)):
            h = torch.tanh(self.i2h(torch.cat((x[:, t, :], h), dim=1)))
            outputs.append(h)
        return torch.stack(outputs, dim=1), h.unsqueeze(0)


def scripted_rnn(input_size, hidden_size):
    """Compiled by torch's own compiler of the language."""
    return torch.jit.script(SteppedRNN(input_size, hidden_size))


class SingleLSTM(nn.LSTM):
    """Casts to single precision inside."""

    def forward(self, x, state=None):
        y, after = super().forward(x, state)
        return y.float().type_as(y), after


CORRECT = {
    "LSTM": [ListedLSTM, FirstApartLSTM],
    "GRU": [LetteredGRU],
    "RNN": [SteppedRNN, scripted_rnn],
}
UNTESTED = {"LSTM": [SingleLSTM]}
"""Right, and not what the equations say to nine digits."""
