"""The equations of attention and of a Transformer layer, as plainly as the notes have them.

A layer's numbers stand under the names that our blocks give them.
"""

import math
from collections.abc import Mapping
from typing import Literal

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional

Numbers = Mapping[str, Tensor]
Bend = Literal["relu", "gelu", "tanh gelu", "silu", "tanh"]
LEAST = 1e-5
"""What a norm adds to the variance."""
Stream = Float[Tensor, "replica batch time width"]


def mapped(numbers: Numbers, name: str, x: Tensor) -> Tensor:
    """W x + b, where there is a b."""
    y = x @ numbers[f"{name}.weight"].mT.unsqueeze(1)
    bias = numbers.get(f"{name}.bias")
    return y if bias is None else y + bias[:, None, None]


def attended(
    numbers: Numbers, x: Stream, visible: Bool[Tensor, "*batch query key"], heads: int
) -> Stream:
    """(4.a) to (4.e), head by head."""
    q, k, v = (mapped(numbers, f"attention.W_{name}", x) for name in "qkv")
    width = x.shape[-1] // heads
    read = []
    for head in range(heads):
        own = slice(head * width, (head + 1) * width)
        scores = q[..., own] @ k[..., own].mT / math.sqrt(width)
        weights = scores.masked_fill(~visible, -math.inf).softmax(-1)
        read.append(weights @ v[..., own])
    return mapped(numbers, "attention.W_o", torch.cat(read, -1))


def normed(numbers: Numbers, name: str, x: Stream, least: float = LEAST) -> Stream:
    """(5.a)."""
    centred = x - x.mean(-1, keepdim=True)
    scaled = centred / (centred.square().mean(-1, keepdim=True) + least).sqrt()
    return numbers[f"{name}.norm.gamma"] * scaled + numbers[f"{name}.norm.beta"]


def bent(x: Tensor, bend: Bend) -> Tensor:
    """What stands between the two maps of (5.b)."""
    match bend:
        case "relu":
            return x.relu()
        case "gelu":
            return functional.gelu(x)
        case "tanh gelu":
            return functional.gelu(x, approximate="tanh")
        case "silu":
            return functional.silu(x)
    return x.tanh()


def computed(numbers: Numbers, x: Stream, bend: Bend = "relu") -> Stream:
    """(5.b)."""
    wide = bent(mapped(numbers, "feedforward.W_1", x), bend)
    return mapped(numbers, "feedforward.W_2", wide)


def layer(
    numbers: Numbers,
    x: Stream,
    visible: Tensor,
    heads: int,
    normalisation: str,
    bend: Bend = "relu",
    least: float = LEAST,
) -> Stream:
    """(5.c) or (5.d): a layer that normalises after it has added, or before it computes."""
    if normalisation == "pre":
        x = x + attended(numbers, normed(numbers, "attended", x, least), visible, heads)
        return x + computed(numbers, normed(numbers, "computed", x, least), bend)
    x = normed(numbers, "attended", x + attended(numbers, x, visible, heads), least)
    return normed(numbers, "computed", x + computed(numbers, x, bend), least)


def stacked(numbers: Numbers, x: Tensor, heads: int, equations: str) -> Tensor:
    """Embedding, causal layers, and the read-out."""
    x = mapped(numbers, "embedding", x)
    visible = torch.ones(x.shape[2], x.shape[2], dtype=torch.bool).tril()
    depths = sorted({name.split(".")[1] for name in numbers if name.startswith("blocks.")})
    for depth in depths:
        prefix = f"blocks.{depth}."
        own = {n.removeprefix(prefix): p for n, p in numbers.items() if n.startswith(prefix)}
        if equations == "attention":
            x = x + attended(own, x, visible, heads)
        else:
            x = layer(own, x, visible, heads, equations)
    if "closing.gamma" in numbers:
        closing = {"closing.norm.gamma": numbers["closing.gamma"]}
        x = normed(closing | {"closing.norm.beta": numbers["closing.beta"]}, "closing", x)
    return mapped(numbers, "readout", x)
