"""Calibration on gated cells whose memories, gates and disclosures are known in closed form."""

import math

import pytest
import torch

from sequence_models.ablations import GRUSharedVector
from sequence_models.architectures import GRU, LSTM, RNN
from sequence_models.probes import carried_numbers, largest_memory, mean_keep, shown_share

from .calibration import SEEDS, build_for, gated, read, same
from .recording import Recording, drawn_like_weights


def test_an_identity_adds_up_its_input():
    build = build_for(RNN, activation="identity", initialisation="identity", hidden=2)
    once, often = (read(largest_memory, build, length=n) for n in (1, 7))
    torch.testing.assert_close(often, 7 * once)


def test_the_scale_multiplies_every_parameter():
    build = build_for(RNN, activation="identity", initialisation="identity", gain=0.0)
    plain, scaled = (read(largest_memory, build, length=1, scale=s) for s in (1.0, 3.0))
    torch.testing.assert_close(scaled, 3 * plain)


def constant(*memory, **parts):
    """A cell that holds these numbers after every step."""
    c = torch.tensor(memory, dtype=torch.float64)
    return gated(lambda before, h, x_t: 0 * before + c, hidden=len(c), **parts)


@pytest.mark.parametrize("memory", [(0.5, 2.0), (0.5, -2.0), (-2.0, 0.5)])
def test_the_largest_memory_is_that_of_any_unit_and_either_sign(memory):
    boastful = constant(*memory, show=lambda c: 10 * c)
    assert same(2.0, read(largest_memory, boastful, length=3))


def test_the_largest_memory_is_that_of_any_step():
    rising = gated(lambda c, h, x_t: c + 1, hidden=1)
    falling = gated(lambda c, h, x_t: torch.where(c == 0, 2.0, c / 2), hidden=1)
    assert same(9.0, read(largest_memory, rising, length=9))
    assert same(2.0, read(largest_memory, falling, length=9))


def test_the_first_input_of_every_sequence_is_repeated():
    handed = Recording(constant(1.0, 2.0))
    read(largest_memory, handed, length=3, sequences=100)
    first, second, third = handed.inputs
    assert torch.equal(first, second)
    assert torch.equal(first, third)
    assert first.shape[1] == 100
    assert same(1.0, first.std((1, 2, 3)), within=0.2)


def test_a_large_keep_bias_is_read_off_the_gate():
    for build in (build_for(GRU, keep_bias=20.0), build_for(LSTM, forget_bias=20.0)):
        assert same(1.0, read(mean_keep, build), within=1e-6)
    assert same(0.0, read(mean_keep, build_for(GRU, keep_bias=-20.0)), within=1e-6)


def test_the_mean_keep_gate_is_that_of_all_sequences_steps_and_units():
    def gates(x):
        given = torch.zeros_like(x[..., :2])
        given[:, 0] += 0.4
        given[:, :, 0] += 0.2
        given[..., 0] += 0.1
        return given

    kept = read(mean_keep, constant(1.0, 1.0, gates=gates), length=10, sequences=4)
    assert same(0.4 / 4 + 0.2 / 10 + 0.1 / 2, kept, within=1e-6)


def test_gates_are_read_under_normal_inputs_that_owe_nothing_to_the_weights():
    handed = Recording(constant(1.0, 1.0, gates=lambda x: x))
    read(mean_keep, handed, width=2)
    (x,) = handed.inputs
    assert x.shape == (3, 16, 50, 2)
    assert x.dtype == torch.get_default_dtype()
    assert same(0.0, x.mean((1, 2, 3)), within=0.1)
    assert same(1.0, x.std((1, 2, 3)), within=0.1)
    assert not drawn_like_weights(x)


def test_a_gru_shows_all_that_it_stores():
    def tiny(*, inputs, outputs, dtype=None):
        model = GRU(inputs, outputs, seeds=SEEDS, dtype=dtype)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.mul_(1e-3)
        return model

    assert same(1.0, read(shown_share, tiny), within=1e-5)


def test_what_is_shown_is_compared_with_the_squashed_memory_as_a_whole():
    gates = torch.tensor([0.3, 0.9], dtype=torch.float64)
    stored = constant(4.0, 0.5, show=lambda c: gates * c.tanh())
    large, small = math.tanh(4.0), math.tanh(0.5)
    share = math.hypot(0.3 * large, 0.9 * small) / math.hypot(large, small)
    assert same(share, read(shown_share, stored))


def test_what_is_shown_is_that_of_the_last_step():
    frank_but_for_the_fifth = gated(
        lambda c, h, x_t: c + 1,
        hidden=1,
        show=lambda c: torch.where(c == 5, 0.25, 1.0) * c.tanh(),
    )
    assert same(0.25, read(shown_share, frank_but_for_the_fifth, length=5))


def test_carried_numbers_are_counted_per_layer_and_part():
    counts = {GRU: 10, LSTM: 20, GRUSharedVector: 5}
    for arch, number in counts.items():
        counted = read(carried_numbers, build_for(arch, hidden=5, layers=2))
        assert counted.tolist() == [number] * 3


def test_one_input_and_one_output_are_enough_to_count_what_is_carried():
    handed = Recording(build_for(GRU))
    read(carried_numbers, handed)
    assert handed.asked == [(1, 1, None)]
