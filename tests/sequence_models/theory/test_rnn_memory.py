import itertools
import math
from fractions import Fraction

import pytest
import torch
import torch.nn.functional as F
from scipy.linalg import solve_discrete_lyapunov

from sequence_models.architectures import RNN
from sequence_models.replicas import normal, streams
from sequence_models.tasks import Adding, Copying, DelayedRecall, SampleAndHold
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
    p, length = 0.3, 6
    task = SampleAndHold(mark_probability=p, length=length, gated=gated)
    (values, marks), target = drawn_steps(task, 100_000)
    errors = []
    for t in range(1, length + 1):
        past = torch.cat([values[:, :t], marks[:, :t]], 1)
        weights = torch.linalg.lstsq(past, target[:, t - 1]).solution
        errors.append((target[:, t - 1] - past @ weights).square().mean().item())
    bound = linear_memory_bound(p, length=length, gated=gated)
    assert 1 - 3 * sum(errors) / length == pytest.approx(bound, abs=0.01)


def test_far_from_the_start_the_linear_memory_bound_is_the_settled_one():
    assert linear_memory_bound(0.1) == pytest.approx(0.1 / 1.9)
    assert linear_memory_bound(0.1, gated=True) == pytest.approx(1 / 1.9)
    assert linear_memory_bound(0.1, length=10**6) == pytest.approx(0.1 / 1.9, abs=1e-5)
    assert linear_memory_bound(0.1, length=1) == pytest.approx(1)


def test_a_leak_meets_the_settled_linear_memory_bound():
    p = 0.2
    task = SampleAndHold(mark_probability=p, length=30)
    (values, *_), target = drawn_steps(task, 60_000)
    estimate = torch.zeros_like(target[:, 0])
    for value in values.unbind(1):
        estimate += p * (value - estimate)
    explained = 1 - 3 * (target[:, -1] - estimate).square().mean().item()
    assert explained == pytest.approx(linear_memory_bound(p), abs=0.02)


def drawn_steps(task, sequences):
    """Each input over time, and the target, of one replica."""
    batch = task.sample(streams([0], "test"), sequences)
    return batch.inputs[0].double().unbind(-1), batch.targets[0, ..., 0].double()


@pytest.mark.parametrize("bound", [1.0, 3.0])
def test_two_relu_units_hold_a_number_for_any_length(bound):
    (values, marks), target = drawn_steps(SampleAndHold(length=3000, mark_probability=0.02), 1)
    W, U, b, C, c = two_unit_hold(bound)
    h = torch.zeros(2, dtype=torch.float64)
    for x, goal in zip(torch.cat([bound * values, marks]).T, bound * target[0], strict=True):
        h = torch.relu(W @ h + U @ x + b)
        assert abs(C @ h + c - goal).item() <= 1e-15 * bound


def test_the_two_unit_hold_is_a_relu_network_of_width_two():
    x, target = drawn_steps(SampleAndHold(length=200), 1)
    network = RNN(2, 1, seeds=[0], hidden=2, activation="relu", dtype=torch.float64)
    (cell,) = network.cells
    parameters = [cell.W, cell.U.weight, cell.U.bias, network.readout.weight, network.readout.bias]
    with torch.no_grad():
        for parameter, weight in zip(parameters, two_unit_hold(), strict=True):
            parameter.copy_(weight)
        y = network(torch.stack(x, -1)[None])[0, ..., 0]
    torch.testing.assert_close(y, target, rtol=0, atol=1e-14)


def test_the_adding_baseline_is_the_error_of_the_mean():
    grid = (torch.arange(1000, dtype=torch.float64) + 0.5) / 1000
    error = (grid[:, None] + grid - 1).square().mean()
    assert baselines().adding == pytest.approx(error.item(), rel=1e-5)
    batch = Adding().sample(streams(SEEDS, "test"), 20_000)
    sums = batch.targets[:, :, -1]
    assert baselines().adding == pytest.approx(sums.var().item(), rel=0.02)


def test_the_copying_baseline_is_the_loss_of_an_answer_that_knows_only_the_step():
    task = Copying(delay=7, remembered=3, symbols=4)
    batch = task.sample(streams(SEEDS, "test"), 20_000)
    counts = F.one_hot(batch.targets, task.outputs).sum((0, 1)).double()
    loss = torch.special.entr(counts / counts.sum(-1, keepdim=True)).sum(-1).mean()
    expected = baselines(delay=7, remembered=3, symbols=4).copying
    assert expected == pytest.approx(loss.item(), rel=1e-3)


def test_the_copying_baseline_is_the_figure_in_print():
    assert baselines(delay=100).copying == pytest.approx(0.1733, abs=5e-5)


def test_the_recall_baseline_is_the_loss_of_an_answer_that_knows_only_the_current_symbol():
    task = DelayedRecall(delay=3, symbols=5)
    batch = task.sample(streams(SEEDS, "test"), 5_000)
    seen = batch.inputs.argmax(-1)[:, :, 3:].flatten()
    pairs = torch.bincount(5 * seen + batch.targets[:, :, 3:].flatten(), minlength=25).double()
    joint, alone = pairs / pairs.sum(), pairs.view(5, 5).sum(1) / pairs.sum()
    loss = torch.special.entr(joint).sum() - torch.special.entr(alone).sum()
    assert baselines(symbols=5).recall == pytest.approx(loss.item(), rel=1e-3)


def test_the_recall_baseline_is_the_least_loss_of_any_fixed_answer():
    answers = torch.log_softmax(normal(streams(SEEDS, "test"), 1000, 8), -1)
    losses = -answers.mean(-1)
    assert (losses >= baselines().recall).all()
    assert baselines().recall == pytest.approx(torch.logsumexp(torch.zeros(8), 0).item())
