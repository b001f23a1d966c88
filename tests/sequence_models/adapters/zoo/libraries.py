"""Habits of libraries beyond their shapes: axes of masks, lazy maps, packed biases, lists of norms;
right ones, and wrong ones with the same habits."""

import math

import torch
from torch import nn

from .attention import joined, split


class TwoRowGRU(nn.Module):
    """Keras: gates z, r, n in kernels, and one bias of two rows, the input's and the state's."""

    def __init__(self, units, input_dim, reset_after=True, return_sequences=True):
        super().__init__()
        self.units = units
        self.kernel = nn.Parameter(torch.randn(input_dim, 3 * units) * 0.3)
        self.recurrent_kernel = nn.Parameter(torch.randn(units, 3 * units) * 0.3)
        self.bias = nn.Parameter(torch.zeros(2, 3 * units))

    def biases(self):
        return self.bias

    def forward(self, sequence, initial_state=None):
        h = sequence.new_zeros(len(sequence), self.units) if initial_state is None else None
        h, seen, (of_input, of_state) = initial_state if h is None else h, [], self.biases()
        for x in sequence.unbind(1):
            z_x, r_x, n_x = (x @ self.kernel + of_input).chunk(3, -1)
            z_h, r_h, n_h = (h @ self.recurrent_kernel + of_state).chunk(3, -1)
            z, r = torch.sigmoid(z_x + z_h), torch.sigmoid(r_x + r_h)
            h = z * h + (1 - z) * torch.tanh(n_x + r * n_h)
            seen.append(h)
        return torch.stack(seen, 1), h


class StateRowFirst(TwoRowGRU):
    """The state's row stands before the input's."""

    def biases(self):
        return self.bias.flip(0)


class OneRowForBoth(TwoRowGRU):
    """The input's row is added to the state's product as well."""

    def biases(self):
        return self.bias[0], self.bias[0]


class LazyCell(nn.Module):
    """One lazy map of input and state; returns its output beside the state that has it."""

    def __init__(self, hidden_size):
        super().__init__()
        self.gates = nn.LazyLinear(4 * hidden_size)

    def forward(self, x, state):
        h, c = state
        i, f, g, o = self.gates(torch.cat([x, h], -1)).chunk(4, -1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        return h, (h, c)


class LazyHeads(nn.Module):
    """d2l: maps that take their width from the first inputs, and lengths."""

    def __init__(self, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads, self.dropout = num_heads, nn.Dropout(dropout)
        self.W_q, self.W_k, self.W_v, self.W_o = (
            nn.LazyLinear(num_hiddens, bias=bias) for _ in range(4)
        )

    def scale(self, q):
        return math.sqrt(q.shape[-1])

    def forward(self, queries, keys, values, valid_lens):
        maps = ((self.W_q, queries), (self.W_k, keys), (self.W_v, values))
        q, k, v = (split(W(x), self.num_heads) for W, x in maps)
        hidden = torch.arange(k.shape[-2]) >= valid_lens[..., None]
        scores = (q @ k.mT / self.scale(q)).masked_fill(hidden[:, None], -1e6)
        return self.W_o(joined(self.dropout(scores.softmax(-1)) @ v))


class LazyScaledByWidth(LazyHeads):
    """Lazy maps, and scores that are divided by the root of all heads' width."""

    def scale(self, q):
        return math.sqrt(q.shape[-1] * self.num_heads)


class LazyLayer(nn.Module):
    """d2l: a post-norm layer of lazy maps."""

    def __init__(self, num_hiddens, ffn_num_hiddens, num_heads, dropout):
        super().__init__()
        self.attention = LazyHeads(num_hiddens, num_heads, dropout)
        self.dense1, self.dense2 = nn.LazyLinear(ffn_num_hiddens), nn.LazyLinear(num_hiddens)
        self.ln1, self.ln2 = nn.LayerNorm(num_hiddens), nn.LayerNorm(num_hiddens)

    def residual(self, X, Y):
        return Y

    def forward(self, X, valid_lens):
        Y = self.ln1(X + self.attention(X, X, X, valid_lens))
        return self.ln2(self.residual(X, Y) + self.dense2(self.dense1(Y).relu()))


class LazySecondResidual(LazyLayer):
    """Lazy maps, and the feed-forward layer's output is added to the input of the whole."""

    def residual(self, X, Y):
        return X


class BatchLast(nn.Module):
    """labml: time first, by name alone, a mask (query, key, batch or 1), weights over axis 1."""

    over = 1

    def __init__(self, heads, d_model, dropout_prob=0.1):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(d_model, d_model) for _ in range(3))
        self.output, self.heads = nn.Linear(d_model, d_model), heads
        self.dropout = nn.Dropout(dropout_prob)

    def forward(self, *, query, key, value, mask=None):
        maps = ((self.query, query), (self.key, key), (self.value, value))
        q, k, v = (W(x).unflatten(-1, (self.heads, -1)) for W, x in maps)
        scores = torch.einsum("ibhd,jbhd->ijbh", q, k) * q.shape[-1] ** -0.5
        if mask is not None:
            assert mask.shape[0] == 1 or mask.shape[0] == query.shape[0]
            assert mask.shape[1] == key.shape[0]
            assert mask.shape[2] == 1 or mask.shape[2] == query.shape[1]
            scores = scores.masked_fill(mask.unsqueeze(-1) == 0, float("-inf"))
        weights = self.dropout(scores.softmax(self.over))
        return self.output(torch.einsum("ijbh,jbhd->ibhd", weights, v).flatten(2))


class BatchLastOverQueries(BatchLast):
    """A mask with its batch last, and weights that sum to one over the queries."""

    over = 0


class KeywordLayer(nn.Module):
    """labml and Hugging Face: x and mask by name alone, an eps among the configuration's fields."""

    def __init__(self, config):
        super().__init__()
        width, eps = config.hidden_size, config.layer_norm_eps
        self.attn = BatchLast(config.num_attention_heads, width, config.hidden_dropout_prob)
        self.fc1 = nn.Linear(width, config.intermediate_size)
        self.fc2 = nn.Linear(config.intermediate_size, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=eps), nn.LayerNorm(width, eps=eps)

    def forward(self, *, x, mask):
        z = self.norm1(x)
        x = x + self.attn(query=z, key=z, value=z, mask=mask)
        return x + self.fc2(self.fc1(self.norm2(x)).relu())


class HeadsFirst(nn.Module):
    """Weights (heads, width, head) and (heads, head, width) in a dictionary, causal."""

    above = 1

    def __init__(self, n_heads, d_model):
        super().__init__()
        shape = (n_heads, d_model, d_model // n_heads)
        weights = {name: nn.Parameter(torch.randn(shape) * 0.3) for name in ("wq", "wk", "wv")}
        self.params = nn.ParameterDict(weights | {"wo": nn.Parameter(torch.randn(shape).mT * 0.3)})

    def forward(self, x):
        q, k, v = (torch.einsum("btd,hdk->bhtk", x, self.params[f"w{n}"]) for n in "qkv")
        hidden = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool)
        hidden = hidden.triu(1) if self.above else hidden.tril(-1)
        scores = (q @ k.mT / math.sqrt(q.shape[-1])).masked_fill(hidden, -torch.inf)
        return torch.einsum("bhtk,hkd->btd", scores.softmax(-1) @ v, self.params["wo"])


class Reversed(HeadsFirst):
    """Its mask is turned: every step reads itself and what comes later."""

    above = 0


class ListedNorms(nn.Module):
    """Two norms in a list, as many as there may be heads; a flag says where they stand."""

    def __init__(self, *, dim, heads, ff_mult=4, pre_norm=False):
        super().__init__()
        self.attn = HeadsFirst(heads, dim)
        self.ff = nn.Sequential(nn.Linear(dim, dim * ff_mult), nn.ReLU(), nn.Linear(4 * dim, dim))
        self.norms = nn.ModuleList([nn.LayerNorm(dim), nn.LayerNorm(dim)])
        self.pre_norm = pre_norm

    def forward(self, x):
        for norm, f in zip(self.norms, (self.attn, self.ff), strict=True):
            x = x + f(norm(x)) if self.pre_norm else norm(x + f(x))
        return x


CORRECT = {
    "GRU": [TwoRowGRU, StateRowFirst],
    "LSTM": [LazyCell],
    "Attention": [LazyHeads, BatchLast, HeadsFirst],
    "Transformer": [LazyLayer, KeywordLayer, ListedNorms],
}
WRONG = {
    "GRU": [OneRowForBoth],
    "Attention": [LazyScaledByWidth, BatchLastOverQueries, Reversed],
    "Transformer": [LazySecondResidual],
}
