"""Calibration against counts by hand."""

import pytest
import torch

from sequence_models.ablations import RNNWithoutRecurrence
from sequence_models.architectures import GRU, RNN, Attention
from sequence_models.probes import (
    mixing_share,
    multiply_accumulates,
    parameters,
    sequential_depth,
    step_cost,
)
from sequence_models.probes.cost import longest_chain

from .calibration import Offset, build_for, by_hand, read


def counted(probe, build, **conditions):
    (value,) = set(read(probe, build, width=3, **conditions).tolist())
    return value


def test_parameters_of_the_rnn_and_the_gru_are_counted():
    assert counted(parameters, build_for(RNN, hidden=5)) == (5 * 5 + 5 * 3 + 5) + (3 * 5 + 3)
    assert counted(parameters, build_for(GRU, hidden=5)) == 3 * (5 * 5 + 5 * 3 + 5) + (3 * 5 + 3)


def test_multiply_accumulates_of_the_rnn_are_counted():
    per_step = 5 * 3 + 5 * 5 + 3 * 5
    assert counted(multiply_accumulates, build_for(RNN, hidden=5), length=7) == 7 * per_step


def test_the_longest_chain_is_the_longest_and_not_the_sum():
    x = torch.ones(1, requires_grad=True)
    short, long = x.sin(), x.sin().cos().exp()
    assert longest_chain(long) == 4
    assert longest_chain(short + long) == 5


def test_a_number_that_is_given_waits_for_nothing():
    given = torch.ones(1, requires_grad=True)
    assert longest_chain(given) == longest_chain(given.detach()) == 1
    assert longest_chain(given.sin()) == 2


@pytest.mark.parametrize("probe", [multiply_accumulates, step_cost])
def test_counting_prints_nothing(probe, capsys):
    read(probe, build_for(RNN), length=2)
    assert capsys.readouterr() == ("", "")


def test_each_step_of_an_rnn_waits_for_two_operations():
    depths = [counted(sequential_depth, build_for(RNN), length=n) for n in (4, 5, 9)]
    assert depths[1] - depths[0] == 2
    assert depths[2] - depths[0] == 10


def test_nothing_waits_where_nothing_recurs():
    build = build_for(RNNWithoutRecurrence)
    assert counted(sequential_depth, build, length=4) == counted(sequential_depth, build, length=40)


@pytest.mark.parametrize("length", [1, 9])
def test_a_map_waits_for_its_parameter_its_operations_and_the_choice_of_a_step(length):
    parameter, add_and_sin, choice = 1, 2, 1
    depth = counted(sequential_depth, by_hand(Offset), length=length)
    assert depth == parameter + add_and_sin + choice


def test_a_long_graph_needs_no_recursion():
    assert counted(sequential_depth, build_for(RNN), length=3000) > 6000


def test_the_share_of_pairs_is_that_of_the_square():
    share = read(mixing_share, build_for(Attention, model_width=4), length=24, width=4)
    linear, square = 24 * (4 * 4 * 4 + 2 * 4 * 4), 2 * 24**2 * 4
    assert share.tolist() == [pytest.approx(square / (linear + square))] * 3


def test_what_pays_nothing_for_pairs_has_no_share_of_them():
    assert counted(mixing_share, build_for(RNN), length=8) == 0
