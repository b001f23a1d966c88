"""Correct GRUs and RNNs, each in another convention, and every correct recurrent model."""

import torch
from torch import nn

from .lstms import LSTMS


class HasteGRU(nn.Module):
    """Time first, gates z, r, n in kernels, reset after the matrix, a layer axis."""

    def __init__(self, input_size, hidden_size, batch_first=False, dropout=0.0, zoneout=0.0):
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(input_size, 3 * hidden_size) * 0.3)
        self.recurrent_kernel = nn.Parameter(torch.randn(hidden_size, 3 * hidden_size) * 0.3)
        self.bias = nn.Parameter(torch.zeros(3 * hidden_size))
        self.recurrent_bias = nn.Parameter(torch.zeros(3 * hidden_size))
        self.batch_first, self.hidden_size = batch_first, hidden_size

    def forward(self, input, state=None):
        input = input.transpose(0, 1) if self.batch_first else input
        h = input.new_zeros(input.shape[1], self.hidden_size) if state is None else state[0]
        seen = []
        for x in input:
            z_x, r_x, n_x = (x @ self.kernel + self.bias).chunk(3, -1)
            z_h, r_h, n_h = (h @ self.recurrent_kernel + self.recurrent_bias).chunk(3, -1)
            z, r = (z_x + z_h).sigmoid(), (r_x + r_h).sigmoid()
            h = z * h + (1 - z) * torch.tanh(n_x + r * n_h)
            seen.append(h)
        y = torch.stack(seen)
        return (y.transpose(0, 1) if self.batch_first else y), h[None]


class PaperGRU(nn.Module):
    """The update gate lets in, as in the paper; the gates share a matrix, the candidate has its
    own; batch first."""

    def __init__(self, input_features, hidden_features):
        super().__init__()
        self.gates = nn.Linear(input_features + hidden_features, 2 * hidden_features)
        self.candidate = nn.Linear(input_features + hidden_features, hidden_features)
        self.hidden_features = hidden_features

    def forward(self, x, h0=None):
        h = x.new_zeros(x.shape[0], self.hidden_features) if h0 is None else h0
        seen = []
        for x_t in x.unbind(1):
            u, r = torch.sigmoid(self.gates(torch.cat([x_t, h], 1))).chunk(2, 1)
            n = torch.tanh(self.candidate(torch.cat([x_t, r * h], 1)))
            h = (1 - u) * h + u * n
            seen.append(h)
        return torch.stack(seen, 1), h


class AnnotatedGRUCell(nn.Module):
    """One step a call, as torch's GRUCell is called."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.cell = nn.GRUCell(input_size, hidden_size)

    def forward(self, x, h):
        return self.cell(x, h)


class ScratchRNN(nn.Module):
    """Time first, a list of outputs, the state a tensor without layers."""

    def __init__(self, num_inputs, num_hiddens):
        super().__init__()
        self.W_xh = nn.Parameter(torch.randn(num_inputs, num_hiddens) * 0.3)
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.3)
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))

    def forward(self, inputs, state=None):
        outputs = []
        for X in inputs:
            past = 0 if state is None else state @ self.W_hh
            state = torch.tanh(X @ self.W_xh + past + self.b_h)
            outputs.append(state)
        return outputs, state


class OutputOnlyRNN(nn.Module):
    """Takes a state, returns the outputs alone."""

    def __init__(self, n_in, n_hidden):
        super().__init__()
        self.rnn = nn.RNNCell(n_in, n_hidden)
        self.n_hidden = n_hidden

    def forward(self, x, init=None):
        h = x.new_zeros(len(x), self.n_hidden) if init is None else init
        seen = []
        for x_t in x.unbind(1):
            h = self.rnn(x_t, h)
            seen.append(h)
        return torch.stack(seen, dim=1)


CORRECT = {
    "LSTM": LSTMS,
    "GRU": [nn.GRU, HasteGRU, PaperGRU, AnnotatedGRUCell],
    "RNN": [nn.RNN, ScratchRNN, OutputOnlyRNN],
}
