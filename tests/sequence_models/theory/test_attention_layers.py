"""What is derived about whole layers of attention, by two routes each."""

import math

import pytest
import scipy.optimize
import torch
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.replicas import normal, streams
from sequence_models.theory import (
    attend_multiset,
    fixed_pattern_map,
    layer_macs,
    linear_attention,
    one_token_map,
    reach,
)

XOR = torch.tensor([0, 1, 1, 0])
CORNERS = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float64)


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


def close(a, b, tolerance=1e-12):
    return torch.testing.assert_close(a, b, rtol=tolerance, atol=tolerance)


def windowed_layer(x, window, weights):
    ages = torch.arange(len(x))[:, None] - torch.arange(len(x))
    q, k, v = (x @ W for W in weights)
    hidden = (ages < 0) | (ages >= window)
    return x + (q @ k.T).masked_fill(hidden, -math.inf).softmax(-1) @ v


@pytest.mark.parametrize(("layers", "window"), [(1, 1), (1, 4), (2, 3), (3, 2)])
def test_the_derivative_ends_at_the_reach(layers, window):
    weights = draw(layers, 3, 4, 4)

    def last(x):
        for layer in weights:
            x = windowed_layer(x, window, layer)
        return x[-1]

    jacobian = torch.func.jacrev(last)(draw(12, 4, seed=1)).abs().amax((0, 2)).flip(0)
    assert (jacobian[reach(layers, window) + 1 :] == 0).all()
    assert (jacobian[: reach(layers, window) + 1] > 0).all()


@pytest.mark.parametrize(("layers", "window"), [(1, 1), (2, 3), (4, 5)])
def test_reach_is_the_longest_walk_through_the_windows(layers, window):
    seen = torch.ones(40, 40).tril().triu(1 - window)
    walks = torch.linalg.matrix_power(seen, layers)
    assert walks[-1].flip(0).nonzero().max() == reach(layers, window)


def torch_attention(layers, heads=2, width=4):
    made = torch.nn.ModuleList()
    for _ in range(layers):
        made.append(torch.nn.MultiheadAttention(width, heads, batch_first=True).double())
    return made


def stack_of(layers):
    def run(x):
        for layer in layers:
            x = x + layer(x[None], x[None], x[None])[0][0]
        return x

    return run


def value_map(layer):
    _, _, W_V = layer.in_proj_weight.chunk(3)
    return layer.out_proj.weight @ W_V


@pytest.mark.parametrize("repeats", [1, 5])
def test_one_token_is_mapped_affinely_whatever_the_scores(repeats):
    torch.manual_seed(0)
    layers = torch_attention(3)
    run = stack_of(layers)
    M = one_token_map(torch.stack([value_map(layer) for layer in layers]))
    x, y = draw(4), draw(4, seed=1)
    moved = run(x.expand(repeats, 4)) - run(y.expand(repeats, 4))
    close(moved, (M @ (x - y)).expand(repeats, 4))


def test_one_token_map_is_the_jacobian():
    torch.manual_seed(0)
    layers = torch_attention(2)
    run = stack_of(layers)
    jacobian = torch.func.jacrev(lambda x: run(x[None])[0])(draw(4))
    close(one_token_map(torch.stack([value_map(layer) for layer in layers])), jacobian)


def corners_right(f):
    return ((f > 0) == XOR.bool()).sum(-1)


def test_no_affine_map_gets_four_corners_of_xor():
    weights, bias = draw(100_000, 2), draw(100_000, 1, seed=1)
    assert corners_right(weights @ CORNERS.T + bias).max() == 3
    signs = 1 - 2 * XOR.double()
    rows = (signs[:, None] * torch.cat([CORNERS, torch.ones(4, 1)], 1)).numpy()
    assert not scipy.optimize.linprog([0] * 3, rows, [-1] * 4, bounds=(None, None)).success


def test_a_fixed_pattern_is_the_map_of_the_whole_content():
    patterns, maps, x = draw(2, 5, 5).softmax(-1), draw(2, 3, 3, seed=1), draw(5, 3, seed=2)

    def layer(x):
        return x + sum(alpha @ x @ C.T for alpha, C in zip(patterns, maps, strict=True))

    M = fixed_pattern_map(patterns, maps)
    close(M @ x.flatten(), layer(x).flatten())
    close(M, torch.func.jacrev(lambda content: layer(content.view(5, 3)).flatten())(x.flatten()))


def random_head(seed):
    """Numerator and denominator of one head's logit, at the four corners of two bits."""
    positions = torch.eye(2, dtype=torch.float64).expand(4, 2, 2)
    tokens = torch.cat([CORNERS[..., None], positions], -1)
    query, readout = 4 * draw(2, 3, seed=seed)
    mass = (tokens @ query).exp()
    return (mass * (tokens @ readout)).sum(-1), mass.sum(-1)


def test_one_head_gets_at_most_three_corners_of_xor():
    heads = [total / mass for total, mass in map(random_head, range(3000))]
    assert max(corners_right(f - c) for f in heads for c in f) == 3


def test_one_head_decides_by_a_sum_over_positions():
    total, mass = random_head(0)
    for constant in (0.0, 0.7):
        g = total + constant * mass
        close(g[0] + g[3], g[1] + g[2])


def test_two_heads_that_read_the_ones_and_the_zeros_do_xor():
    ones = torch.where(CORNERS == 1, 8.0, -8.0).softmax(-1)
    zeros = torch.where(CORNERS == 0, 8.0, -8.0).softmax(-1)
    both = (ones * CORNERS).sum(-1) - (zeros * CORNERS).sum(-1) - 0.5
    assert corners_right(both) == 4


def test_attention_without_positions_sees_a_multiset():
    scores, values, counts = draw(3), draw(3, 4, seed=1), torch.tensor([1, 3, 2])
    expected = attend_multiset(scores, values, counts.double())
    sequence = torch.arange(3).repeat_interleave(counts)
    for order in (sequence, sequence.flip(0), sequence.repeat(4)):
        close(scores[order].softmax(0) @ values[order], expected)


def test_an_unmasked_stack_follows_its_tokens_and_ignores_repetition():
    torch.manual_seed(0)
    run = stack_of(torch_attention(3))
    x, order = draw(6, 4), torch.tensor([3, 1, 5, 0, 2, 4])
    close(run(x[order]), run(x)[order])
    close(run(x.repeat(5, 1))[:6], run(x))


def test_one_causal_layer_is_blind_to_the_order_before_it_and_two_are_not():
    weights = draw(2, 3, 4, 4)
    x = draw(6, 4, seed=1)
    y = x[torch.tensor([3, 1, 4, 0, 2, 5])]
    first, second = windowed_layer(x, 6, weights[0]), windowed_layer(y, 6, weights[0])
    close(first[-1], second[-1])
    deeper = windowed_layer(first, 6, weights[1]) - windowed_layer(second, 6, weights[1])
    assert deeper[-1].norm() > 1e-2


def test_linear_attention_equals_its_quadratic_form():
    q, k = draw(2, 3, 9, 4).exp()
    v = draw(3, 9, 5, seed=1)
    weights = (q @ k.mT).tril()
    close(linear_attention(q, k, v), weights / weights.sum(-1, keepdim=True) @ v)


def test_linear_attention_equals_a_sum_written_out():
    (q, k), v = draw(2, 4, 3).exp(), draw(4, 2, seed=1)
    for i, o in enumerate(linear_attention(q, k, v)):
        shares = [float(q[i] @ k[j]) for j in range(i + 1)]
        close(o, sum(a * v[j] for j, a in enumerate(shares)) / sum(shares))


@pytest.mark.parametrize(("keys", "exact"), [(4, True), (5, False)])
def test_a_state_of_four_features_answers_four_keys_and_no_more(keys, exact):
    Q, V = draw(keys, 4), draw(keys, 3, seed=1)
    S = torch.linalg.lstsq(Q, V).solution
    assert bool((Q @ S - V).abs().max() < 1e-10) == exact


def multiplications(run):
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        run()
    return counter.get_total_flops() // 2


def test_attention_macs_are_those_of_torch():
    layer = torch.nn.MultiheadAttention(8, 2).train()
    x = torch.zeros(12, 1, 8)
    assert multiplications(lambda: layer(x, x, x)) == layer_macs(12, 8).attention


@pytest.mark.parametrize("cell", ["RNN", "GRU", "LSTM"])
def test_recurrent_macs_use_every_weight_at_every_step(cell):
    weights = getattr(torch.nn, f"{cell}Cell")(8, 8, bias=False).parameters()
    assert getattr(layer_macs(12, 8), cell.lower()) == 12 * sum(W.numel() for W in weights)


@pytest.mark.parametrize(("cell", "crossover"), [("rnn", 0), ("gru", 8), ("lstm", 16)])
def test_attention_multiplies_less_up_to_the_crossover(cell, crossover):
    counts = {n: layer_macs(n, 8) for n in range(1, 99)}
    less = [n for n, macs in counts.items() if macs.attention < getattr(macs, cell)]
    assert less == list(range(1, crossover))


def test_a_cached_token_and_an_lstm_step_multiply_alike_at_twice_the_width():
    d = 8

    def cached(n):
        square, keys, values = torch.zeros(d, d), torch.zeros(n, d), torch.zeros(n, d)
        q, *_ = (torch.zeros(1, d) @ square for _ in range(4))
        return (q @ keys.T) @ values

    assert multiplications(lambda: cached(2 * d)) == layer_macs(1, d).lstm
