"""Torch's recurrent modules, and users' own, behind the interface."""

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import GRU, LSTM, RNN
from sequence_models.architectures.interface import GatedModel, NotExposed, countable, showing
from sequence_models.replicas import normal, streams
from sequence_models.tasks import FirstSymbol
from sequence_models.training.fit import fit

PAIRS = [(nn.RNN, RNN), (nn.GRU, GRU), (nn.LSTM, LSTM)]


class TimeMajorLSTM(nn.Module):
    """An LSTM as a user may write it: time first, one bias, the equations step by step."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.weight_ih_l0 = nn.Parameter(torch.randn(4 * hidden_size, input_size) / 4)
        self.weight_hh_l0 = nn.Parameter(torch.randn(4 * hidden_size, hidden_size) / 4)
        self.bias_ih_l0 = nn.Parameter(torch.zeros(4 * hidden_size))

    def forward(self, x, state):
        h, c = (part[0] for part in state)
        shown = []
        for x_t in x:
            mixed = x_t @ self.weight_ih_l0.T + h @ self.weight_hh_l0.T + self.bias_ih_l0
            i, f, g, o = mixed.chunk(4, -1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            shown.append(h)
        return torch.stack(shown), (h[None], c[None])


def built(target, architecture, seeds=range(4), **conditions):
    return adapt(target, architecture)(3, 2, seeds=seeds, dtype=torch.float64, **conditions)


def sequences(replicas=4):
    return normal(streams(range(replicas), "inputs"), 5, 7, 3)


@pytest.mark.parametrize(("target", "architecture"), [*PAIRS, (TimeMajorLSTM, LSTM)])
def test_shapes_parameters_and_state_are_those_of_the_named_architecture(target, architecture):
    theirs, ours = built(target, architecture), architecture(3, 2, seeds=range(4))

    assert theirs(sequences()).shape == (4, 5, 7, 2)
    assert theirs.state_size() == ours.state_size()
    assert sum(p.numel() for p in theirs.parameters()) == sum(p.numel() for p in ours.parameters())


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
def test_outputs_are_those_of_the_module_itself(target, architecture):
    model, x = built(target, architecture, hidden=5, layers=2), sequences()
    module = target(3, 5, num_layers=2, batch_first=True).double()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            name = f"module.{name}"
            parameter.copy_(model.network[name][1] if name in model.network else 0 * parameter)
    y, _ = module(x[1])
    torch.testing.assert_close(model(x)[1], y @ model.readout.weight[1].T + model.readout.bias[1])


@pytest.mark.parametrize(("target", "architecture"), [*PAIRS, (TimeMajorLSTM, LSTM)])
def test_stepped_and_whole_runs_agree(target, architecture):
    model, x = built(target, architecture), sequences()
    state, y = model.initial_state(5), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        y.append(y_t)
    torch.testing.assert_close(torch.stack(y, 2), model(x))


@pytest.mark.parametrize(("target", "architecture"), [*PAIRS, (TimeMajorLSTM, LSTM)])
def test_replica_depends_on_its_own_seed_through_training(target, architecture):
    task, adapted = FirstSymbol(lag=4), adapt(target, architecture)
    together, alone = (adapted(task.inputs, task.outputs, seeds=s) for s in ([3, 4, 5], [4]))
    for model, seeds in ((together, [3, 4, 5]), (alone, [4])):
        fit(model, task, seeds=seeds, steps=3)
    x = task.sample(streams([4], "exam"), 5).inputs
    torch.testing.assert_close(together(x.expand(3, -1, -1, -1))[1], alone(x)[0])


@pytest.mark.parametrize(
    ("target", "architecture", "conditions"),
    [
        (nn.RNN, RNN, {"layers": 2}),
        (nn.RNN, RNN, {"gain": 1.5, "activation": "relu"}),
        (nn.RNN, RNN, {"initialisation": "orthogonal", "gain": 0.9}),
        (nn.LSTM, LSTM, {"layers": 2, "forget_bias": None}),
        (nn.LSTM, LSTM, {"forget_bias": 3.0}),
        (TimeMajorLSTM, LSTM, {"chrono": 50.0}),
    ],
)
def test_subject_is_ours_to_the_last_number(target, architecture, conditions):
    ours = architecture(3, 2, seeds=range(4), dtype=torch.float64, **conditions)
    torch.testing.assert_close(
        built(target, architecture, **conditions)(sequences()), ours(sequences())
    )


def test_gru_starts_with_our_numbers():
    theirs = built(nn.GRU, GRU, keep_bias=4.0).network
    ours = GRU(3, 2, seeds=range(4), dtype=torch.float64, keep_bias=4.0).cells[0]

    torch.testing.assert_close(theirs["module.weight_ih_l0"], ours.W.weight.data)
    torch.testing.assert_close(theirs["module.bias_ih_l0"], ours.W.bias.data)
    assert (theirs["module.bias_ih_l0"].chunk(3, -1)[1] == 4).all()


def test_second_bias_is_zero_for_good():
    network = built(nn.LSTM, LSTM).network

    assert "module.bias_hh_l0" not in network
    assert not network.fixed["module|bias_hh_l0"].any()


@pytest.mark.parametrize(
    ("target", "architecture", "asked"),
    [
        (nn.RNN, RNN, {"activation": "identity"}),
        (nn.GRU, GRU, {"reset": "before"}),
        (TimeMajorLSTM, LSTM, {"layers": 2}),
    ],
)
def test_what_a_module_cannot_be_given_is_not_exposed(target, architecture, asked):
    with pytest.raises(NotExposed, match=f"{target.__qualname__} cannot be given"):
        built(target, architecture, **asked)


def test_what_a_module_does_not_show_is_not_exposed():
    model = built(nn.LSTM, LSTM)
    with pytest.raises(NotExposed, match="LSTM does not show kept, as a GatedModel does"):
        showing(model, GatedModel)
    with pytest.raises(NotExposed, match="kernels"):
        countable(model)


def test_ours_shows_all():
    model = built(LSTM, LSTM)

    assert showing(model, GatedModel) is countable(model) is model


class Raising(LSTM):
    def __init__(self, inputs, outputs, *, seeds, dtype=None):
        raise ValueError("no")


class Partial(nn.Module):
    def __init__(self, inputs, outputs, *, seeds, dtype=None):
        super().__init__()

    def run(self, x, state):
        return x, state


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (Partial, "Say what its parameter "),
        (nn.GRU, "Name the architecture that it is: this is another: GRU cannot stand for LSTM"),
        (int, "Name a class of torch.nn.Module, or a function that returns one: int is"),
        (3, "Name a class of torch.nn.Module, or a function that returns one: 3 is"),
    ],
)
def test_first_words_of_a_refusal_are_the_one_thing_to_change(target, says):
    with pytest.raises(TypeError) as refused:
        adapt(target, LSTM)
    assert str(refused.value).startswith(says)
