"""Results 1.12 to 1.16, each by two routes."""

import itertools
import math

import pytest
import torch
import torch.nn.functional as F

from sequence_models.architectures import RNN
from sequence_models.replicas import normal, streams
from sequence_models.tasks import SampleAndHold
from sequence_models.theory import (
    best_leak,
    linear_memory_bound,
    loudest_ignored,
    merged,
    recall_from_bits,
    tanh_hold,
    two_unit_hold,
)

SEEDS = [0, 1, 2]


def held(values, marks, weights):
    """What the weights answer at every step, run by hand."""
    W, U, b, C, c = weights
    h = torch.zeros(len(b), dtype=torch.float64)
    answers = []
    for x in torch.stack([values, marks], -1):
        h = torch.tanh(W @ h + U @ x + b)
        answers.append((C @ h + c).item())
    return torch.tensor(answers, dtype=torch.float64)


@pytest.mark.parametrize(("small", "push"), [(0.05, 6.0), (0.02, 8.0)])
def test_four_tanh_units_hold_a_number_as_well_as_is_derived(small, push):
    hold = tanh_hold(small=small, push=push, length=30)
    values = 1 - 2 * torch.rand(31, dtype=torch.float64, generator=streams([0], "test")[0])
    marks = torch.zeros_like(values)
    for first in (1.0, -1.0, 0.3):
        values[0], marks[0] = first, 1.0
        error = (held(values, marks, hold.weights) - first).abs().max().item()
        assert error <= hold.error
        assert error >= hold.error / 5 or abs(first) < 1


def test_the_four_unit_hold_is_a_tanh_network_that_does_the_task():
    task = SampleAndHold(length=30)
    batch = task.sample(streams([0], "test"), 500)
    network = RNN(2, 1, seeds=[0], hidden=4, dtype=torch.float64)
    (cell,) = network.cells
    parameters = [cell.W, cell.U.weight, cell.U.bias, network.readout.weight, network.readout.bias]
    hold = tanh_hold()
    with torch.no_grad():
        for parameter, weight in zip(parameters, hold.weights, strict=True):
            parameter.copy_(weight)
        off = (network(batch.inputs.double()) - batch.targets).abs()
    assert off.max() <= hold.error
    assert (3 * off.square().mean()).item() < 1e-4


def test_a_push_that_is_too_weak_is_refused():
    with pytest.raises(ValueError, match=r"push=1\.0 is too weak to hold for 30 steps"):
        tanh_hold(push=1.0)


def error_of_a_leak(keep, p, length):
    """By going through every pattern of marks, with the best factor before the estimate."""
    covariance = power = 0.0
    for later in itertools.product((0, 1), repeat=length - 1):
        chance = math.prod(p if m else 1 - p for m in later)
        latest = 0
        for t, mark in enumerate((1, *later)):
            latest = t if mark else latest
            covariance += chance * keep ** (t - latest) / length
            power += chance * sum(keep ** (2 * k) for k in range(t + 1)) / length
    return 1 - covariance**2 / power


@pytest.mark.parametrize("p", [0.1, 0.4])
def test_the_best_leak_is_the_best_of_all_leaks_over_every_pattern_of_marks(p):
    leak = best_leak(p, length=8)
    assert leak.error == pytest.approx(error_of_a_leak(leak.keep, p, 8), rel=1e-6)
    grid = [error_of_a_leak(k / 50, p, 8) for k in range(51)]
    assert min(grid) == pytest.approx(leak.error, abs=1e-3)
    assert min(grid) >= leak.error - 1e-6


def test_a_leak_that_is_run_leaves_the_error_that_is_derived():
    leak, task = best_leak(0.1, length=30), SampleAndHold(length=30)
    batch = task.sample(streams([0], "test"), 40_000)
    values, target = batch.inputs[0, ..., 0].double(), batch.targets[0, ..., 0].double()
    estimate = torch.zeros_like(values)
    for t in range(30):
        estimate[:, t] = leak.keep * estimate[:, t - 1] * (t > 0) + values[:, t]
    factor = (estimate * target).mean() / estimate.square().mean()
    error = (target - factor * estimate).square().mean() / target.square().mean()
    assert error.item() == pytest.approx(leak.error, abs=0.005)


def test_far_from_the_start_the_best_leak_forgets_as_often_as_a_mark_comes():
    leak = best_leak(0.1, length=3000)
    assert leak.keep == pytest.approx(0.9, abs=1e-3)
    assert leak.error == pytest.approx(1 - linear_memory_bound(0.1), abs=1e-3)
    assert best_leak(0.1, length=30).error > 1 - linear_memory_bound(0.1, length=30)


@pytest.mark.parametrize(("places", "bits"), [(1, 1), (2, 1), (3, 1), (2, 2), (3, 2)])
def test_no_code_recalls_more_than_the_bound_and_one_recalls_as_much(places, bits):
    strings = torch.tensor(list(itertools.product((0, 1), repeat=places)))
    codes = torch.tensor(list(itertools.product(range(2**bits), repeat=len(strings))))
    told = F.one_hot(codes, 2**bits)  # code, string, state
    ones, all_of_them = torch.einsum("csm,sp->cmp", told, strings), told.sum(1)[..., None]
    right = torch.maximum(ones, all_of_them - ones).sum((1, 2)) / strings.numel()
    assert right.max().item() == pytest.approx(recall_from_bits(places=places, bits=bits))


def test_a_majority_beside_a_copied_bit_meets_the_bound():
    majority = 1 - 0.25
    assert recall_from_bits(places=3, bits=1) == pytest.approx(majority)
    assert recall_from_bits(places=4, bits=2) == pytest.approx((3 * majority + 1) / 4)
    assert recall_from_bits(places=6, bits=6) == 1


def test_no_bias_lets_a_relu_ignore_more_than_is_derived():
    u, k, passed = 1.5, 6.0, 1.0
    bound = loudest_ignored(value=u, mark=k, passed=passed)
    ignored = []
    for b in torch.linspace(-10, 2, 2401, dtype=torch.float64).tolist():
        if k + b - u * passed >= 0:  # active at a mark for every value that is passed
            ignored.append(-b / u)  # silent without one up to this value
    assert max(ignored) == pytest.approx(bound, abs=0.01)
    assert max(ignored) <= bound + 1e-12


@pytest.mark.parametrize("bound", [1.0, 3.0])
def test_the_two_unit_hold_ignores_as_much_as_a_unit_can(bound):
    U = two_unit_hold(bound).U[1]
    ignored = loudest_ignored(value=U[0].item(), mark=U[1].item(), passed=bound)
    assert ignored == bound
    assert loudest_ignored(value=1.0, mark=0.5) < 0


@pytest.mark.parametrize("steps", [1, 2, 7, 16])
def test_merging_pairs_gives_the_states_of_the_loop(steps):
    drawn = streams(SEEDS, "test")
    A, b = normal(drawn, steps, 4, 4), normal(drawn, steps, 4)
    h, states = torch.zeros(3, 4, dtype=torch.float64), []
    for t in range(steps):
        h = (A[:, t] @ h[..., None])[..., 0] + b[:, t]
        states.append(h)
    torch.testing.assert_close(merged(A, b), torch.stack(states, 1), rtol=1e-9, atol=1e-9)


def test_merging_pairs_adds_up_a_geometric_series():
    A = torch.full((1, 20, 1, 1), 0.5, dtype=torch.float64)
    sums = merged(A, torch.ones(1, 20, 1, dtype=torch.float64))[0, :, 0]
    torch.testing.assert_close(sums, 2 - 0.5 ** torch.arange(20, dtype=torch.float64))
