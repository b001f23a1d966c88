"""What is derived about the Transformer, by two routes each."""

import itertools
import math

import pytest
import scipy.integrate
import torch
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.replicas import normal, streams
from sequence_models.theory import (
    block_macs,
    collapsed_residual,
    normalisation_gain,
    residual_growth,
    slot_reading,
    stream_bounds,
)


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


def close(a, b, tolerance=1e-12):
    return torch.testing.assert_close(a, b, rtol=tolerance, atol=tolerance)


def norm(matrix):
    return torch.linalg.matrix_norm(matrix, 2)


def heads(seed, scale, width=4):
    """Score maps and value maps of two heads."""
    return scale * draw(2, 2, width, width, seed=seed)


def attend(x, M, W):
    return sum((x @ m @ x.T).softmax(-1) @ x @ w.T for m, w in zip(M, W, strict=True))


def spread(x):
    return (x - x.mean(0)).norm(dim=-1).max()


def kappa(M, W):
    return float((norm(M) * norm(W)).sum())


def common_centre(x, M, W):
    """What the derivation takes for the centre of the outputs."""
    c = x.mean(0)
    return sum(w @ ((x @ (m.T @ c)).softmax(0) @ x) for m, w in zip(M, W, strict=True))


@pytest.mark.parametrize("scale", [0.01, 0.3, 3.0])
def test_one_layer_never_spreads_tokens_beyond_the_cubic_bound(scale):
    for seed in range(200):
        M, W = heads(seed, scale)
        x = draw(7, 4, seed=1000 + seed) + draw(4, seed=2000 + seed)
        outside = (attend(x, M, W) - common_centre(x, M, W)).norm(dim=-1).max()
        bound = collapsed_residual(kappa(M, W), float(spread(x)), layers=1)
        assert outside.log10() <= bound + 1e-9


def test_close_tokens_come_closer_with_the_third_power():
    M, W = heads(0, 1.0)
    shape, centre = draw(7, 4, seed=1), draw(4, seed=2)
    sizes = [1e-2, 1e-3]
    coarse, fine = (float(spread(attend(centre + size * shape, M, W))) for size in sizes)
    assert math.log10(coarse / fine) == pytest.approx(3, abs=0.05)


def test_the_bound_over_layers_is_the_step_repeated():
    residual = 0.5
    for _ in range(3):
        residual = 1.7 * residual**3
    assert collapsed_residual(1.7, 0.5, layers=3) == pytest.approx(math.log10(residual))


def test_a_stack_stays_below_the_bound_over_layers():
    M, W = heads(3, 0.4)
    x = draw(6, 4, seed=4)
    start = float(spread(x))
    for layers in (1, 2):
        x = attend(x, M, W)
        half = (x[:, None] - x).norm(dim=-1).max() / 2
        assert half.log10() <= collapsed_residual(kappa(M, W), start, layers=layers)


def normalise(x):
    centred = x - x.mean(-1, keepdim=True)
    return centred / centred.square().mean(-1, keepdim=True).sqrt()


def prenorm_squares(layers, tokens, draws=3000, d=16):
    """Mean square of the stream after each of many draws of the weights, in Xiong's setting."""
    x = draw(draws, tokens, d)
    x = x * math.sqrt(d) / x.norm(dim=-1, keepdim=True)
    weights = draw(layers, 3, draws, d, d, seed=1) / math.sqrt(d)
    for W_V, W_1, W_2 in weights:
        x = x + normalise(x).mean(1, keepdim=True) @ W_V
        x = x + (normalise(x) @ W_1).relu() @ W_2
    return x.square().mean(-1)


@pytest.mark.parametrize("tokens", [1, 4])
@pytest.mark.parametrize("layers", [1, 4])
def test_the_stream_grows_within_its_bounds(layers, tokens):
    low, high = stream_bounds(layers)
    squares = prenorm_squares(layers, tokens)[:, 0]
    error = squares.std() / len(squares) ** 0.5
    assert low - 4 * error < squares.mean() < high + 4 * error
    if tokens == 1:
        assert squares.mean().item() == pytest.approx(high, abs=4 * float(error))


def test_the_branches_add_what_integrals_say():
    def density(z):
        return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)

    half, _ = scipy.integrate.quad(lambda z: max(z, 0.0) ** 2 * density(z), -9, 9)
    low, high = stream_bounds(6)
    assert low == pytest.approx(1 + 6 * half)
    assert high == pytest.approx(1 + 6 * (1 + half))


def test_uniform_weights_add_an_eighteenth():
    z = draw(64)
    z = z * 8 / z.norm()
    W_1 = (2 * torch.rand(400, 256, 64, generator=streams([1], "test")[0]).double() - 1) / 8
    W_2 = (2 * torch.rand(400, 64, 256, generator=streams([2], "test")[0]).double() - 1) / 16
    added = (W_2 @ (W_1 @ z).relu().unsqueeze(-1)).square().mean().item()
    assert stream_bounds(1, feedforward=1 / 18).low == pytest.approx(1 + added, rel=0.005)


def multiplications(run):
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        run()
    return counter.get_total_flops() // 2


def test_a_block_multiplies_what_torch_multiplies():
    block = torch.nn.TransformerEncoderLayer(8, 2, 32).train()
    counted = multiplications(lambda: block(torch.zeros(12, 1, 8)))
    assert counted == sum(block_macs(12, 8))


def test_a_blocks_weights_are_those_of_torch():
    block = torch.nn.TransformerEncoderLayer(8, 2, 32)
    matrices = {name: p.numel() for name, p in block.named_parameters() if p.dim() == 2}
    assert sum(matrices.values()) == block_macs(1, 8).weights
    feedforward = matrices["linear1.weight"] + matrices["linear2.weight"]
    assert 3 * feedforward == 2 * block_macs(1, 8).weights


def test_scores_outweigh_the_rest_past_six_widths():
    counts = {n: block_macs(n, 8) for n in range(1, 99)}
    assert min(n for n, macs in counts.items() if macs.scores > macs.weights) == 6 * 8 + 1


def test_slots_are_a_feed_forward_layer():
    x, W_1, b_1, W_2 = draw(5, 3), draw(12, 3, seed=1), draw(12, seed=2), draw(4, 12, seed=3)
    layer = torch.nn.Sequential(
        torch.nn.Linear(3, 12), torch.nn.ReLU(), torch.nn.Linear(12, 4, bias=False)
    ).double()
    for parameter, value in zip(layer.parameters(), (W_1, b_1, W_2), strict=True):
        parameter.data.copy_(value)
    close(slot_reading(x, W_1, b_1, W_2.T), layer(x))


def test_slots_are_read_one_by_one():
    x, keys, thresholds, values = draw(3), draw(6, 3, seed=1), draw(6, seed=2), draw(6, 2, seed=3)
    read = torch.zeros(2, dtype=torch.float64)
    for m in range(6):
        read = read + max(0.0, float(keys[m] @ x + thresholds[m])) * values[m]
    close(slot_reading(x, keys, thresholds, values), read)


@pytest.mark.parametrize("size", [0.1, 1.0, 30.0])
def test_normalisation_scales_gradients_by_one_over_the_deviation(size):
    x = size * draw(12)
    x = x - x.mean()
    jacobian = torch.func.jacrev(normalise)(x)
    singular = torch.linalg.svdvals(jacobian)
    gain = normalisation_gain(float(x.square().mean()))
    close(singular[:-2], torch.full_like(singular[:-2], gain))
    assert (singular[-2:] < 1e-12 * gain + 1e-12).all()


def last_gradient(layers, width=64, tokens=4, draws=24):
    """Norm of the gradient for the last W_2 of a pre-norm stack in Xiong's setting."""
    weights = draw(layers, 3, draws, width, width) / math.sqrt(width)
    last = weights[-1, 2].clone().requires_grad_()
    x = draw(draws, tokens, width, seed=1)
    for layer, (W_V, W_1, W_2) in enumerate(weights):
        x = x + normalise(x).mean(1, keepdim=True) @ W_V
        x = x + (normalise(x) @ W_1).relu() @ (last if layer == layers - 1 else W_2)
    readout = draw(draws, tokens, width, seed=2)
    (gradient,) = torch.autograd.grad((normalise(x) * readout).sum(), last)
    return gradient.norm(dim=(1, 2)).mean(), x.detach().square().mean()


def test_the_last_gradient_falls_as_the_gain_of_the_last_normalisation():
    shallow, square = last_gradient(2)
    deep, deep_square = last_gradient(32)
    expected = normalisation_gain(float(deep_square)) / normalisation_gain(float(square))
    assert (deep / shallow).item() == pytest.approx(expected, rel=0.15)


def test_residual_branches_grow_as_all_sign_matrices_say():
    signs = torch.tensor(list(itertools.product([-1.0, 1.0], repeat=4))).double().view(-1, 2, 2)
    layers = torch.eye(2) + signs / math.sqrt(2)
    twice = (layers[:, None] @ layers).square().sum((-2, -1)).mean() / 2
    assert twice.sqrt().item() == pytest.approx(residual_growth(2, variance=1.0))


@pytest.mark.parametrize(("scale", "growth"), [(1.0, 2**4), (1 / math.sqrt(8), math.sqrt(math.e))])
def test_residual_growth_is_met_by_random_branches(scale, growth):
    A = scale * draw(4000, 8, 16, 16) / 4
    x = torch.ones(4000, 16, 1, dtype=torch.float64) / 4
    for branch in A.unbind(1):
        x = x + branch @ x
    grown = x.square().sum((1, 2)).mean().sqrt().item()
    assert grown == pytest.approx(residual_growth(8, variance=scale**2), rel=0.05)
    assert residual_growth(8, variance=scale**2) == pytest.approx(growth, rel=0.04)
