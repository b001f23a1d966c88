"""A mask as attention from elsewhere takes it: of which kind, and in which order its axes lie."""

import math

import torch
from torch import Tensor

KINDS = ("additive", "may see", "hidden", "may see, as 1 and 0", "hidden, as 1 and 0")
LETTERS = {"b": "batch", "h": "head", "q": "query", "k": "key", "1": "1"}
FLAT = "n"
"""Batch and heads on one axis, as torch has a mask of three."""
USUAL = ("qk", "bqk", "b1qk")
RARE = ("1qk", "11qk", "qkb", "qk1", "qkb1", "qk11", "bqk1", "bq1k", "1bqk")
"""Those of code that has time first, its heads elsewhere, or one sequence alone."""
HEADED = {"bqk1": "bqkh", "bq1k": "bqhk", "1bqk": "hbqk"}


def described(axes: str) -> str:
    """How many, and in which order where it is not the usual one."""
    order = "" if axes in USUAL else f" ({', '.join(LETTERS.get(a, a) for a in axes)})"
    return f"{len(axes)} axes{order}"


def misread(axes: str) -> str:
    """What is wrong with an order of axes that somebody declares; empty where nothing is."""
    letters = [a for a in axes if a != "1"]
    if {*letters} - {*LETTERS} or len({*letters}) < len(letters) or not {*"qk"} <= {*letters}:
        return (
            f"mask_axes is {axes!r}, and takes q for queries, k for keys, each once, with b for "
            "the batch, h for heads and 1 for an axis of one"
        )
    return ""


def with_heads(axes: str) -> str:
    """The same order with a place for each head, as scores in it have one."""
    return "qkbh" if axes.startswith("qk") and axes != "qk" else HEADED.get(axes, "bhqk")


def masking(kind: str, axes: str, visible: Tensor, bias: Tensor | None, heads: int) -> Tensor:
    """What may be seen, (batch, query, key), in this form; with a bias (heads, query, key) where
    it is additive."""
    if kind == "lengths":
        return visible.sum(-1)
    shown = shaped(kind, visible)[:, None]
    return laid(shown if bias is None else shown + bias, axes, heads)


def shaped(kind: str, visible: Tensor) -> Tensor:
    """What may be seen, by what says so."""
    match kind:
        case "additive":
            added = torch.zeros(visible.shape, dtype=torch.get_default_dtype())
            return added.masked_fill(~visible, -math.inf)
        case "may see":
            return visible
        case "hidden":
            return ~visible
        case "may see, as 1 and 0":
            return visible.to(torch.get_default_dtype())
    return (~visible).to(torch.get_default_dtype())


def laid(mask: Tensor, axes: str, heads: int) -> Tensor:
    """A mask (batch, head, query, key) with its axes in this order; what has no axis in it is the
    same everywhere."""
    if "h" in axes or FLAT in axes:
        mask = mask.expand(-1, heads, -1, -1)
    if FLAT in axes:
        return mask.flatten(0, 1)
    named = dict(zip("bhqk", range(4), strict=True))
    lost = [named[letter] for letter in "bh" if letter not in axes]
    for axis in lost[::-1]:
        mask = mask.select(axis, 0)
    kept = [letter for letter in "bhqk" if letter in axes]
    mask = mask.permute([kept.index(letter) for letter in axes if letter != "1"])
    for place, letter in enumerate(axes):
        mask = mask.unsqueeze(place) if letter == "1" else mask
    return mask
