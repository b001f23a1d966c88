"""Calibration against counts by hand."""

import pytest
import torch

from sequence_models.architectures import LSTM, RNN, Attention, Transformer
from sequence_models.probes import (
    cache_size,
    generation_depth,
    largest_tensor,
    projection,
    step_cost,
)
from sequence_models.probes.serving import Largest

from .calibration import SEEDS, Offset, build_for, by_hand, mapping, read, same


def counted(probe, build, **conditions):
    (value,) = set(read(probe, build, **conditions).tolist())
    return value


def test_a_cache_holds_a_key_and_a_value_per_step_and_layer():
    two_layers = build_for(Attention, model_width=8, layers=2)
    assert counted(cache_size, two_layers, length=5) == 5 * 2 * 8 * 2
    assert counted(cache_size, build_for(LSTM, hidden=8), length=5) == 2 * 8
    assert counted(cache_size, mapping(torch.sin), length=5) == 0


def test_a_step_multiplies_four_squares_and_every_pair_twice():
    cost = counted(step_cost, build_for(Attention, model_width=8), length=9, width=8)
    assert cost == 4 * 8 * 8 + 2 * 10 * 8 + 2 * 8 * 8  # with embedding and read-out


def test_an_rnn_pays_the_same_for_every_step():
    two, nine = (counted(step_cost, build_for(RNN), length=n) for n in (2, 9))
    assert two == nine


@pytest.mark.parametrize("arch", [RNN, Transformer])
def test_a_chain_of_outputs_grows_by_one_step_with_each(arch):
    one, two, three = (
        counted(generation_depth, build_for(arch), length=n, feedback=True) for n in (2, 3, 4)
    )
    assert three - two == two - one > 0


@pytest.mark.parametrize("length", [1, 2, 7])
def test_feedback_alone_makes_a_chain_of_steps_without_a_state(length):
    parameter, its_view, add_and_sin, choice_of_a_step = 1, 1, 2, 1
    depth = counted(generation_depth, by_hand(Offset), length=length, feedback=True)
    assert depth == parameter + its_view + length * add_and_sin
    depth = counted(generation_depth, by_hand(Offset), length=length, feedback=False)
    assert depth == parameter + add_and_sin + choice_of_a_step


def test_without_feedback_a_recurrence_is_still_a_chain():
    depths = [counted(generation_depth, build_for(RNN), length=n, feedback=False) for n in (4, 9)]
    assert depths[1] - depths[0] == 5 * 2


def test_the_scores_are_the_largest_tensor_of_a_long_sequence():
    build = build_for(Attention, model_width=16)
    assert counted(largest_tensor, build, length=100) == 100**2


def test_a_number_that_is_only_looked_at_often_is_held_once():
    looks_often = mapping(lambda x: x + x[:, :, :1, :1].neg().expand(-1, -1, -1, 10**6)[..., :1])
    assert counted(largest_tensor, looks_often, length=5, width=3) == 5 * 3


def test_the_largest_tensor_may_be_one_of_several_that_an_operation_returns():
    sorts = mapping(lambda x: x + x[..., :1].expand(-1, -1, -1, 50).sort().values.sum(-1, True))
    assert counted(largest_tensor, sorts, length=5, width=3) == 5 * 50


def test_the_largest_tensor_is_looked_for_without_touching_what_is_computed():
    with Largest() as seen:
        assert seen.numbers == 0
        y = torch.arange(6.0).view(2, 3).sum(1, dtype=torch.float64)
    assert seen.numbers == 6
    assert (y.dtype, y.tolist()) == (torch.float64, [3.0, 12.0])
    assert seen.__torch_dispatch__(torch.sum, (), (y,)) == 15  # as torch may: without keywords


def test_an_operation_that_returns_no_tensor_holds_nothing():
    asks = mapping(lambda x: x * 2 if x[0, 0, 0, 0].item() == 0 else x)
    assert counted(largest_tensor, asks, length=5, width=3) == 5 * 3


def test_equal_models_have_equal_projections_and_others_do_not():
    first, second = (read(projection, build_for(RNN)) for _ in range(2))
    assert torch.equal(first, second)
    assert (read(projection, build_for(LSTM)) != first).all()


def test_a_projection_is_linear_and_weighs_every_step_and_output_by_itself():
    def spike(t, unit):
        return read(projection, mapping(lambda x: one_at(torch.zeros_like(x), t, unit)))

    spikes = torch.stack([spike(t, unit) for t in (0, 20, 39) for unit in (0, 7)])
    assert len(set(spikes.flatten().tolist())) == 6 * len(SEEDS)
    both = mapping(lambda x: one_at(one_at(torch.zeros_like(x), 0, 0), 39, 7))
    torch.testing.assert_close(read(projection, both), spikes[0] + spikes[-1])


def one_at(y, t, unit):
    y[:, :, t, unit] = 1
    return y


def test_the_combination_is_of_what_is_made_of_the_inputs_and_owes_nothing_to_them():
    sizes = read(projection, mapping(lambda x: x)).abs()
    assert (sizes > 0).all()
    assert (sizes < 0.3).all()


def test_the_weights_of_the_combination_are_normal():
    def spike(t, unit):
        return read(projection, mapping(lambda x: one_at(torch.zeros_like(x), t, unit)))

    weights = 40 * 8 * torch.stack([spike(t, unit) for t in range(40) for unit in range(8)])
    assert same(0.0, weights.mean(0), within=0.2)
    assert same(1.0, weights.std(0), within=0.2)
