"""Calibration on recurrences whose gradients autograd finds whole, in part, or wrongly."""

import pytest
import torch
from torch import nn

from sequence_models.ablations import RNNTransposedPath
from sequence_models.architectures import GRU, RNN, LeakyRNN
from sequence_models.probes import path_sum_error

from .calibration import Recurrence, build_for, by_hand, read, same


@pytest.mark.parametrize("arch", [RNN, GRU, LeakyRNN])
def test_the_sum_over_paths_is_the_gradient_of_any_recurrence(arch):
    assert same(0.0, read(path_sum_error, build_for(arch)))


def test_a_wrong_path_is_seen_in_the_sum():
    assert (read(path_sum_error, build_for(RNNTransposedPath)) > 0.01).all()


class Halving(Recurrence):
    """h_t = h_{t−1}/2 + b."""

    def __init__(self):
        super().__init__(lambda h, x_t: h / 2 + self.b, 1)
        self.b = nn.Parameter(torch.ones(3, 1, 1, dtype=torch.float64))


class Misled(Recurrence):
    """h_t = h_{t−1}/2 + b, where autograd takes the slope of h_{t−1} for 1."""

    def __init__(self):
        super().__init__(lambda h, x_t: h - (h / 2).detach() + self.b, 2)
        self.b = nn.Parameter(torch.ones(3, 1, 2, dtype=torch.float64))


def test_the_distance_is_relative_to_the_gradient_of_autograd():
    whole, by_hand_but_for_the_last_step = 1 + 1 + 1, 1 + 1 + 1 / 2
    error = (whole - by_hand_but_for_the_last_step) / whole
    assert same(error, read(path_sum_error, by_hand(Misled), lag=3, width=2), within=1e-8)


def test_a_window_leaves_out_the_earlier_steps():
    whole, last_two = 1 + 1 / 2 + 1 / 4, 1 + 1 / 2
    reading = read(path_sum_error, build_for(RNN), window=12)
    assert same(0.0, reading)
    error = read(path_sum_error, by_hand(Halving), lag=3, width=1, window=2)
    assert same((whole - last_two) / whole, error, within=1e-8)
