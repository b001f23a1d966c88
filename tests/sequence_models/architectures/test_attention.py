import pytest
import torch
import torch.nn.functional as F

from sequence_models.architectures import Attention, BlockwiseAttention, LinearAttention
from sequence_models.architectures.attention import MultiHeadAttention
from sequence_models.replicas import normal, streams

SEEDS = range(3)
KINDS = ["none", "sinusoidal", "learned", "rotary", "alibi"]


def make(architecture=Attention, **conditions):
    return architecture(
        5, 2, seeds=SEEDS, model_width=8, heads=2, dtype=torch.float64, **conditions
    )


def inputs(time=9):
    return normal(streams(SEEDS, "inputs"), 4, time, 5)


def heads_of(model) -> MultiHeadAttention:
    return model.blocks[0].attention


def torch_twin(ours: MultiHeadAttention, replica: int) -> torch.nn.MultiheadAttention:
    twin = torch.nn.MultiheadAttention(8, 2, batch_first=True, dtype=torch.float64)
    maps = (ours.W_q, ours.W_k, ours.W_v)
    with torch.no_grad():
        twin.in_proj_weight.copy_(torch.cat([W.weight[replica] for W in maps]))
        twin.in_proj_bias.copy_(torch.cat([W.bias[replica] for W in maps]))
        twin.out_proj.weight.copy_(ours.W_o.weight[replica])
        twin.out_proj.bias.copy_(ours.W_o.bias[replica])
    return twin


def torch_mask(causal: bool, window: int | None) -> torch.Tensor:
    distance = torch.arange(9).unsqueeze(1) - torch.arange(9)
    hidden = distance < 0 if causal else distance < -9
    return hidden if window is None else hidden | (distance.abs() >= window)


@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("window", [None, 3])
def test_equals_torch_forward_and_backward_masks_included(causal, window):
    ours = heads_of(make(causal=causal, window=window))
    for bias in (W.bias for W in (ours.W_q, ours.W_k, ours.W_v, ours.W_o)):
        torch.nn.init.normal_(bias)
    x = normal(streams(SEEDS, "stream"), 4, 9, 8).requires_grad_()
    y, _ = ours(x, ours.initial_cache(4))
    (gradient,) = torch.autograd.grad(y.square().sum(), x)
    for replica in range(3):
        x_r = x[replica].detach().requires_grad_()
        y_r, _ = torch_twin(ours, replica)(x_r, x_r, x_r, attn_mask=torch_mask(causal, window))
        (gradient_r,) = torch.autograd.grad(y_r.square().sum(), x_r)
        torch.testing.assert_close(y[replica], y_r, rtol=0, atol=1e-12)
        torch.testing.assert_close(gradient[replica], gradient_r, rtol=0, atol=1e-11)


def test_reading_equals_torch_scaled_dot_product():
    ours = heads_of(make())
    q, k, v = normal(streams(SEEDS, "heads"), 3, 4, 2, 9, 4).unbind(1)
    theirs = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    torch.testing.assert_close(ours.read(q, k, v), theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("architecture", [Attention, BlockwiseAttention])
@pytest.mark.parametrize("positions", KINDS)
@pytest.mark.parametrize("window", [None, 4])
def test_stepped_equals_chunked_equals_whole(architecture, positions, window):
    model, x = make(architecture, layers=2, positions=positions, window=window), inputs(21)
    whole = model(x)
    for sizes in ([1] * 21, [5, 16]):
        state, pieces = model.initial_state(4), []
        for part in x.split(sizes, 2):
            y, state = model.run(part, state)
            pieces.append(y)
        torch.testing.assert_close(torch.cat(pieces, 2), whole, rtol=0, atol=1e-11)


@pytest.mark.parametrize("positions", KINDS)
@pytest.mark.parametrize("causal", [True, False])
def test_blockwise_computes_the_same(positions, causal):
    x = inputs(37)
    ours, blocks = (
        make(a, positions=positions, causal=causal)(x) for a in (Attention, BlockwiseAttention)
    )
    torch.testing.assert_close(blocks, ours, rtol=0, atol=1e-12)


def test_a_windowed_cache_holds_one_step_less_than_the_window():
    model = make(layers=2, window=4)
    _, state = model.run(inputs(), model.initial_state(4))
    assert [part.shape[3] for part in state] == [3] * 4


def test_an_encoder_carries_nothing():
    assert make(causal=False).state_size() == 0


def test_linear_attention_stepped_equals_whole():
    model, x = make(LinearAttention, layers=2), inputs()
    state, pieces = model.initial_state(4), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        pieces.append(y_t)
    torch.testing.assert_close(torch.stack(pieces, 2), model(x), rtol=0, atol=1e-12)


def test_linear_attention_carries_sums_of_one_size():
    model = make(LinearAttention)
    before = model.state_size()
    _, state = model.run(inputs(), model.initial_state(4))
    assert before == sum(part[0, 0].numel() for part in state) == 2 * (4 * 4 + 4)


def test_a_replica_depends_on_its_own_seed_alone():
    x = normal(streams([7], "inputs"), 2, 5, 3)
    many, one = (Attention(3, 2, seeds=s, layers=2, positions="learned") for s in ([5, 7], [7]))
    x = x.float()
    torch.testing.assert_close(many(x.expand(2, -1, -1, -1))[1:], one(x))


def test_patterns_are_rows_of_shares_and_streams_end_in_the_output():
    model, x = make(layers=2), inputs()
    for pattern in model.patterns(x):
        torch.testing.assert_close(pattern.sum(-1), torch.ones_like(pattern[..., 0]))
        assert (pattern >= 0).all()
        assert pattern.triu(1).count_nonzero() == 0
    torch.testing.assert_close(model.readout(model.streams(x)[-1]), model(x))
