import itertools
import math
from fractions import Fraction

import pytest
import torch
from scipy.linalg import solve_discrete_lyapunov

from sequence_models.architectures import RNN
from sequence_models.replicas import normal, streams, uniform
from sequence_models.theory import (
    baselines,
    copying_bound,
    linear_memory_bound,
    memory_capacity,
    two_unit_hold,
)

SEEDS = [0, 1, 2]
HIDDEN = 5


def test_a_linear_network_remembers_as_many_inputs_as_it_has_units():
    drawn = streams(SEEDS, "test")
    Q, _ = torch.linalg.qr(normal(drawn, HIDDEN, HIDDEN))
    W, U = 0.9 * Q, normal(drawn, HIDDEN)
    lagged = torch.stack(
        [(torch.linalg.matrix_power(W, k) @ U[..., None])[..., 0] for k in range(400)], 1
    )
    covariance = torch.stack(
        [
            torch.from_numpy(solve_discrete_lyapunov(w.numpy(), (u[:, None] * u).numpy()))
            for w, u in zip(W, U, strict=True)
        ]
    )
    expected = torch.full((len(SEEDS),), float(HIDDEN), dtype=torch.float64)
    torch.testing.assert_close(memory_capacity(covariance, lagged), expected)


def test_no_driven_network_remembers_more_inputs_than_it_has_units():
    length, units = 10, 3
    drawn = streams(SEEDS, "test")
    W, U = normal(drawn, units, units) * units**-0.5, normal(drawn, units)
    x = torch.tensor(list(itertools.product([-1.0, 1.0], repeat=length)), dtype=torch.float64)
    h = torch.zeros(len(SEEDS), len(x), units, dtype=torch.float64)
    for x_t in x.T:
        h = torch.tanh(h @ W.transpose(1, 2) + x_t[:, None] * U[:, None])
    h = h - h.mean(1, keepdim=True)
    covariance = h.transpose(1, 2) @ h / len(x)
    lagged = torch.einsum("nk,rni->rki", x, h) / len(x)
    capacity = memory_capacity(covariance, lagged)
    residual = x - h @ torch.linalg.solve(covariance, lagged.transpose(1, 2))
    torch.testing.assert_close(capacity, (1 - residual.square().mean(1)).sum(1))
    assert (capacity < units).all()


def test_no_reader_of_a_small_state_recovers_more_strings_than_it_has_states():
    units, bits, length, symbols = 2, 2, 5, 3
    states = 2 ** (units * bits)
    bound = copying_bound(units=units, bits=bits, length=length, symbols=symbols)
    for seed in SEEDS:
        step = torch.randint(states, (states, symbols), generator=streams([seed], "test")[0])
        ends = set()
        for string in itertools.product(range(symbols), repeat=length):
            state = 0
            for symbol in string:
                state = int(step[state, symbol])
            ends.add(state)
        assert len(ends) / symbols**length <= bound
    assert bound == pytest.approx(states / symbols**length)


def test_a_state_that_is_large_enough_recovers_every_string():
    assert copying_bound(units=1, bits=8, length=8, symbols=2) == 1
    assert copying_bound(units=1, bits=8, length=9, symbols=2) == 0.5
    held = {
        sum(s << i for i, s in enumerate(string)) for string in itertools.product((0, 1), repeat=8)
    }
    assert len(held) == 2**8


def test_one_unit_without_rounding_recovers_every_string():
    string = [1, 0, 0, 1, 1, 0] * 50
    exact, rounded = Fraction(0), 0.0
    for symbol in string:
        exact, rounded = (exact + 2 * symbol + 1) / 4, (rounded + 2 * symbol + 1) / 4

    def read(h):
        symbols = []
        for _ in string:
            symbols.append(int(h >= 0.5))
            h = 4 * h - 2 * symbols[-1] - 1
        return symbols[::-1]

    assert read(exact) == string
    assert read(rounded) != string


def explained(p, length, gated):
    """Share explained by the best linear estimate, by going through every pattern of marks."""
    covariance = torch.zeros(length, length, dtype=torch.float64)
    power = torch.zeros(length, dtype=torch.float64)
    for later in itertools.product((0, 1), repeat=length - 1):
        marks = (1, *later)
        chance = math.prod(p if m else 1 - p for m in later)
        latest = 0
        for t, mark in enumerate(marks):
            latest = t if mark else latest
            covariance[t, latest] += chance
            power[t] += chance * (mark if gated else 1)
    return (covariance.square() / power).sum(1).mean().item()


@pytest.mark.parametrize("gated", [False, True])
@pytest.mark.parametrize("p", [0.1, 0.5])
def test_the_linear_memory_bound_is_what_every_pattern_of_marks_gives(p, gated):
    bound = linear_memory_bound(p, length=9, gated=gated)
    assert bound == pytest.approx(explained(p, 9, gated), rel=1e-12)


@pytest.mark.parametrize("gated", [False, True])
def test_least_squares_meets_the_linear_memory_bound(gated):
    p, length, samples = 0.3, 6, 200_000
    (drawn,) = uniform(streams([0], "test"), 2, samples, length)
    values, marks = 2 * drawn[0] - 1, (drawn[1] < p).double()
    marks[:, 0] = 1
    target = values.clone()
    for t in range(1, length):
        target[:, t] = torch.where(marks[:, t] > 0, values[:, t], target[:, t - 1])
    seen = torch.cat([values * marks if gated else values, marks], 1)
    total = 0.0
    for t in range(length):
        past = torch.cat([seen[:, : t + 1], seen[:, length : length + t + 1]], 1)
        weights = torch.linalg.lstsq(past, target[:, t : t + 1]).solution
        total += 1 - (target[:, t : t + 1] - past @ weights).square().mean().item() * 3
    bound = linear_memory_bound(p, length=length, gated=gated)
    assert total / length == pytest.approx(bound, abs=0.01)


def test_far_from_the_start_the_linear_memory_bound_is_the_settled_one():
    assert linear_memory_bound(0.1) == pytest.approx(0.1 / 1.9)
    assert linear_memory_bound(0.1, gated=True) == pytest.approx(1 / 1.9)
    assert linear_memory_bound(0.1, length=10**6) == pytest.approx(0.1 / 1.9, abs=1e-5)
    assert linear_memory_bound(0.1, length=1) == pytest.approx(1)


def test_a_leak_meets_the_settled_linear_memory_bound():
    p, length = 0.2, 200_000
    x, target = held(p, length, 1.0)
    estimate, error = 0.0, 0.0
    for value, goal in zip(x[:, 0].tolist(), target.tolist(), strict=True):
        estimate += p * (value - estimate)
        error += (goal - estimate) ** 2 / length
    assert 1 - 3 * error == pytest.approx(linear_memory_bound(p), abs=0.02)


def held(p, length, bound):
    (drawn,) = uniform(streams([0], "test"), 2, length)
    values, marks = bound * (2 * drawn[0] - 1), (drawn[1] < p).double()
    marks[0] = 1
    target = values.clone()
    for t in range(1, length):
        target[t] = values[t] if marks[t] else target[t - 1]
    return torch.stack([values, marks], -1), target


@pytest.mark.parametrize("bound", [1.0, 3.0])
def test_two_relu_units_hold_a_number_for_any_length(bound):
    x, target = held(0.02, 3000, bound)
    W, U, b, C, c = two_unit_hold(bound)
    h = torch.zeros(2, dtype=torch.float64)
    for x_t, target_t in zip(x, target, strict=True):
        h = torch.relu(W @ h + U @ x_t + b)
        assert abs(C @ h + c - target_t).item() <= 1e-15 * bound


def test_the_two_unit_hold_is_a_relu_network_of_width_two():
    x, target = held(0.1, 200, 1.0)
    weights = two_unit_hold()
    network = RNN(2, 1, seeds=[0], hidden=2, activation="relu", dtype=torch.float64)
    cell = network.cells[0]
    parameters = [cell.W, cell.U.weight, cell.U.bias, network.readout.weight, network.readout.bias]
    with torch.no_grad():
        for parameter, weight in zip(parameters, weights, strict=True):
            parameter.copy_(weight)
        y = network(x[None, None])[0, 0, :, 0]
    torch.testing.assert_close(y, target, rtol=0, atol=1e-14)


def test_the_adding_baseline_is_the_variance_of_a_sum_of_two_uniforms():
    (pairs,) = uniform(streams([0], "test"), 10**6, 2)
    assert baselines().adding == pytest.approx(pairs.sum(1).var().item(), rel=5e-3)
    grid = (torch.arange(1000, dtype=torch.float64) + 0.5) / 1000
    error = (grid[:, None] + grid - 1).square().mean()
    assert baselines().adding == pytest.approx(error.item(), rel=1e-5)


def test_the_copying_baseline_is_the_loss_of_an_answer_that_knows_only_the_step():
    blank, uniform_guess = 0.0, -torch.log_softmax(torch.zeros(8, dtype=torch.float64), 0)[0].item()
    steps = [blank] * (100 + 10) + [uniform_guess] * 10
    assert baselines(delay=100).copying == pytest.approx(sum(steps) / len(steps))
    assert baselines(delay=100).copying == pytest.approx(0.1733, abs=5e-5)


def test_the_recall_baseline_is_the_entropy_of_a_uniform_symbol():
    chances = torch.full((8,), 1 / 8, dtype=torch.float64)
    assert baselines().recall == pytest.approx(
        torch.distributions.Categorical(chances).entropy().item()
    )
