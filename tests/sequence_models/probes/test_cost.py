import torch

from sequence_models.ablations import RNNWithoutRecurrence
from sequence_models.architectures import GRU, RNN
from sequence_models.probes import multiply_accumulates, parameters, sequential_depth
from sequence_models.probes.cost import longest_chain

SEEDS = range(2)


def build_for(arch=RNN, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return build


def read(probe, build, **conditions):
    (value,) = set(probe(build, seeds=SEEDS, width=3, **conditions).tolist())
    return value


def test_parameters_of_the_rnn_and_the_gru_are_counted():
    assert read(parameters, build_for(hidden=5)) == (5 * 5 + 5 * 3 + 5) + (3 * 5 + 3)
    assert read(parameters, build_for(GRU, hidden=5)) == 3 * (5 * 5 + 5 * 3 + 5) + (3 * 5 + 3)


def test_multiply_accumulates_of_the_rnn_are_counted():
    per_step = 5 * 3 + 5 * 5 + 3 * 5
    assert read(multiply_accumulates, build_for(hidden=5), length=7) == 7 * per_step


def test_the_longest_chain_is_the_longest_and_not_the_sum():
    x = torch.ones(1, requires_grad=True)
    short, long = x.sin(), x.sin().cos().exp()
    assert longest_chain(long) == 4
    assert longest_chain(short + long) == 5


def test_each_step_of_an_rnn_waits_for_two_operations():
    depths = [read(sequential_depth, build_for(), length=n) for n in (4, 5, 9)]
    assert depths[1] - depths[0] == 2
    assert depths[2] - depths[0] == 10


def test_nothing_waits_where_nothing_recurs():
    build = build_for(RNNWithoutRecurrence)
    assert read(sequential_depth, build, length=4) == read(sequential_depth, build, length=40)


def test_a_long_graph_needs_no_recursion():
    assert read(sequential_depth, build_for(), length=3000) > 6000
