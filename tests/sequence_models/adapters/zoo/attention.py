"""Correct attention and Transformer layers, each in another convention."""

import math

import torch
from torch import nn
from torch.nn import functional as F


def split(x, heads):
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def joined(x):
    return x.transpose(1, 2).flatten(2)


class Config(nn.Module):
    """Sizes behind a configuration, one matrix for three, a causal mask in a buffer."""

    def __init__(self, config):
        super().__init__()
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd)
        self.attn_dropout = nn.Dropout(config.attn_pdrop)
        self.resid_dropout = nn.Dropout(config.resid_pdrop)
        full = torch.ones(config.block_size, config.block_size)
        self.register_buffer("bias", torch.tril(full).view(1, 1, *full.shape))
        self.n_head, self.n_embd = config.n_head, config.n_embd

    def forward(self, x):
        T = x.size(1)
        q, k, v = (split(part, self.n_head) for part in self.c_attn(x).split(self.n_embd, dim=2))
        att = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
        att = att.masked_fill(self.bias[:, :, :T, :T] == 0, float("-inf"))
        return self.resid_dropout(self.c_proj(joined(self.attn_dropout(att.softmax(-1)) @ v)))


class Apart(nn.Module):
    """Batch first, four Linears, a mask of True where a query may see, weights returned."""

    def __init__(self, d_model, num_heads, dropout=0.1):
        super().__init__()
        self.w_q, self.w_k, self.w_v, self.w_o = (nn.Linear(d_model, d_model) for _ in range(4))
        self.drop, self.num_heads = nn.Dropout(dropout), num_heads

    def forward(self, q, k, v, mask=None):
        q, k, v = (
            split(w(x), self.num_heads) for w, x in ((self.w_q, q), (self.w_k, k), (self.w_v, v))
        )
        scores = q @ k.mT / math.sqrt(q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -1e9)
        weights = self.drop(scores.softmax(-1))
        return self.w_o(joined(weights @ v)), weights


class TimeFirst(nn.Module):
    """Heads before width, time first, keyword-only, a mask (query, key, batch) made from two axes,
    weights kept in an attribute, no biases."""

    def __init__(self, heads, d_model, bias=False):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(d_model, d_model, bias) for _ in range(3))
        self.output = nn.Linear(d_model, d_model)
        self.heads, self.attn = heads, None

    def forward(self, *, query, key, value, mask=None):
        q, k, v = (
            part.unflatten(-1, (self.heads, -1))
            for part in (self.query(query), self.key(key), self.value(value))
        )
        scores = torch.einsum("ibhd,jbhd->bhij", q, k) * q.shape[-1] ** -0.5
        if mask is not None:
            mask = mask if mask.dim() == 2 else mask[0]
            scores = scores.masked_fill(~mask.bool(), float("-inf"))
        self.attn = scores.softmax(-1)
        return self.output(torch.einsum("bhij,jbhd->ibhd", self.attn, v).flatten(2))


class Lengths(nn.Module):
    """How many keys each query may see, as numbers; maps that stand to the right."""

    def __init__(self, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        for name in ("W_q", "W_k", "W_v", "W_o"):
            matrix = torch.randn(num_hiddens, num_hiddens) * num_hiddens**-0.5
            setattr(self, name, nn.Parameter(matrix))

    def forward(self, queries, keys, values, valid_lens):
        q, k, v = (
            split(x @ W, self.num_heads)
            for x, W in ((queries, self.W_q), (keys, self.W_k), (values, self.W_v))
        )
        scores = q @ k.mT / math.sqrt(q.shape[-1])
        seen = torch.arange(k.shape[-2]) < valid_lens[..., None]
        return joined(scores.masked_fill(~seen[:, None], -1e6).softmax(-1) @ v) @ self.W_o


class HiddenMask(nn.Module):
    """Values first, True where a query may not see, the fused kernel, a dictionary returned."""

    def __init__(self, dim, n_heads):
        super().__init__()
        self.to_qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.to_out = nn.Linear(dim, dim)
        self.n_heads = n_heads

    def forward(self, values, keys, queries, mask):
        W = self.to_qkv.weight.chunk(3)
        q, k, v = (
            split(x @ w.T, self.n_heads) for x, w in zip((queries, keys, values), W, strict=True)
        )
        mask = mask if mask.dim() == 2 else mask.view(mask.shape[0], 1, *mask.shape[-2:])
        read = F.scaled_dot_product_attention(q, k, v, attn_mask=~mask)
        return {"out": self.to_out(joined(read))}


class OneHead(nn.Module):
    """Its queries, keys and values, causal."""

    def __init__(self, width, size):
        super().__init__()
        self.key, self.query, self.value = (nn.Linear(width, size, bias=False) for _ in range(3))

    def forward(self, x):
        k, q, v = self.key(x), self.query(x), self.value(x)
        hidden = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1)
        scores = q @ k.transpose(-2, -1) * k.shape[-1] ** -0.5
        return scores.masked_fill(hidden, -torch.inf).softmax(-1) @ v


class HeadByHead(nn.Module):
    """A list of heads, each a module."""

    def __init__(self, n_embd, num_heads, head_size):
        super().__init__()
        self.heads = nn.ModuleList(OneHead(n_embd, head_size) for _ in range(num_heads))
        self.proj = nn.Linear(n_embd, n_embd)

    def forward(self, x):
        return self.proj(torch.cat([head(x) for head in self.heads], -1))


class Together(nn.Module):
    """Each head's three maps together in one matrix, an additive mask."""

    def __init__(self, hidden_size, num_attention_heads):
        super().__init__()
        self.query_key_value = nn.Linear(hidden_size, 3 * hidden_size)
        self.dense = nn.Linear(hidden_size, hidden_size)
        self.h = num_attention_heads

    def forward(self, hidden_states, attention_mask=None):
        B, T, _ = hidden_states.shape
        mixed = self.query_key_value(hidden_states).view(B, T, self.h, 3, -1).permute(3, 0, 2, 1, 4)
        q, k, v = mixed
        scores = q @ k.mT * q.shape[-1] ** -0.5
        if attention_mask is not None:
            scores = scores + attention_mask
        return (joined(scores.softmax(-1) @ v) @ self.dense.weight.T + self.dense.bias, None)


class PostLayer(nn.Module):
    """Post-norm only, norms of its own, as in the paper."""

    def __init__(self, d_model, n_heads, d_ff=None, dropout=0.1):
        super().__init__()
        self.self_attn = Apart(d_model, n_heads, dropout)
        self.ff = nn.Sequential(
            nn.Linear(d_model, d_ff or 4 * d_model),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(d_ff or 4 * d_model, d_model),
        )
        self.norm1, self.norm2 = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        x = self.norm1(x + self.drop(self.self_attn(x, x, x, mask)[0]))
        return self.norm2(x + self.drop(self.ff(x)))


class PreBlock(nn.Module):
    """Pre-norm, causal inside, the feed-forward layer before attention in the parameters."""

    def __init__(self, config):
        super().__init__()
        self.mlp = nn.ModuleDict(
            {
                "c_fc": nn.Linear(config.n_embd, 4 * config.n_embd),
                "c_proj": nn.Linear(4 * config.n_embd, config.n_embd),
            }
        )
        self.ln_2 = nn.LayerNorm(config.n_embd)
        self.ln_1 = nn.LayerNorm(config.n_embd)
        self.attn = Config(config)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp["c_proj"](self.mlp["c_fc"](self.ln_2(x)).relu())


def make_layer(d_model, nhead, dim_feedforward=64, norm_first=False):
    """A function that returns torch's own."""
    return nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward, norm_first=norm_first)


CORRECT = {
    "Attention": [
        nn.MultiheadAttention,
        Config,
        Apart,
        TimeFirst,
        Lengths,
        HiddenMask,
        HeadByHead,
        Together,
    ],
    "Transformer": [nn.TransformerEncoderLayer, PostLayer, PreBlock, make_layer],
}
