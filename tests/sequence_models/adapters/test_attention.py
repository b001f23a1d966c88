"""Torch's attention and Transformer layer behind the interface."""

import pytest
import torch
from torch import nn

from sequence_models.adapters import adapt
from sequence_models.architectures import Attention, Transformer
from sequence_models.architectures.interface import NotExposed
from sequence_models.replicas import normal, streams
from sequence_models.tasks import FirstSymbol
from sequence_models.training.fit import fit

PAIRS = [(nn.MultiheadAttention, Attention), (nn.TransformerEncoderLayer, Transformer)]
SETTINGS = [
    {},
    {"causal": False},
    {"window": 3, "layers": 2},
    {"positions": "alibi", "heads": 2},
    {"positions": "sinusoidal"},
]


def built(target, architecture, seeds=range(3), **conditions):
    adapted = adapt(target, architecture)
    return adapted(5, 2, seeds=seeds, model_width=8, dtype=torch.float64, **conditions)


def sequences():
    return normal(streams(range(3), "inputs"), 4, 7, 5)


@pytest.mark.parametrize("conditions", SETTINGS, ids=str)
def test_torchs_heads_are_ours_to_the_last_number(conditions):
    theirs = built(nn.MultiheadAttention, Attention, **conditions)
    ours = Attention(5, 2, seeds=range(3), model_width=8, dtype=torch.float64, **conditions)

    torch.testing.assert_close(theirs(sequences()), ours(sequences()))
    for pattern, same in zip(theirs.patterns(sequences()), ours.patterns(sequences()), strict=True):
        torch.testing.assert_close(pattern, same)


@pytest.mark.parametrize(
    "conditions", [*SETTINGS, {"normalisation": "post", "feedforward": 12, "layers": 2}], ids=str
)
def test_torchs_layers_are_ours_to_the_last_number(conditions):
    theirs = built(nn.TransformerEncoderLayer, Transformer, **conditions)
    ours = Transformer(5, 2, seeds=range(3), model_width=8, dtype=torch.float64, **conditions)

    torch.testing.assert_close(theirs(sequences()), ours(sequences()))


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
def test_parameters_are_as_many_as_those_of_the_named_architecture(target, architecture):
    theirs, ours = built(target, architecture), architecture(5, 2, seeds=range(3), model_width=8)
    assert sum(p.numel() for p in theirs.parameters()) == sum(p.numel() for p in ours.parameters())


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
@pytest.mark.parametrize("conditions", [{}, {"window": 3, "layers": 2}], ids=str)
def test_stepped_and_whole_runs_agree(target, architecture, conditions):
    model, x = built(target, architecture, **conditions), sequences()
    state, y = model.initial_state(4), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        y.append(y_t)
    torch.testing.assert_close(torch.stack(y, 2), model(x))


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
def test_replica_depends_on_its_own_seed_through_training(target, architecture):
    task, adapted = FirstSymbol(lag=4), adapt(target, architecture)
    together, alone = (adapted(task.inputs, task.outputs, seeds=s) for s in ([3, 4, 5], [4]))
    for model, seeds in ((together, [3, 4, 5]), (alone, [4])):
        fit(model, task, seeds=seeds, steps=3)
    x = task.sample(streams([4], "exam"), 5).inputs
    torch.testing.assert_close(
        together(x.expand(3, -1, -1, -1))[1], alone(x)[0], rtol=1e-4, atol=1e-5
    )


@pytest.mark.parametrize(
    ("target", "architecture", "asked"),
    [
        (nn.MultiheadAttention, Attention, {"positions": "rotary"}),
        (nn.TransformerEncoderLayer, Transformer, {"normalisation": "none"}),
        (nn.TransformerEncoderLayer, Transformer, {"feedforward": 0}),
        (nn.TransformerEncoderLayer, Transformer, {"keys": "positions"}),
    ],
)
def test_what_a_module_cannot_be_given_is_not_exposed(target, architecture, asked):
    with pytest.raises(NotExposed):
        built(target, architecture, **asked)


def test_layer_does_not_show_its_weights():
    with pytest.raises(NotExposed):
        built(nn.TransformerEncoderLayer, Transformer).patterns(sequences())


@pytest.mark.parametrize("target", [nn.LSTM, nn.Linear])
def test_class_of_another_convention_is_refused(target):
    with pytest.raises(TypeError, match=f"{target.__name__} cannot stand for Attention\n"):
        adapt(target, Attention)
