"""Calibration on gated cells whose paths through time are known in closed form."""

import math

import pytest
import torch

from sequence_models.ablations import LSTMBlindGates, LSTMDenseCell
from sequence_models.architectures import LSTM
from sequence_models.probes import direct_path_error, full_path_error, path_excess

from .calibration import build_for, gated, read, same


def cell(kept, *, coupling=((0.0,),), claimed=None):
    """c_t = kept c_{t−1} + W h_{t−1} and h_t = c_t, which may claim that it keeps more or less."""
    W = torch.tensor(coupling, dtype=torch.float64)
    shown = kept if claimed is None else claimed

    def carry(c, h, x_t):
        return kept * c + h @ W.T

    return gated(carry, hidden=len(W), gates=lambda x: shown + 0 * x[..., : len(W)])


def test_the_direct_path_is_exact_and_the_full_one_where_gates_are_blind():
    blind = build_for(LSTMBlindGates)
    assert same(0.0, read(direct_path_error, build_for(LSTM), lag=10))
    assert same(0.0, read(full_path_error, blind, lag=10))
    assert same(0.0, read(path_excess, blind, lag=10))


def test_a_mixed_cell_is_no_product_of_gates():
    assert (read(direct_path_error, build_for(LSTMDenseCell), lag=10) > 0.1).all()


def test_full_and_direct_path_differ_where_gates_see_the_state():
    assert (read(full_path_error, build_for(LSTM), lag=10) > 0.1).all()


def test_the_error_is_the_largest_difference_over_the_largest_product():
    false = cell(0.25, claimed=0.5)
    for probe in (direct_path_error, full_path_error):
        assert same(0.5, read(probe, false, lag=1))
        assert same(0.75, read(probe, false, lag=2))


def test_what_is_exposed_counts_as_a_path_only_where_every_path_is_meant():
    coupled = cell(0.5, coupling=[[1.5]])
    assert same(0.0, read(direct_path_error, coupled, lag=3))
    assert same(15.0, read(full_path_error, coupled, lag=3))


@pytest.mark.parametrize(("coupling", "excess"), [(0.5, math.log10(2)), (-0.45, -1.0)])
def test_the_excess_is_in_decades_of_the_memory_alone(coupling, excess):
    assert same(excess, read(path_excess, cell(0.5, coupling=[[coupling]]), lag=2))


def test_the_excess_compares_all_directions_together_and_rows_that_cancel_are_not_lost():
    mixed = cell(0.5, coupling=[[1.0, 0.0], [-1.0, 0.0]])
    # ‖½ I + W‖² over ‖½ I‖² = (1.5² + 1 + 0.5²) / (0.5² + 0.5²)
    assert same(math.log10(7) / 2, read(path_excess, mixed, lag=2, sequences=20_000), within=0.01)


def test_gates_that_follow_the_inputs_are_multiplied_over_all_steps():
    follows = gated(
        lambda c, h, x_t: x_t[..., :2].sigmoid() * c, hidden=2, gates=lambda x: x[..., :2].sigmoid()
    )
    assert same(0.0, read(direct_path_error, follows, lag=5))


def test_the_path_begins_at_the_first_memory():
    squared = gated(lambda c, h, x_t: c.square(), hidden=1, start=0.3, gates=lambda x: x * 0 + 0.6)
    assert same(0.0, read(direct_path_error, squared, lag=1, width=1))
