"""Parts of a class from elsewhere that ours do not have: names, conditions, several layers."""

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import GRU, LSTM, RNN
from sequence_models.architectures.interface import NotExposed
from sequence_models.probes.starts import any_start
from sequence_models.replicas import normal, streams

PAIRS = [(nn.RNN, RNN), (nn.GRU, GRU), (nn.LSTM, LSTM)]


class Doors(nn.LSTM):
    """An LSTM that scales what it is given by a number of a name of its own, and keeps another."""

    def __init__(self, input_size, hidden_size, batch_first=True):
        super().__init__(input_size, hidden_size, batch_first=batch_first)
        self.door = nn.Parameter(torch.randn(input_size))
        self.register_buffer("sill", torch.randn(input_size))

    def forward(self, x, state):
        return super().forward(x * self.door + self.sill, state)


class Plain(LSTM):
    """Keeps our interface; of our conditions it takes the size alone."""

    def __init__(self, inputs, outputs, *, seeds, hidden=5, dtype=None):
        super().__init__(inputs, outputs, seeds=seeds, hidden=hidden, dtype=dtype)


class Anything(LSTM):
    """Keeps our interface and takes every condition."""

    def __init__(self, inputs, outputs, *, seeds, dtype=None, **conditions):
        super().__init__(inputs, outputs, seeds=seeds, dtype=dtype, **conditions)


def built(target, architecture, seeds=range(3), **conditions):
    with any_start():
        return adapt(target, architecture)(3, 2, seeds=seeds, dtype=torch.float64, **conditions)


def test_a_class_whose_start_cannot_be_set_is_not_tested_where_the_start_matters():
    with pytest.raises(NotExposed, match="its parameter door"):
        adapt(Doors, LSTM)(3, 2, seeds=[0])


def sequences(replicas=3):
    return normal(streams(range(replicas), "inputs"), 4, 6, 3)


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
@pytest.mark.parametrize("layers", [2, 3])
def test_layers_stepped_and_chunked_equal_the_whole(target, architecture, layers):
    model, x = built(target, architecture, layers=layers, hidden=4), sequences()
    for sizes in ([1] * 6, [2, 4]):
        state, pieces = model.initial_state(4), []
        for part in x.split(sizes, 2):
            y, state = model.run(part, state)
            pieces.append(y)
        torch.testing.assert_close(torch.cat(pieces, 2), model(x))


@pytest.mark.parametrize(("target", "architecture"), [(nn.RNN, RNN), (nn.LSTM, LSTM)])
def test_a_state_of_several_layers_is_ordered_as_ours(target, architecture):
    theirs = built(target, architecture, layers=2, hidden=4)
    ours = architecture(3, 2, seeds=range(3), layers=2, hidden=4, dtype=torch.float64)
    state = tuple(normal(streams(range(3), f"part {n}"), 4, 4) for n in range(2 * theirs.parts))
    (y, after), (same, carried) = theirs.run(sequences(), state), ours.run(sequences(), state)
    torch.testing.assert_close(y, same)
    torch.testing.assert_close(after, carried)


def held(seeds, name):
    """What each replica holds under this name."""
    network = built(Doors, LSTM, seeds=seeds).network
    return {**network.leaves, **network.fixed}[f"module|{name}"]


@pytest.mark.parametrize("name", ["door", "sill"])
def test_a_number_of_a_foreign_name_is_drawn_for_each_replica_from_its_own_seed(name):
    numbers = held(range(3), name)
    assert len(numbers.unique()) == 9
    assert torch.equal(numbers[1:2], held([1], name))


def test_every_replica_runs_with_its_own_numbers():
    together, alone = built(Doors, LSTM), built(Doors, LSTM, seeds=[2])
    torch.testing.assert_close(together(sequences())[2:], alone(sequences()[2:]))


def test_drawing_a_module_leaves_torchs_own_stream_as_it_was():
    torch.manual_seed(0)
    before = torch.get_rng_state()
    built(Doors, LSTM)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_condition_that_a_class_does_not_take_is_not_exposed():
    said = "^it has no parameter forget_bias: Plain cannot be given forget_bias, which LSTM takes$"
    with pytest.raises(NotExposed, match=said):
        built(Plain, LSTM, forget_bias=1.0)


def test_a_condition_that_a_class_takes_is_given_to_it():
    assert built(Plain, LSTM, hidden=7).state_size() == 14
    assert (built(Anything, LSTM, forget_bias=3.0).cells[0].W.bias.chunk(4, -1)[1] == 3).all()


def test_a_condition_that_is_not_asked_for_is_as_in_the_named_architecture():
    assert built(Plain, LSTM).state_size() == LSTM(3, 2, seeds=[0]).state_size()
