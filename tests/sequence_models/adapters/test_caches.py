"""A cache is handed back where the function tells how; where it does not, that is said."""

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import Attention
from sequence_models.architectures.interface import NotExposed
from sequence_models.building import build

from .test_zoo import found


class Cached(nn.Module):
    """Heads that return their keys and values, causal by themselves."""

    def __init__(self, d_model, n_heads):
        super().__init__()
        self.heads = n_heads
        self.c_attn = nn.Linear(d_model, 3 * d_model)
        self.c_proj = nn.Linear(d_model, d_model)

    def read(self, x, past, visible=None):
        b, n, d = x.shape
        parts = self.c_attn(x).chunk(3, -1)
        q, k, v = (part.view(b, n, self.heads, -1).transpose(1, 2) for part in parts)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        hidden = torch.ones(k.shape[2], k.shape[2], dtype=torch.bool).triu(1)[-n:]
        hidden = hidden if visible is None else ~visible
        weights = (q @ k.mT / q.shape[-1] ** 0.5).masked_fill(hidden, -torch.inf).softmax(-1)
        return self.c_proj((weights @ v).transpose(1, 2).reshape(b, n, d)), (k, v)


class Past(Cached):
    def forward(self, x, layer_past=None, use_cache=False):
        y, present = self.read(x, layer_past)
        return (y, present) if use_cache else y


class Keyed(Cached):
    def forward(self, x, attn_mask=None, memory=None):
        past = None if memory is None else (memory["k"], memory["v"])
        y, (k, v) = self.read(x, past, attn_mask)
        return {"y": y, "memory": {"k": k, "v": v}}


class TimeFirst(Cached):
    """One tensor that holds both."""

    def forward(self, x, kv_cache=None):
        past = None if kv_cache is None else kv_cache.unbind(0)
        y, after = self.read(x.transpose(0, 1), past)
        return y.transpose(0, 1), torch.stack(after)


class Shown(Cached):
    """Shows its weights as well."""

    def forward(self, x, past_key_values=None):
        y, after = self.read(x, past_key_values)
        n = x.shape[1]
        return y, after, x.new_ones(len(x), self.heads, n, after[0].shape[2])


class Forgets(Cached):
    """Hands back what it read last alone."""

    def forward(self, x, past=None):
        y, (k, v) = self.read(x, past)
        return y, (k[:, :, -1:], v[:, :, -1:])


class Keeps(Cached):
    """Takes one and returns none."""

    def forward(self, x, kv_cache=None):
        return self.read(x, kv_cache)[0]


class Crossed(Cached):
    """Takes what an encoder remembers, and returns what it read."""

    def forward(self, x, memory=None):
        y, _ = self.read(x, None)
        return y if memory is None else y + memory.mean(1, keepdim=True), x


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (Past, "layer_past"),
        (Keyed, "memory"),
        (TimeFirst, "kv_cache"),
        (Shown, "past_key_values"),
    ],
)
def test_a_cache_of_any_name_is_handed_back(target, name):
    understood = adapt(target, Attention).understood
    shown = "shown" if target is Shown else "not shown"
    assert f"weights {shown}, cache taken back as {name}" in str(understood)
    answers = found("Attention", target)
    assert answers["pieces_error"]
    assert False not in answers.values()


def test_what_is_carried_is_the_modules_own_cache():
    model = build(adapt(Past, Attention), 3, 2, seeds=[0, 1], model_width=6, heads=3)
    x = torch.zeros(2, 4, 5, 3)
    _, state = model.run(x, model.initial_state(4))
    assert [tuple(part.shape) for part in state] == [(2, 4, 3, 5, 2)] * 2
    _, state = model.run(x, state)
    assert state[0].shape[3] == 10


class NoOffset(Cached):
    """Masks the new steps as though none stood before them."""

    def forward(self, x, past_key_values=None):
        n, before = x.shape[1], 0 if past_key_values is None else past_key_values[0].shape[2]
        return self.read(x, past_key_values, torch.ones(n, n + before, dtype=torch.bool).tril())


class Placed(NoOffset):
    """Has to be told where the new steps stand."""

    def forward(self, x, past_key_values=None, cache_position=None):
        return super().forward(x, past_key_values)


def test_a_cache_that_is_taken_back_and_gives_other_outputs_is_found():
    said = "cache taken back as past_key_values, which gives other outputs than the whole"
    assert said in str(adapt(NoOffset, Attention).understood)
    answers = found("Attention", NoOffset)
    assert {probe for probe, right in answers.items() if right is False} == {"pieces_error"}


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (Forgets, "past"),
        (Keeps, "kv_cache"),
        (Placed, "past_key_values"),
        (Crossed, "memory"),
    ],
)
def test_a_cache_that_cannot_be_used_is_said_and_not_tested(target, name):
    said = f"its cache could not be used: handed back as {name}, nothing that it returns"
    assert said in str(adapt(target, Attention).understood)
    answers = found("Attention", target)
    assert answers["output_error"]
    assert answers["pieces_error"] is None
    model = build(adapt(target, Attention), 3, 2, seeds=[0], model_width=6, heads=3)
    x = torch.zeros(1, 1, 2, 3)
    _, state = model.run(x, model.initial_state(1))
    with pytest.raises(NotExposed, match=said):
        model.run(x, state)


def test_heads_without_a_cache_are_not_spoken_of():
    assert "cache" not in str(adapt(nn.MultiheadAttention, Attention).understood)
