"""What is derived about scores and weights, by two routes each."""

import itertools
import math

import pytest
import scipy.optimize
import torch

from sequence_models.replicas import integers, normal, streams, uniform
from sequence_models.theory import (
    Partial,
    dot_product_variance,
    hull_excess,
    largest_weight,
    merge,
    needed_gap,
    rotation,
    windowed_recall,
)

SEEDS = range(8)


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


def close(a, b, tolerance=1e-12):
    return torch.testing.assert_close(a, b, rtol=tolerance, atol=tolerance)


def in_hull(point, values):
    equations = torch.cat([values.T, torch.ones(1, len(values))]).numpy()
    target = torch.cat([point, torch.ones(1)]).numpy()
    return scipy.optimize.linprog([0] * len(values), A_eq=equations, b_eq=target).success


def test_softmax_outputs_never_leave_the_hull():
    drawn = streams(SEEDS, "test")
    values = normal(drawn, 20, 6, 3)
    output = (normal(drawn, 20, 1, 6).mul(4).softmax(-1) @ values).squeeze(-2)
    assert (hull_excess(output, values, draw(500, 3)) <= 1e-12).all()


def test_a_point_is_in_the_hull_when_linear_programming_says_so():
    values, directions = draw(8, 2), draw(2000, 2, seed=1)
    points = 1.5 * draw(60, 2, seed=2)
    excess = hull_excess(points, values.expand(60, 8, 2), directions)
    verdicts = [in_hull(point, values) for point in points]
    assert 5 < sum(verdicts) < 55
    for outside, inside in zip(excess, verdicts, strict=True):
        assert (outside <= 0) == inside or abs(outside) < 1e-2


def test_raising_a_score_moves_the_output_towards_its_value():
    scores, values = draw(5), draw(5, 3, seed=1)
    jacobian = torch.func.jacrev(lambda s: s.softmax(0) @ values)(scores)
    weights = scores.softmax(0)
    close(jacobian.T, weights[:, None] * (values - weights @ values))


@pytest.mark.parametrize("n", [2, 16, 4096])
@pytest.mark.parametrize("epsilon", [0.5, 0.1, 1e-6])
def test_needed_gap_gives_the_weight_exactly(n, epsilon):
    scores = torch.zeros(n, dtype=torch.float64)
    scores[0] = needed_gap(n, epsilon)
    assert scores.softmax(0)[0].item() == pytest.approx(1 - epsilon, rel=1e-12)


def test_needed_gap_is_where_root_finding_puts_it():
    def shortfall(gap):
        return 1 / (1 + 99 * math.exp(-gap)) - 0.95

    assert needed_gap(100, 0.05) == pytest.approx(scipy.optimize.brentq(shortfall, 0, 50))


@pytest.mark.parametrize("window", [0, 1, 2, 3])
def test_windowed_recall_is_the_best_of_all_readers(window):
    positions, symbols = 3, 2
    best = 0
    for index in range(positions):
        answers = {}
        for string in itertools.product(range(symbols), repeat=positions):
            kept = string[positions - window :]
            answers.setdefault(kept, [0] * symbols)[string[index]] += 1
        best += sum(max(counts) for counts in answers.values())
    chances = positions * symbols**positions
    assert windowed_recall(window, positions, symbols) == pytest.approx(best / chances)


def test_windowed_recall_is_the_accuracy_of_looking_up_or_guessing():
    drawn = streams([0], "test")
    strings, index = integers(drawn, 4, 200_000, 16)[0], integers(drawn, 16, 200_000)[0]
    guess = integers(drawn, 4, 200_000)[0]
    asked = strings.gather(1, index[:, None])[:, 0]
    right = ((index >= 8) | (guess == asked)).double().mean().item()
    assert right == pytest.approx(windowed_recall(8, 16, 4), abs=0.005)
    assert windowed_recall(32, 16, 4) == 1


def test_largest_weight_is_never_exceeded():
    drawn = streams(SEEDS, "test")
    for n, spread in itertools.product([2, 16, 256], [0.5, 4.0]):
        weights = (spread * uniform(drawn, 1000, n)).softmax(-1)
        assert weights.max() <= largest_weight(n, spread)
        entropy = -(weights * weights.log()).sum(-1)
        assert (entropy.exp() * largest_weight(n, spread) >= 1 - 1e-12).all()


def test_largest_weight_is_what_optimisation_finds():
    def weight(scores):
        return -torch.from_numpy(scores).softmax(0)[0].item()

    found = scipy.optimize.minimize(weight, [1.0] * 6, bounds=[(0, 3)] * 6)
    assert -found.fun == pytest.approx(largest_weight(6, 3.0))


def test_dot_product_variance_is_the_width_and_scaled_the_diagonal_is_its_root():
    q, k = draw(2, 400_000, 16)
    identity = torch.eye(16, dtype=torch.float64)
    assert dot_product_variance(identity, identity) == 16
    assert (q * k).sum(-1).var().item() == pytest.approx(16, rel=0.02)
    assert ((q * q).sum(-1) / 4).mean().item() == pytest.approx(4, rel=0.01)


def test_dot_product_variance_of_maps_is_a_frobenius_norm():
    W_Q, W_K = draw(2, 5, 7)
    variance = dot_product_variance(W_Q @ W_Q.T, W_K @ W_K.T)
    close(variance, torch.linalg.matrix_norm(W_Q.T @ W_K) ** 2)
    signs = torch.tensor(list(itertools.product([-1.0, 1.0], repeat=7))).double()
    close(variance, ((signs @ W_Q.T) @ (signs @ W_K.T).T).square().mean())


def test_uniform_weights_leave_the_scaled_scores_a_ninth():
    W_Q, W_K = (2 * uniform(streams([0], "test"), 2, 64, 64)[0] - 1) / 8
    score = dot_product_variance(W_Q @ W_Q.T, W_K @ W_K.T) / 64
    assert score.item() == pytest.approx(1 / 9, rel=0.05)


@pytest.mark.parametrize("start", [0, 7, 1000])
def test_rotary_scores_depend_on_the_offset(start):
    q, k = draw(2, 8)
    both = (rotation(start, 8) @ q) @ (rotation(start + 5, 8) @ k)
    close(both, q @ rotation(5, 8) @ k, 1e-10)


def test_rotation_is_a_product_of_complex_numbers():
    x = draw(8)
    turned = torch.view_as_complex(x.view(4, 2)) * torch.tensor(
        [complex(math.cos(a), math.sin(a)) for a in (3.0, 0.3, 0.03, 0.003)], dtype=torch.complex128
    )
    close(rotation(3, 8) @ x, torch.view_as_real(turned).flatten())


def sinusoid(t, width):
    angles = [t * 10_000 ** (-2 * m / width) for m in range(width // 2)]
    return torch.tensor([f(a) for a in angles for f in (math.sin, math.cos)], dtype=torch.float64)


@pytest.mark.parametrize("k", [1, 5, 50])
def test_sinusoidal_positions_shift_by_a_rotation(k):
    for t in (0, 3, 200):
        close(rotation(-k, 16) @ sinusoid(t, 16), sinusoid(t + k, 16), 1e-11)


def test_rotation_leaves_the_variance_of_random_scores():
    identity = torch.eye(16, dtype=torch.float64)
    for offset in (0, 10, 1000):
        R = rotation(offset, 16)
        assert dot_product_variance(identity, R @ R.T).item() == pytest.approx(16)


def partial(scores, values):
    highest = scores.max()
    weights = (scores - highest).exp()
    return Partial(highest, weights.sum(), weights @ values)


@pytest.mark.parametrize("scale", [1.0, 1e4])
@pytest.mark.parametrize("block", [1, 3, 50])
def test_blocks_merge_into_the_softmax(scale, block):
    scores, values = scale * draw(50), draw(50, 3, seed=1)
    blocks = zip(scores.split(block), values.split(block), strict=True)
    whole, *rest = (partial(s, v) for s, v in blocks)
    for piece in rest:
        whole = merge(whole, piece)
    close(whole.total / whole.mass, scores.softmax(0) @ values)
    assert whole.mass >= 1


def test_merging_is_associative_and_commutative():
    a, b, c = (partial(draw(4, seed=s), draw(4, 3, seed=9 - s)) for s in range(3))
    for one, other in zip(merge(merge(a, b), c), merge(c, merge(b, a)), strict=True):
        close(one, other)


def test_merging_equals_sums_of_exponentials():
    scores, values = draw(6), draw(6, 2, seed=1)
    merged = merge(partial(scores[:2], values[:2]), partial(scores[2:], values[2:]))
    close(merged.highest + merged.mass.log(), scores.logsumexp(0))
    close(merged.total * merged.highest.exp(), scores.exp() @ values)
