"""Calibration on gated networks whose readings are known in closed form."""

import math

import pytest
import torch

from sequence_models.ablations import GRUSharedVector, LSTMBlindGates, LSTMDenseCell
from sequence_models.architectures import GRU, LSTM, RNN
from sequence_models.probes import (
    carried_numbers,
    direct_path_error,
    full_path_error,
    gradient_half_life,
    largest_memory,
    mean_keep,
    path_excess,
    shown_share,
    source_bigram_entropy,
    source_entropy,
)
from sequence_models.tasks import SecondOrderSource

SEEDS = range(3)


def build_for(arch, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return build


def leak(keep):
    """A linear network that keeps this share of its state at each step."""
    return build_for(RNN, activation="identity", initialisation="identity", gain=keep)


@pytest.mark.parametrize("steps", [3.0, 20.0])
def test_a_leak_has_the_half_life_of_its_share(steps):
    half_life = gradient_half_life(leak(0.5 ** (1 / steps)), seeds=SEEDS)
    torch.testing.assert_close(half_life, torch.full_like(half_life, steps))


def test_a_gradient_that_grows_has_no_half_life():
    assert gradient_half_life(leak(1.01), seeds=SEEDS).isinf().all()


def test_the_direct_path_is_exact_and_the_full_one_where_gates_are_blind():
    assert (direct_path_error(build_for(LSTM), seeds=SEEDS, lag=10) < 1e-12).all()
    assert (full_path_error(build_for(LSTMBlindGates), seeds=SEEDS, lag=10) < 1e-12).all()
    excess = path_excess(build_for(LSTMBlindGates), seeds=SEEDS, lag=10)
    torch.testing.assert_close(excess, torch.zeros_like(excess), rtol=0, atol=1e-12)


def test_a_mixed_cell_is_no_product_of_gates():
    assert (direct_path_error(build_for(LSTMDenseCell), seeds=SEEDS, lag=10) > 0.1).all()


def test_full_and_direct_path_differ_where_gates_see_the_state():
    assert (full_path_error(build_for(LSTM), seeds=SEEDS, lag=10) > 0.1).all()


def test_an_identity_adds_up_its_input():
    build = build_for(RNN, activation="identity", initialisation="identity", hidden=2)
    once, often = (largest_memory(build, seeds=SEEDS, length=n) for n in (1, 7))
    torch.testing.assert_close(often, 7 * once)


def test_the_scale_multiplies_every_parameter():
    build = build_for(RNN, activation="identity", initialisation="identity", gain=0.0)
    plain, scaled = (largest_memory(build, seeds=SEEDS, length=1, scale=s) for s in (1.0, 3.0))
    torch.testing.assert_close(scaled, 3 * plain)


def test_a_large_keep_bias_is_read_off_the_gate():
    for build in (build_for(GRU, keep_bias=20.0), build_for(LSTM, forget_bias=20.0)):
        kept = mean_keep(build, seeds=SEEDS)
        torch.testing.assert_close(kept, torch.ones_like(kept))
    shut = mean_keep(build_for(GRU, keep_bias=-20.0), seeds=SEEDS)
    assert (shut < 1e-6).all()


def test_a_gru_shows_all_that_it_stores():
    def tiny(*, inputs, outputs, dtype=None):
        model = GRU(inputs, outputs, seeds=SEEDS, dtype=dtype)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.mul_(1e-3)
        return model

    share = shown_share(tiny, seeds=SEEDS)
    torch.testing.assert_close(share, torch.ones_like(share), rtol=0, atol=1e-5)


def test_carried_numbers_are_counted_per_layer_and_part():
    counts = {GRU: 10, LSTM: 20, GRUSharedVector: 5}
    for arch, number in counts.items():
        counted = carried_numbers(build_for(arch, hidden=5, layers=2), seeds=SEEDS)
        assert counted.tolist() == [number] * 3


def test_a_source_without_preference_has_the_entropy_of_its_alphabet():
    task = SecondOrderSource(sharpness=0.0, symbols=4)
    for probe in (source_entropy, source_bigram_entropy):
        nats = probe(seeds=SEEDS, task=task)
        torch.testing.assert_close(nats, torch.full_like(nats, math.log(4)))
