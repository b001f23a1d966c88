"""Correct models with habits of public code that no other of the zoo has."""

import torch
from torch import nn
from torch.nn import functional as F

from .attention import joined, split


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


class NanoAttention(nn.Module):
    """A configuration with a dropout and a bias, the fused kernel, causal in itself."""

    def __init__(self, config):
        super().__init__()
        assert config.n_embd % config.n_head == 0
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd, bias=config.bias)
        self.n_head, self.n_embd, self.dropout = config.n_head, config.n_embd, config.dropout

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        q, k, v = (p.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) for p in (q, k, v))
        drop = self.dropout if self.training else 0
        y = F.scaled_dot_product_attention(q, k, v, dropout_p=drop, is_causal=True)
        return self.c_proj(y.transpose(1, 2).contiguous().view(B, T, C))


class InnerAttention(nn.Module):
    """dim, heads and dim_head; a read-out in a Sequential; causal when told."""

    def __init__(self, dim, heads=8, dim_head=64, dropout=0.0, causal=False):
        super().__init__()
        self.heads, self.scale, self.causal = heads, dim_head**-0.5, causal
        self.to_q = nn.Linear(dim, heads * dim_head, bias=False)
        self.to_kv = nn.Linear(dim, 2 * heads * dim_head, bias=False)
        self.to_out = nn.Sequential(nn.Linear(heads * dim_head, dim), nn.Dropout(dropout))

    def forward(self, x, context=None, mask=None):
        context = x if context is None else context
        q, k, v = (split(p, self.heads) for p in (self.to_q(x), *self.to_kv(context).chunk(2, -1)))
        dots = torch.einsum("bhid,bhjd->bhij", q, k) * self.scale
        least = -torch.finfo(dots.dtype).max
        if mask is not None:
            dots.masked_fill_(~mask[:, None, None, :], least)
        if self.causal:
            i, j = dots.shape[-2:]
            dots.masked_fill_(torch.ones(i, j, device=x.device).triu_(j - i + 1).bool(), least)
        return self.to_out(joined(dots.softmax(dim=-1) @ v))


class DenseAttention(nn.Module):
    """Values, keys, queries, a mask of ones times −10⁹, weights first in what it returns."""

    def __init__(self, d_model, num_heads):
        super().__init__()
        self.wq, self.wk, self.wv = (nn.Linear(d_model, d_model) for _ in range(3))
        self.dense = nn.Linear(d_model, d_model)
        self.num_heads = num_heads

    def forward(self, v, k, q, mask):
        q, k, v = (
            split(w(x), self.num_heads) for w, x in ((self.wq, q), (self.wk, k), (self.wv, v))
        )
        logits = q @ k.transpose(-1, -2)
        logits /= k.shape[-1] ** 0.5
        if mask is not None:
            logits += mask * -1e9
        weights = F.softmax(logits, dim=-1)
        return weights, self.dense(joined(weights @ v))


class OwnNorm(nn.Module):
    """A norm written out."""

    def __init__(self, features, eps=1e-5):
        super().__init__()
        self.gamma, self.beta = (
            nn.Parameter(torch.ones(features)),
            nn.Parameter(torch.zeros(features)),
        )
        self.eps = eps

    def forward(self, x):
        mean, var = x.mean(-1, keepdim=True), x.var(-1, keepdim=True, unbiased=False)
        return self.gamma * (x - mean) / torch.sqrt(var + self.eps) + self.beta


class WrappedLayer(nn.Module):
    """torch's own heads, a causal mask made inside, norms written out, kwargs for the sizes."""

    def __init__(self, *, embed_dim, num_heads, ff_dim, dropout=0.1):
        super().__init__()
        self.attn = nn.MultiheadAttention(embed_dim, num_heads, dropout=dropout, batch_first=True)
        self.norm_1, self.norm_2 = OwnNorm(embed_dim), OwnNorm(embed_dim)
        self.ffn = nn.Sequential(
            nn.Linear(embed_dim, ff_dim),
            nn.ReLU(),
            nn.Linear(ff_dim, embed_dim),
            nn.Dropout(dropout),
        )

    def forward(self, x):
        T = x.size(1)
        mask = torch.triu(torch.full((T, T), float("-inf"), device=x.device), diagonal=1)
        normed = self.norm_1(x)
        x = x + self.attn(normed, normed, normed, attn_mask=mask, need_weights=False)[0]
        return x + self.ffn(self.norm_2(x))


class FineNormLayer(WrappedLayer):
    """The norms add another 10⁻⁶."""

    def __init__(self, *, embed_dim, num_heads, ff_dim, dropout=0.1):
        super().__init__(embed_dim=embed_dim, num_heads=num_heads, ff_dim=ff_dim, dropout=dropout)
        self.norm_1, self.norm_2 = OwnNorm(embed_dim, 1e-6), OwnNorm(embed_dim, 1e-6)


class GPTLayer(nn.Module):
    """That attention in a block, with the configuration's own width of four times."""

    def __init__(self, config):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(config.n_embd), nn.LayerNorm(config.n_embd)
        self.attn = NanoAttention(config)
        self.mlp = nn.Sequential(
            nn.Linear(config.n_embd, 4 * config.n_embd),
            nn.ReLU(),
            nn.Linear(4 * config.n_embd, config.n_embd),
            nn.Dropout(config.dropout),
        )

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class SingleScale(DenseAttention):
    """The root is kept as a tensor of single precision, which no later word of another changes."""

    def __init__(self, d_model, num_heads):
        super().__init__(d_model, num_heads)
        self.scale = torch.sqrt(torch.FloatTensor([d_model // num_heads]))

    def forward(self, v, k, q, mask):
        q, k, v = (
            split(w(x), self.num_heads) for w, x in ((self.wq, q), (self.wk, k), (self.wv, v))
        )
        energy = q @ k.transpose(-1, -2) / self.scale
        return self.dense(joined(energy.masked_fill(mask == 1, -1e10).softmax(-1) @ v))


class SingleLSTM(nn.LSTM):
    """Casts to single precision inside."""

    def forward(self, x, state=None):
        y, after = super().forward(x, state)
        return y.float().type_as(y), after


CORRECT = {
    "LSTM": [ListedLSTM, FirstApartLSTM],
    "GRU": [LetteredGRU],
    "RNN": [SteppedRNN, scripted_rnn],
    "Attention": [NanoAttention, InnerAttention, DenseAttention],
    "Transformer": [WrappedLayer, GPTLayer],
}
UNTESTED = {
    "LSTM": [SingleLSTM],
    "Attention": [SingleScale],
    "Transformer": [FineNormLayer],
}
"""Right, and not what the equations say to nine digits."""
