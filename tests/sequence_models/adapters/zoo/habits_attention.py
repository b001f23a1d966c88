"""Correct attention and layers with habits of public code that no other of the zoo has."""

import torch
from torch import nn
from torch.nn import functional as F

from .attention import joined, split


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


CORRECT = {
    "Attention": [NanoAttention, InnerAttention, DenseAttention],
    "Transformer": [WrappedLayer, GPTLayer],
}
UNTESTED = {"Attention": [SingleScale], "Transformer": [FineNormLayer]}
"""Right, and not what the equations say to nine digits."""
