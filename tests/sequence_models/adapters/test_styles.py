"""Styles of code that are met less often: what comes first, stacked maps, the other sense."""

import math
from collections import namedtuple
from dataclasses import dataclass

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import GRU, LSTM, Attention

from .test_zoo import found


@dataclass
class Sizes:
    n_input: int = 8
    n_state: int = 16
    drop_rate: float = 0.1


class ScanGRU(nn.Module):
    """What is carried comes first, as in a scan; parameters in a dictionary."""

    def __init__(self, cfg: Sizes):
        super().__init__()
        self.cfg, self.params = cfg, nn.ParameterDict()
        for gate in ("update", "reset", "candidate"):
            self.params[f"{gate}_x"] = nn.Parameter(torch.randn(cfg.n_input, cfg.n_state))
            self.params[f"{gate}_h"] = nn.Parameter(torch.randn(cfg.n_state, cfg.n_state) / 4)
            self.params[f"{gate}_bias"] = nn.Parameter(torch.zeros(cfg.n_state))

    def linear(self, gate, x, h):
        p = self.params
        return x @ p[f"{gate}_x"] + h @ p[f"{gate}_h"] + p[f"{gate}_bias"]

    def forward(self, carry, xs):
        ys = []
        for x in xs.unbind(1):
            z, r = (torch.sigmoid(self.linear(g, x, carry)) for g in ("update", "reset"))
            carry = carry + z * (torch.tanh(self.linear("candidate", x, r * carry)) - carry)
            ys.append(nn.functional.dropout(carry, self.cfg.drop_rate, self.training))
        return carry, torch.stack(ys, 1)


Result = namedtuple("Result", "memory outputs final")


class Notebook(nn.Module):
    """Erases where others keep; one size has a name that says nothing, and comes first."""

    def __init__(self, wide, n_features):
        super().__init__()
        self.wide = wide
        names = ("erase", "write", "show", "content")
        self.gates = nn.ModuleDict({g: nn.Linear(wide + n_features, wide) for g in names})

    def forward(self, sequence, memory=None):
        c, h = memory or [sequence.new_zeros(len(sequence), self.wide)] * 2
        outs = []
        for x in sequence.unbind(1):
            both = torch.cat([h, x], -1)
            e, w, s = (torch.sigmoid(self.gates[g](both)) for g in ("erase", "write", "show"))
            c = (1 - e) * c + w * torch.tanh(self.gates["content"](both))
            h = s * torch.tanh(c)
            outs.append(h)
        return Result((c, h), torch.stack(outs, 1), h)


class Stacked(nn.Module):
    """Four maps in one tensor, and four biases."""

    def __init__(self, d_model: int = 64, n_heads: int = 4):
        super().__init__()
        self.n_heads = n_heads
        self.W = nn.Parameter(torch.randn(4, d_model, d_model) / d_model)
        self.B = nn.Parameter(torch.zeros(4, d_model))

    def forward(self, tokens, *, visible):
        b, t, d = tokens.shape
        maps = (torch.einsum("btd,de->bte", tokens, self.W[i]) + self.B[i] for i in range(3))
        q, k, v = (part.view(b, t, self.n_heads, -1) for part in maps)
        scores = torch.einsum("bqhd,bkhd->bhqk", q, k) / math.sqrt(q.shape[-1])
        weights = scores.masked_fill(~visible, -torch.inf).softmax(-1)
        return torch.einsum("bhqk,bkhd->bqhd", weights, v).reshape(b, t, d) @ self.W[3] + self.B[3]


@pytest.mark.parametrize(
    ("target", "architecture", "says"),
    [
        (ScanGRU, GRU, "state as tensor, before xs; gates zrn; z lets in; reset before; dropout"),
        (Notebook, LSTM, "batch first, state as tuple; gates fiog; f erases"),
        (Stacked, Attention, "one sequence, mask may see of 2 axes, weights not shown"),
    ],
)
def test_a_rare_style_is_read_and_not_accused(target, architecture, says):
    assert says in str(adapt(target, architecture).understood)
    answers = found(architecture.__name__, target)
    assert answers["output_error"]
    assert answers["gradient_error"]
    assert False not in answers.values()


class Erases(Notebook):
    """torch's name for a weight, and so torch's sense of its gates."""

    def __init__(self, hidden_size, input_size):
        super().__init__(hidden_size, input_size)
        del self.gates
        self.weight_ih_l0 = nn.Parameter(torch.randn(4 * hidden_size, input_size))
        self.weight_hh_l0 = nn.Parameter(torch.randn(4 * hidden_size, hidden_size) / 4)
        self.bias_ih_l0 = nn.Parameter(torch.zeros(4 * hidden_size))

    def gates_of(self, both):
        whole = torch.cat([self.weight_hh_l0, self.weight_ih_l0], 1)
        return (both @ whole.T + self.bias_ih_l0).chunk(4, -1)

    def forward(self, sequence, memory=None):
        c, h = memory or [sequence.new_zeros(len(sequence), self.wide)] * 2
        outs = []
        for x in sequence.unbind(1):
            i, f, g, o = self.gates_of(torch.cat([h, x], -1))
            c = (1 - f.sigmoid()) * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            outs.append(h)
        return Result((c, h), torch.stack(outs, 1), h)


def test_a_gate_of_the_other_sense_under_torchs_names_is_a_mistake():
    assert found("LSTM", Erases)["output_error"] is False
