"""Conventions of public libraries, as their documentation describes them; the classes are ours."""

import torch
from torch import nn
from torch.nn import functional as F

from .attention import Config, Lengths, PreBlock, TimeFirst
from .libraries import BatchLast, KeywordLayer, LazyHeads, LazyLayer, TwoRowGRU
from .lstms import Keras, Scratch
from .recurrent import HasteGRU, ScratchRNN


class HasteLSTM(nn.Module):
    """haste: time first, gates i, g, f, o in kernels, a layer axis, zoneout, lengths."""

    def __init__(
        self, input_size, hidden_size, batch_first=False, forget_bias=1.0, dropout=0.0, zoneout=0.0
    ):
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(input_size, 4 * hidden_size) * 0.3)
        self.recurrent_kernel = nn.Parameter(torch.randn(hidden_size, 4 * hidden_size) * 0.3)
        self.bias = nn.Parameter(torch.zeros(4 * hidden_size))
        with torch.no_grad():
            self.bias[2 * hidden_size : 3 * hidden_size] = forget_bias
        self.batch_first, self.hidden_size = batch_first, hidden_size

    def forward(self, input, state=None, lengths=None):
        input = input.transpose(0, 1) if self.batch_first else input
        zeros = input.new_zeros(input.shape[1], self.hidden_size)
        h, c = (zeros, zeros) if state is None else (part[0] for part in state)
        seen = []
        for x in input:
            i, g, f, o = (x @ self.kernel + h @ self.recurrent_kernel + self.bias).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            seen.append(h)
        y = torch.stack(seen)
        return (y.transpose(0, 1) if self.batch_first else y), (h[None], c[None])


class AnnotatedLSTMCell(nn.Module):
    """labml: one Linear on the state, one without bias on the input, gates i, f, g, o."""

    def __init__(self, input_size, hidden_size, layer_norm=False):
        super().__init__()
        self.hidden_lin = nn.Linear(hidden_size, 4 * hidden_size)
        self.input_lin = nn.Linear(input_size, 4 * hidden_size, bias=False)
        self.layer_norm = nn.ModuleList(nn.Identity() for _ in range(4))
        self.layer_norm_c = nn.Identity()

    def forward(self, x, h, c):
        ifgo = (self.hidden_lin(h) + self.input_lin(x)).chunk(4, dim=-1)
        i, f, g, o = (norm(gate) for norm, gate in zip(self.layer_norm, ifgo, strict=True))
        c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(self.layer_norm_c(c_next)), c_next


class AnnotatedLSTM(nn.Module):
    """labml: layers of that cell, time first, states stacked."""

    def __init__(self, input_size, hidden_size, n_layers):
        super().__init__()
        widths = [input_size] + [hidden_size] * (n_layers - 1)
        self.cells = nn.ModuleList(AnnotatedLSTMCell(width, hidden_size) for width in widths)
        self.hidden_size, self.n_layers = hidden_size, n_layers

    def forward(self, x, state=None):
        if state is None:
            h = [x.new_zeros(x.shape[1], self.hidden_size) for _ in range(self.n_layers)]
            c = [x.new_zeros(x.shape[1], self.hidden_size) for _ in range(self.n_layers)]
        else:
            h, c = (list(torch.unbind(part)) for part in state)
        out = []
        for inp in x:
            for layer, cell in enumerate(self.cells):
                h[layer], c[layer] = cell(inp, h[layer], c[layer])
                inp = h[layer]
            out.append(h[-1])
        return torch.stack(out), (torch.stack(h), torch.stack(c))


class KerasAttention(nn.Module):
    """Keras: heads first, kernels of three axes, query and value before key."""

    def __init__(self, num_heads, key_dim, use_bias=True, dropout=0.0):
        super().__init__()
        width = num_heads * key_dim
        for name in ("query", "key", "value"):
            kernel = torch.randn(width, num_heads, key_dim) * width**-0.5
            setattr(self, f"{name}_kernel", nn.Parameter(kernel))
            setattr(self, f"{name}_bias", nn.Parameter(torch.zeros(num_heads, key_dim)))
        kernel = torch.randn(num_heads, key_dim, width) * width**-0.5
        self.output_kernel = nn.Parameter(kernel)
        self.output_bias = nn.Parameter(torch.zeros(width))

    def forward(self, query, value, key=None, attention_mask=None, return_attention_scores=False):
        key = value if key is None else key
        q, k, v = (
            torch.einsum("btd,dhk->bhtk", x, getattr(self, f"{name}_kernel"))
            + getattr(self, f"{name}_bias")[:, None]
            for name, x in (("query", query), ("key", key), ("value", value))
        )
        mask = None if attention_mask is None else attention_mask.bool()
        if mask is not None and mask.dim() == 3:
            mask = mask[:, None]
        read = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return torch.einsum("bhtk,hkd->btd", read, self.output_kernel) + self.output_bias


class GPTBlock(PreBlock):
    """minGPT: the block above with the bend that it has."""

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp["c_proj"](F.gelu(self.mlp["c_fc"](self.ln_2(x)), approximate="tanh"))


LIKE = {
    "haste": {"LSTM": [HasteLSTM], "GRU": [HasteGRU]},
    "labml": {
        "LSTM": [AnnotatedLSTMCell, AnnotatedLSTM],
        "Attention": [TimeFirst, BatchLast],
        "Transformer": [KeywordLayer],
    },
    "minGPT": {"Attention": [Config], "Transformer": [PreBlock]},
    "d2l": {
        "RNN": [ScratchRNN],
        "LSTM": [Scratch],
        "Attention": [Lengths, LazyHeads],
        "Transformer": [LazyLayer],
    },
    "Keras": {"GRU": [TwoRowGRU], "LSTM": [Keras], "Attention": [KerasAttention]},
    "torch": {
        "RNN": [nn.RNN],
        "GRU": [nn.GRU],
        "LSTM": [nn.LSTM],
        "Attention": [nn.MultiheadAttention],
        "Transformer": [nn.TransformerEncoderLayer],
    },
}
"""Each convention by architecture, with the classes that are written in it."""
