"""Calibration against counts by hand."""

import pytest
import torch

from sequence_models.architectures import LSTM, RNN, Attention, Transformer
from sequence_models.probes import (
    cache_size,
    first_feedforward_gradient,
    generation_depth,
    largest_tensor,
    last_feedforward_gradient,
    mixing_share,
    projection,
    step_cost,
)

SEEDS = range(2)


def build_for(arch, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return build


def reading(probe, arch, conditions, **rest):
    values = probe(build_for(arch, **rest), seeds=SEEDS, **conditions)
    assert (values == values[0]).all()
    return values[0].item()


def test_a_cache_holds_a_key_and_a_value_per_step_and_layer():
    assert reading(cache_size, Attention, {"length": 5}, model_width=8, layers=2) == 5 * 2 * 8 * 2
    assert reading(cache_size, LSTM, {"length": 5}, hidden=8) == 2 * 8


def test_a_step_multiplies_four_squares_and_every_pair_twice():
    cost = reading(step_cost, Attention, {"length": 9, "width": 8}, model_width=8)
    assert cost == 4 * 8 * 8 + 2 * 10 * 8 + 2 * 8 * 8  # with embedding and read-out


def test_an_rnn_pays_the_same_for_every_step():
    assert reading(step_cost, RNN, {"length": 2}) == reading(step_cost, RNN, {"length": 9})


@pytest.mark.parametrize("arch", [RNN, Transformer])
def test_a_chain_of_outputs_grows_by_one_step_with_each(arch):
    one, two, three = (
        reading(generation_depth, arch, {"length": n, "feedback": True}) for n in (2, 3, 4)
    )
    assert three - two == two - one > 0


def test_the_scores_are_the_largest_tensor_of_a_long_sequence():
    assert reading(largest_tensor, Attention, {"length": 100}, model_width=16) == 100**2


def test_the_share_of_pairs_is_that_of_the_square():
    share = reading(mixing_share, Attention, {"length": 24, "width": 4}, model_width=4)
    linear, square = 24 * (4 * 4 * 4 + 2 * 4 * 4), 2 * 24**2 * 4
    assert share == pytest.approx(square / (linear + square))


def test_equal_models_have_equal_projections_and_others_do_not():
    same = [projection(build_for(RNN), seeds=SEEDS) for _ in range(2)]
    assert torch.equal(*same)
    assert (projection(build_for(LSTM), seeds=SEEDS) != same[0]).all()


def test_first_and_last_gradients_are_those_of_the_only_layer_and_flow_from_the_loss():
    build = build_for(Transformer, layers=1)
    first, last = (
        probe(build, seeds=SEEDS)
        for probe in (first_feedforward_gradient, last_feedforward_gradient)
    )
    assert torch.equal(first, last)
    assert first.isfinite().all()
