"""Calibration on networks whose Jacobians are known in closed form."""

import math

import pytest
import torch

from sequence_models.ablations import RNNTransposedPath
from sequence_models.architectures import GRU, RNN, LeakyRNN
from sequence_models.architectures.interface import flatten
from sequence_models.probes import (
    bound_excess,
    gradient_retention,
    isometry_defect,
    jacobian_norm,
    lyapunov_exponent,
    path_sum_error,
    rate_gap,
)
from sequence_models.probes.jacobian import nudged_jacobian, state_jacobian, unflatten
from sequence_models.replicas import normal, streams

SEEDS = range(3)


def build_for(arch=RNN, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return build


LINEAR = {"activation": "identity", "initialisation": "orthogonal"}


def read(probe, build, **conditions):
    return probe(build, seeds=SEEDS, **conditions)


def is_close(a, b, tolerance=1e-9):
    return bool(((a - b).abs() <= tolerance).all())


def test_a_linear_orthogonal_network_has_the_gain_to_the_power_of_the_lag():
    build = build_for(gain=0.9, **LINEAR)
    assert is_close(read(jacobian_norm, build, lag=30), 30 * math.log10(0.9))
    assert is_close(read(bound_excess, build, lag=30), 0.0)
    assert is_close(read(rate_gap, build, lag=30), 0.0)
    assert is_close(read(isometry_defect, build, lag=2), 1 - 0.81)


def test_the_lyapunov_exponent_of_a_linear_orthogonal_network_is_the_logarithm_of_its_gain():
    exponent = read(lyapunov_exponent, build_for(gain=1.2, **LINEAR), length=100)
    assert is_close(exponent, math.log(1.2))


def test_retention_through_a_linear_orthogonal_network_is_known_on_average():
    build = build_for(gain=0.5, **LINEAR)
    retention = read(gradient_retention, build, lag=10, sequences=256)
    assert is_close(retention, 10 * math.log10(0.5), tolerance=0.3)


def test_a_constant_leak_alone_keeps_its_power():
    build = build_for(LeakyRNN, initialisation="identity", gain=0.0, leak_bias=math.log(3))
    assert is_close(read(jacobian_norm, build, lag=10), 10 * math.log10(0.75))


def test_jacobians_by_autograd_and_by_nudging_agree():
    for arch in (RNN, GRU):
        model = arch(3, 2, seeds=SEEDS, hidden=5, layers=2, dtype=torch.float64)
        drawn = streams(SEEDS, "inputs")
        x = normal(drawn, 1, 3)
        state = unflatten(normal(drawn, 1, 10), model.initial_state(1))
        assert is_close(
            state_jacobian(model, x, state), nudged_jacobian(model, x[:, 0], state), 1e-8
        )


def test_the_jacobian_of_a_tanh_step_is_its_slope_times_the_matrix():
    model = RNN(3, 2, seeds=SEEDS, hidden=5, dtype=torch.float64)
    x, state = normal(streams(SEEDS, "inputs"), 1, 3), model.initial_state(1)
    _, (h,) = model.run(x.unsqueeze(1), state)
    expected = (1 - h.square()).mT * model.cells[0].W
    assert is_close(state_jacobian(model, x, state), expected)


def test_unflatten_undoes_flatten():
    state = (torch.rand(2, 3, 4), torch.rand(2, 3, 5))
    for part, again in zip(state, unflatten(flatten(state), state), strict=True):
        assert torch.equal(part, again)


@pytest.mark.parametrize("arch", [RNN, GRU, LeakyRNN])
def test_the_sum_over_paths_is_the_gradient_of_any_recurrence(arch):
    assert is_close(read(path_sum_error, build_for(arch)), 0.0)


def test_a_wrong_path_is_seen_in_the_sum():
    assert (read(path_sum_error, build_for(RNNTransposedPath)) > 0.01).all()
