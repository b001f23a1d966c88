"""What is derived about the layers of a Transformer, by two routes each."""

import itertools

import pytest
import torch

from sequence_models.replicas import normal, streams
from sequence_models.theory import averaged_under_mask, parity_of_one_block, passed_by_own_head


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


def close(a, b, tolerance=1e-10):
    return torch.testing.assert_close(a, b, rtol=tolerance, atol=tolerance)


def causal_mean(n):
    return torch.ones(n, n, dtype=torch.float64).tril() / torch.arange(1, n + 1).unsqueeze(1)


@pytest.mark.parametrize("layers", [0, 1, 2, 7])
def test_means_in_a_row_are_the_power_of_one(layers):
    close(averaged_under_mask(9, layers=layers), torch.linalg.matrix_power(causal_mean(9), layers))


def test_what_tells_positions_apart_halves_with_each_layer():
    x = draw(8, 3)
    first, second = x[0], x[1]
    for layers in (20, 30):
        left = (averaged_under_mask(8, layers=layers) @ x - first) * 2**layers
        expected = torch.arange(8.0).double().unsqueeze(1) * (second - first)
        close(left, expected, tolerance=100 * (2 / 3) ** layers)


def test_the_second_position_keeps_what_it_gives_to_itself():
    x, scores = draw(2, 4), draw(6, 2, 2, seed=1)
    kept = 1.0
    for score in scores:
        pattern = score.masked_fill(torch.ones(2, 2).triu(1).bool(), -torch.inf).softmax(-1)
        kept, x = kept * pattern[1, 1], pattern @ x
    start = draw(2, 4)
    close(x[1] - x[0], kept * (start[1] - start[0]))


@pytest.mark.parametrize("heads", [1, 2, 4])
def test_no_narrow_head_is_nearer_to_the_identity(heads):
    d = 8
    u, _, v = torch.linalg.svd(torch.eye(d) + 1e-9 * draw(d, d))
    best = u[:, : d // heads] @ v[: d // heads]
    lost = (torch.eye(d) - best).square().sum() / d
    assert 1 - lost.item() == pytest.approx(passed_by_own_head(heads), abs=1e-6)


@pytest.mark.parametrize("heads", [2, 4])
def test_descent_finds_no_better_head(heads):
    d = 8
    down, up = draw(d // heads, d).requires_grad_(), draw(d, d // heads, seed=1).requires_grad_()
    optimiser = torch.optim.Adam([down, up], lr=0.05)
    for _ in range(600):
        optimiser.zero_grad()
        lost = (torch.eye(d) - up @ down).square().sum() / d
        lost.backward()
        optimiser.step()
    assert 1 - lost.item() == pytest.approx(passed_by_own_head(heads), abs=1e-4)


def test_the_block_set_by_hand_knows_every_parity():
    bits = torch.tensor(list(itertools.product([0, 1], repeat=9)))
    even = bits.cumsum(-1) % 2 == 0
    assert torch.equal(parity_of_one_block(bits) > 0, even)


def test_its_margin_is_one_over_the_position():
    bits = (draw(50, 40) > 0).long()
    signs = 1 - 2 * (bits.cumsum(-1) % 2)
    close(parity_of_one_block(bits), signs.double() / torch.arange(1, 41), tolerance=1e-9)
