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
def test_torchs_heads_with_our_weights_are_our_heads(conditions):
    theirs = built(nn.MultiheadAttention, Attention, **conditions)
    ours = Attention(5, 2, seeds=range(3), model_width=8, dtype=torch.float64, **conditions)
    for mine, block in zip(ours.blocks, theirs.blocks, strict=True):
        mine, network = mine.attention, block.attention.network
        network["module.in_proj_weight"].copy_(
            torch.cat([W.weight for W in (mine.W_q, mine.W_k, mine.W_v)], 1)
        )
        network["module.out_proj.weight"].copy_(mine.W_o.weight)

    theirs.readout.load_state_dict(ours.readout.state_dict())

    torch.testing.assert_close(theirs(sequences()), ours(sequences()))
    for pattern, same in zip(theirs.patterns(sequences()), ours.patterns(sequences()), strict=True):
        torch.testing.assert_close(pattern, same)


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
def test_parameters_are_as_many_as_those_of_the_named_architecture(target, architecture):
    theirs, ours = built(target, architecture), architecture(5, 2, seeds=range(3), model_width=8)
    assert sum(p.numel() for p in theirs.parameters()) == sum(p.numel() for p in ours.parameters())


def test_matrices_start_as_spread_as_ours():
    ours = Transformer(5, 2, seeds=range(3), model_width=8).blocks[0]
    network = built(nn.TransformerEncoderLayer, Transformer).blocks[0].attention.network
    for name, W in (
        ("self_attn.in_proj_weight", ours.attention.W_q.weight),
        ("self_attn.out_proj.weight", ours.attention.W_o.weight),
        ("linear1.weight", ours.feedforward.W_1.weight),
        ("linear2.weight", ours.feedforward.W_2.weight),
    ):
        largest = network[f"module.{name}"].abs().max().item()
        assert largest == pytest.approx(W.abs().max().item(), rel=0.1)


@pytest.mark.parametrize(("target", "architecture"), PAIRS)
@pytest.mark.parametrize("conditions", [{}, {"window": 3, "layers": 2}], ids=str)
def test_stepped_and_whole_runs_agree(target, architecture, conditions):
    model, x = built(target, architecture, **conditions), sequences()
    state, y = model.initial_state(4), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        y.append(y_t)
    torch.testing.assert_close(torch.stack(y, 2), model(x))


@pytest.mark.parametrize("norm_first", [True, False])
def test_outputs_are_those_of_the_layer_itself(norm_first):
    model = built(
        nn.TransformerEncoderLayer,
        Transformer,
        causal=False,
        normalisation="pre" if norm_first else "post",
    )
    network = model.blocks[0].attention.network
    layer = nn.TransformerEncoderLayer(8, 1, 32, 0.0, batch_first=True, norm_first=norm_first)
    layer = layer.double()
    for name, parameter in layer.named_parameters():
        parameter.data.copy_(network[f"module.{name}"][1])
    before, after = model.streams(sequences())
    torch.testing.assert_close(after[1], layer(before[1]))


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
    with pytest.raises(TypeError, match=r"as a torch.nn.MultiheadAttention, it answers"):
        adapt(target, Attention)
