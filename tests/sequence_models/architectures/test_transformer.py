import pytest
import torch
from torch import nn

from sequence_models.architectures import Transformer
from sequence_models.architectures.block import LayerNorm
from sequence_models.replicas import normal, streams

SEEDS = range(3)


def make(**conditions):
    return Transformer(5, 2, seeds=SEEDS, model_width=8, heads=2, dtype=torch.float64, **conditions)


def torch_twin(block, replica: int, pre: bool) -> nn.TransformerEncoderLayer:
    twin = nn.TransformerEncoderLayer(
        8, 2, 32, dropout=0.0, batch_first=True, norm_first=pre, dtype=torch.float64
    )
    ours, feed = block.attention, block.feedforward
    maps = (ours.W_q, ours.W_k, ours.W_v)
    copies = {
        "self_attn.in_proj_weight": torch.cat([W.weight[replica] for W in maps]),
        "self_attn.in_proj_bias": torch.cat([W.bias[replica] for W in maps]),
        "self_attn.out_proj.weight": ours.W_o.weight[replica],
        "self_attn.out_proj.bias": ours.W_o.bias[replica],
        "linear1.weight": feed.W_1.weight[replica],
        "linear1.bias": feed.W_1.bias[replica],
        "linear2.weight": feed.W_2.weight[replica],
        "linear2.bias": feed.W_2.bias[replica],
        "norm1.weight": block.attended.norm.gamma[replica].flatten(),
        "norm1.bias": block.attended.norm.beta[replica].flatten(),
        "norm2.weight": block.computed.norm.gamma[replica].flatten(),
        "norm2.bias": block.computed.norm.beta[replica].flatten(),
    }
    twin.load_state_dict({name: value.detach() for name, value in copies.items()})
    return twin


@pytest.mark.parametrize("normalisation", ["pre", "post"])
@pytest.mark.parametrize("causal", [True, False])
def test_a_block_equals_torch_forward_and_backward(normalisation, causal):
    (block,) = make(normalisation=normalisation, causal=causal).blocks
    for parameter in block.parameters():
        nn.init.normal_(parameter, std=0.5)
    x = normal(streams(SEEDS, "stream"), 4, 7, 8).requires_grad_()
    y, _ = block(x, block.attention.initial_cache(4))
    (gradient,) = torch.autograd.grad(y.pow(3).sum(), x)
    mask = torch.ones(7, 7, dtype=torch.bool).triu(1) if causal else None
    for replica in range(3):
        x_r = x[replica].detach().requires_grad_()
        y_r = torch_twin(block, replica, normalisation == "pre")(x_r, src_mask=mask)
        (gradient_r,) = torch.autograd.grad(y_r.pow(3).sum(), x_r)
        torch.testing.assert_close(y[replica], y_r, rtol=1e-10, atol=1e-10)
        torch.testing.assert_close(gradient[replica], gradient_r, rtol=1e-8, atol=1e-8)


def test_layer_norm_equals_torch_forward_and_backward():
    ours, theirs = LayerNorm(3, 8, dtype=torch.float64), nn.LayerNorm(8, dtype=torch.float64)
    nn.init.normal_(theirs.weight)
    nn.init.normal_(theirs.bias)
    with torch.no_grad():
        ours.gamma.copy_(theirs.weight)
        ours.beta.copy_(theirs.bias)
    x = normal(streams(SEEDS, "stream"), 4, 7, 8).requires_grad_()
    gradients = [torch.autograd.grad(norm(x).pow(3).sum(), x)[0] for norm in (ours, theirs)]
    torch.testing.assert_close(ours(x), theirs(x), rtol=0, atol=1e-12)
    torch.testing.assert_close(*gradients, rtol=0, atol=1e-10)


@pytest.mark.parametrize("normalisation", ["none", "pre", "post"])
@pytest.mark.parametrize("positions", ["learned", "rotary"])
def test_a_cached_step_equals_the_whole_run(normalisation, positions):
    model = make(normalisation=normalisation, positions=positions, layers=2)
    x, state, steps = normal(streams(SEEDS, "inputs"), 4, 9, 5), model.initial_state(4), []
    for x_t in x.unbind(2):
        y_t, state = model.step(x_t, state)
        steps.append(y_t)
    torch.testing.assert_close(torch.stack(steps, 2), model(x), rtol=0, atol=1e-11)


def test_positional_keys_see_no_content():
    model = make(keys="positions")
    k, other = (
        model.blocks[0].attention.project(normal(streams(SEEDS, name), 4, 7, 8), 0)[1]
        for name in ("one", "other")
    )
    torch.testing.assert_close(k, other)


def test_training_one_of_many_replicas_equals_training_it_alone():
    def trained(seeds):
        model = Transformer(3, 2, seeds=seeds, model_width=8, dtype=torch.float64)
        x = normal(streams([9], "inputs"), 2, 5, 3).expand(len(seeds), -1, -1, -1)
        optimiser = torch.optim.Adam(model.parameters(), lr=1e-2)
        for _ in range(5):
            optimiser.zero_grad()
            model(x).square().sum().backward()
            optimiser.step()
        return model(x)

    torch.testing.assert_close(trained(range(8))[3:4], trained([3]), rtol=0, atol=1e-12)
