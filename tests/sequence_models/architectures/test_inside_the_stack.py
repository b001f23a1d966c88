"""What a stack of blocks shows of itself is what it computes with."""

import math

import pytest
import torch

from sequence_models.architectures import BlockwiseAttention, LinearAttention, Transformer
from sequence_models.architectures.linear_attention import features
from sequence_models.architectures.positions import POSITIONS
from sequence_models.replicas import normal, streams

SEEDS = range(2)
NORMALISATIONS = ["none", "pre", "post"]


def make(architecture=Transformer, **conditions):
    """Two layers, with every number away from its start."""
    model = architecture(
        5, 2, seeds=SEEDS, model_width=8, heads=2, layers=2, dtype=torch.float64, **conditions
    )
    for parameter in model.parameters():
        parameter.data += 0.3 * normal(streams(SEEDS, "moved"), *parameter.shape[1:])
    return model


def inputs():
    return normal(streams(SEEDS, "inputs"), 3, 7, 5)


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
def test_the_patterns_shown_are_those_that_the_run_reads_with(
    monkeypatch, normalisation, positions
):
    model, read = make(normalisation=normalisation, positions=positions), []
    for block in model.blocks:
        pattern = block.attention.pattern
        monkeypatch.setattr(
            block.attention, "pattern", lambda q, k, p=pattern: read.append(p(q, k)) or read[-1]
        )
    model(inputs())
    used = list(read)
    shown = model.patterns(inputs())
    assert len(shown) == len(used) == 2
    for one, other in zip(shown, used, strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-12)


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_the_streams_shown_are_those_between_the_blocks(normalisation):
    model, passed = make(normalisation=normalisation, positions="learned"), []
    for block in model.blocks:
        block.register_forward_hook(lambda _, given, gave: passed.append((given[0], gave[0])))
    y = model(inputs())
    (first, second), (_, third) = passed
    shown = model.streams(inputs())
    torch.testing.assert_close(shown, [first, second, third], rtol=0, atol=1e-12)
    torch.testing.assert_close(model.readout(model.closing(third)), y, rtol=0, atol=1e-12)
    assert torch.equal(model.closing(third), third) == (normalisation != "pre")


@pytest.mark.parametrize("sizes", [[1] * 7, [3, 4], [2, 1, 4]], ids=str)
@pytest.mark.parametrize("window", [None, 1, 3])
def test_keys_of_positions_go_on_where_a_stretch_begins(sizes, window):
    model, x = make(keys="positions", window=window), inputs()
    state, pieces = model.initial_state(3), []
    for part in x.split(sizes, 2):
        y, state = model.run(part, state)
        pieces.append(y)
    torch.testing.assert_close(torch.cat(pieces, 2), model(x), rtol=0, atol=1e-12)


def test_no_more_scores_are_held_than_sixteen_queries_by_sixteen_keys(monkeypatch):
    model, held = make(BlockwiseAttention), []
    for block in model.blocks:
        scores = block.attention.block_scores
        monkeypatch.setattr(
            block.attention,
            "block_scores",
            lambda q, k, *at, scores=scores: (
                held.append((q.shape[-2], k.shape[-2])) or scores(q, k, *at)
            ),
        )
    model(normal(streams(SEEDS, "inputs"), 1, 40, 5))
    assert held == [(q, k) for q in (16, 16, 8) for k in (16, 16, 8)] * 2


def test_features_are_elu_and_one():
    x = torch.tensor([-2.0, -1.0, 0.0, 1.0, 3.0])
    assert features(x).tolist() == pytest.approx([math.exp(-2), math.exp(-1), 1, 2, 4])


def test_linear_attention_weighs_keys_by_products_of_features():
    attention = make(LinearAttention).blocks[0].attention
    stream = normal(streams(SEEDS, "stream"), 3, 7, 8)
    q, k, v = attention.project(stream, 0)
    read = []
    for t in range(7):
        shares = (features(q[..., t : t + 1, :]) * features(k[..., : t + 1, :])).sum(-1)
        read.append((shares.unsqueeze(-1) * v[..., : t + 1, :]).sum(-2) / shares.sum(-1, True))
    expected = attention.W_o(torch.stack(read, -2).transpose(2, 3).flatten(-2))
    y, _ = attention(stream, attention.initial_cache(3))
    torch.testing.assert_close(y, expected, rtol=0, atol=1e-12)


def test_a_vector_is_turned_forwards_by_its_position():
    rotary = POSITIONS["rotary"](
        4, 1, streams=streams(SEEDS, "weights"), longest=8, dtype=torch.float64
    )
    ones = torch.tensor([1.0, 1.0, 0.0, 0.0], dtype=torch.float64).expand(2, 1, 1, 3, 4)
    turned = rotary.turn(ones, 2)[0, 0, 0]
    for step, t in enumerate((2, 3, 4)):
        fast, slow = t, t / 100
        expected = [math.cos(fast), math.cos(slow), math.sin(fast), math.sin(slow)]
        assert turned[step].tolist() == pytest.approx(expected)
