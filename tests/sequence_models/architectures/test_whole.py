"""Attention and blocks over a whole sequence compute what they compute with a cache."""

import inspect

import pytest
import torch

from sequence_models import ablations
from sequence_models.architectures import (
    Attention,
    BlockwiseAttention,
    LinearAttention,
    MultiQueryAttention,
    Transformer,
)
from sequence_models.architectures.attention import MultiHeadAttention, softmax
from sequence_models.architectures.block import LayerNorm
from sequence_models.architectures.positions import POSITIONS
from sequence_models.differentiation import differentiated_once
from sequence_models.replicas import normal, streams

SEEDS = range(2)


def draw(name, *shape):
    return normal(streams(SEEDS, name), *shape)


def make(architecture, **conditions):
    """A model with every number away from its start."""
    given = {"model_width": 8, "heads": 2, "layers": 2} | conditions
    model = architecture(5, 3, seeds=SEEDS, dtype=torch.float64, **given)
    for k, p in enumerate(model.parameters()):
        p.data += 0.2 * draw(f"moved {k}", *p.shape[1:])
    return model


def run(model, sizes, batch=3):
    """Outputs, caches and all gradients."""
    x = draw("x", batch, sum(sizes), 5).requires_grad_()
    pieces, state = [], model.initial_state(batch)
    for part in x.split(sizes, 2):
        y, state = model.run(part, state)
        pieces.append(y)
    given = [torch.cat(pieces, 2), *state]
    error = sum((p * draw(f"error {k}", *p.shape[1:])).sum() for k, p in enumerate(given))
    sources = [x, *(p for p in model.parameters() if p.requires_grad)]
    return [*given, *torch.autograd.grad(error, sources, allow_unused=True)]


def assert_same(model, sizes):
    plain = run(model, sizes)
    with differentiated_once():
        whole = run(model, sizes)
    for one, other in zip(plain, whole, strict=True):
        if one is None or other is None:
            assert one is other
        else:
            assert (one - other).abs().max() <= 1e-10 * one.abs().max().clamp_min(1)


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("heads", [1, 2])
@pytest.mark.parametrize("sizes", [[1], [7], [20], [5, 12]], ids=str)
def test_attention_agrees_whatever_the_positions(positions, heads, sizes):
    assert_same(make(Attention, positions=positions, heads=heads), sizes)


@pytest.mark.parametrize("normalisation", ["none", "pre", "post"])
@pytest.mark.parametrize(("causal", "window"), [(True, 3), (False, None), (False, 3)])
def test_blocks_agree_whatever_is_seen_and_normalised(normalisation, causal, window):
    conditions = {"normalisation": normalisation, "causal": causal, "window": window}
    assert_same(make(Transformer, positions="rotary", **conditions), [9])


@pytest.mark.parametrize("feedforward", [None, 0])
@pytest.mark.parametrize("keys", ["content", "positions"])
def test_blocks_agree_whatever_they_are_made_of(feedforward, keys):
    assert_same(make(Transformer, feedforward=feedforward, keys=keys), [4, 1, 6])


HEIRS = [
    architecture
    for architecture in vars(ablations).values()
    if inspect.isclass(architecture) and issubclass(architecture, Transformer)
]


@pytest.mark.parametrize(
    "architecture", [*HEIRS, BlockwiseAttention, LinearAttention, MultiQueryAttention]
)
def test_a_model_with_a_part_changed_computes_what_it_did(architecture):
    assert_same(make(architecture, positions="rotary"), [9])


def taken(model, monkeypatch):
    """Which parts run whole."""
    seen, whole = [], MultiHeadAttention.forward_whole
    monkeypatch.setattr(
        MultiHeadAttention, "forward_whole", lambda part, x: seen.append(part) or whole(part, x)
    )
    with differentiated_once():
        run(model, [4, 5])
    return seen


def test_a_stretch_without_a_past_runs_whole_and_a_later_one_with_its_cache(monkeypatch):
    model = make(Attention)
    assert taken(model, monkeypatch) == [block.attention for block in model.blocks]


@pytest.mark.parametrize(
    "architecture",
    [heir for heir in HEIRS if "mechanism" in vars(heir)],
)
def test_heads_that_change_a_part_never_run_whole(architecture, monkeypatch):
    assert taken(make(architecture), monkeypatch) == []


def test_what_distance_adds_is_made_once_for_each_length():
    model = make(Attention, positions="alibi")
    first, second = (block.attention.added(draw("x", 3, 4, 8)) for block in model.blocks)
    again = model.blocks[0].attention.added(draw("other", 3, 4, 8))
    assert again is first
    assert again is not second
    assert model.blocks[0].attention.added(draw("x", 3, 5, 8)).shape == (2, 5, 5)


@pytest.mark.parametrize("keys", [1, 5, 15, 16, 33])
def test_a_softmax_along_either_axis_is_one(keys):
    scores = draw("scores", 4, keys)[0].expand(6, 4, keys).clone()
    assert torch.allclose(softmax(scores), scores.exp() / scores.exp().sum(-1, keepdim=True))


def test_a_normalisation_has_a_second_derivative_outside_and_none_inside():
    norm, x = LayerNorm(2, 8, dtype=torch.float64), draw("x", 3, 4, 8).requires_grad_()
    (first,) = torch.autograd.grad((norm(x) ** 3).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.square().sum(), x)
    assert second.abs().max() > 0
    with differentiated_once():
        (first,) = torch.autograd.grad((norm(x) ** 3).sum(), x, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        first.square().sum().backward()
