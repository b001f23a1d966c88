import math

import pytest
import torch

from sequence_models import ablations
from sequence_models.architectures import Attention, Transformer
from sequence_models.replicas import normal, streams

SEEDS = range(2)
NAMES = [name for name in dir(ablations) if name.startswith(("Attention", "Transformer"))]


def make(architecture, **conditions):
    return architecture(
        4, 3, seeds=SEEDS, model_width=8, heads=2, layers=2, dtype=torch.float64, **conditions
    )


def inputs(time=12):
    return normal(streams(SEEDS, "inputs"), 2, time, 4)


def whole(name):
    return Attention if name.startswith("Attention") else Transformer


HIDDEN = ("WrongOffset", "HalfGradient", "ResetEachRun", "GoesOn", "LosesWhenCopied")
HIDDEN += ("ForgetfulCache", "WithoutBiases")
"""What a sequence that is run whole from the start does not show: caches, gradients, copies, what
is handed on, and biases, which start at zero."""


@pytest.mark.parametrize("name", [n for n in NAMES if not n.endswith(HIDDEN)])
def test_an_ablation_computes_something_else_from_the_same_weights(name):
    ablated, x = make(getattr(ablations, name), positions="rotary"), inputs()
    original = make(whole(name), positions="rotary")
    assert ablated.state_dict().keys() == original.state_dict().keys()
    assert (ablated(x) - original(x)).abs().amax() > 1e-2


@pytest.mark.parametrize("name", NAMES)
def test_an_ablation_says_what_it_takes_away(name):
    assert getattr(ablations, name).__doc__.count(".") == 1


def test_a_wrong_offset_shows_with_a_cache_only():
    broken, x = make(ablations.AttentionWrongOffset, positions="rotary"), inputs()
    torch.testing.assert_close(broken(x), make(Attention, positions="rotary")(x))
    _, state = broken.run(x[:, :, :6], broken.initial_state(2))
    rest, _ = broken.run(x[:, :, 6:], state)
    assert (rest - broken(x)[:, :, 6:]).abs().amax() > 1e-2


def test_scales_differ_by_roots_of_the_width():
    head = [
        make(a).blocks[0].attention.scale(16)
        for a in (ablations.AttentionUnscaled, Attention, ablations.AttentionOverscaled)
    ]
    assert head == [1, 1 / 4, 1 / 16]


def test_maps_drawn_as_one_are_bounded_as_one_of_three_times_the_outputs():
    ours, usual = (make(a).blocks[0].attention for a in (ablations.AttentionDrawnAsOne, Attention))
    for name in ("W_q", "W_k", "W_v"):
        one, other = getattr(ours, name).weight, getattr(usual, name).weight
        assert one.abs().max() < math.sqrt(6 / (4 * one.shape[1])) < other.abs().max()
        torch.testing.assert_close(one * math.sqrt(2), other)
    assert torch.equal(ours.W_o.weight, usual.W_o.weight)


def test_a_frozen_pattern_is_even():
    model = make(ablations.AttentionFrozenPattern, causal=False)
    pattern = model.patterns(inputs())[0]
    torch.testing.assert_close(pattern, torch.full_like(pattern, 1 / 12))


def test_a_single_head_has_one_pattern():
    assert make(ablations.AttentionSingleHead).patterns(inputs())[0].shape[2] == 1


def test_a_straight_feed_forward_layer_is_affine():
    (layer, _) = (b.feedforward for b in make(ablations.TransformerLinearFeedForward).blocks)
    x, z = normal(streams(SEEDS, "x"), 2, 5, 8), normal(streams(SEEDS, "z"), 2, 5, 8)
    torch.testing.assert_close(layer((x + z) / 2), (layer(x) + layer(z)) / 2)
