"""Calibration on networks whose Jacobians are known in closed form."""

import math

import pytest
import torch

from sequence_models.architectures import RNN, LeakyRNN
from sequence_models.architectures.interface import flatten
from sequence_models.probes import (
    bound_excess,
    isometry_defect,
    jacobian_norm,
    lyapunov_exponent,
    rate_gap,
)
from sequence_models.probes.spectrum import SETTLING, pull_back, rest_jacobian, settled

from .calibration import SEEDS, build_for, linear, read, recurrence, same
from .recording import Recording

LINEAR = {"activation": "identity", "initialisation": "orthogonal"}
SHEARED = [[0.8, 1.0], [0.0, 0.3]]
OVER_TWO_STEPS = torch.tensor(SHEARED, dtype=torch.float64).matrix_power(2)


def test_a_linear_orthogonal_network_has_the_gain_to_the_power_of_the_lag():
    build = build_for(RNN, gain=0.9, **LINEAR)
    assert same(30 * math.log10(0.9), read(jacobian_norm, build, lag=30))
    assert same(0.0, read(bound_excess, build, lag=30))
    assert same(0.0, read(rate_gap, build, lag=30))
    assert same(1 - 0.81, read(isometry_defect, build, lag=2))


def test_a_constant_leak_alone_keeps_its_power():
    build = build_for(LeakyRNN, initialisation="identity", gain=0.0, leak_bias=math.log(3))
    assert same(10 * math.log10(0.75), read(jacobian_norm, build, lag=10))


@pytest.mark.parametrize(("fast", "slow", "defect"), [(1.0, 0.5, 0.75), (1.5, 0.5, 1.25)])
def test_an_isometry_keeps_every_direction(fast, slow, defect):
    build = linear([fast, 0.0], [0.0, slow])
    assert same(defect, read(isometry_defect, build, lag=2))
    assert same(2 * math.log10(fast), read(jacobian_norm, build, lag=2))


def test_a_sheared_step_stretches_more_than_its_radius_says_and_less_than_its_norm():
    build = linear(*SHEARED)
    once = math.log10(torch.linalg.svdvals(torch.tensor(SHEARED, dtype=torch.float64))[0])
    twice = math.log10(torch.linalg.svdvals(OVER_TWO_STEPS)[0])
    assert same(twice, read(jacobian_norm, build, lag=2))
    assert same(twice - 2 * once, read(bound_excess, build, lag=2))
    assert same(twice / 2 - math.log10(0.8), read(rate_gap, build, lag=2))


def test_rest_is_compared_with_what_the_inputs_do():
    def a_hundredth_where_anything_comes_in(h, x_t):
        return 0.9 * h * 0.01 ** (x_t != 0).any(-1, keepdim=True).double()

    build = recurrence(a_hundredth_where_anything_comes_in, 2)
    assert same(-2 * 3, read(bound_excess, build, lag=3))
    assert same(2.0, read(rate_gap, build, lag=3))


def test_rest_is_the_first_state_under_no_input():
    build = recurrence(
        lambda h, x_t: h.square() / 2 * (1 + x_t.sum(-1, keepdim=True)), 3, start=0.7
    )
    assert same(0.7 * torch.eye(3), rest_jacobian(build(inputs=2, outputs=1)), within=1e-6)


def test_the_lyapunov_exponent_of_a_linear_orthogonal_network_is_the_logarithm_of_its_gain():
    exponent = read(lyapunov_exponent, build_for(RNN, gain=1.2, **LINEAR), length=100)
    assert same(math.log(1.2), exponent)


def test_the_lyapunov_exponent_of_one_unit_is_the_mean_of_its_slopes():
    states = []

    def step(h, x_t):
        states.append((1.5 * h + x_t[..., :1]).tanh())
        return states[-1]

    exponent = read(lyapunov_exponent, recurrence(step, 1), length=60)
    after = torch.stack([h.detach() for h in states[SETTLING : SETTLING + 60]])
    slopes = 1.5 * (1 - after.square())
    assert same(slopes.log().mean((0, 2, 3)), exponent)


@pytest.mark.parametrize("stretch", [1, 7, 40])
def test_the_lyapunov_exponent_is_the_same_in_stretches_and_at_once(stretch):
    build = build_for(RNN, hidden=5, gain=2.0)
    at_once = read(lyapunov_exponent, build, length=40, stretch=100)
    assert same(at_once, read(lyapunov_exponent, build, length=40, stretch=stretch))


def test_a_gradient_that_vanishes_altogether_has_no_exponent():
    build = recurrence(lambda h, x_t: 0 * h + x_t[..., :2], 2)
    assert (read(lyapunov_exponent, build, length=60) == -torch.inf).all()


def test_measuring_begins_after_inputs_of_the_same_kind_have_been_taken_in():
    handed = Recording(recurrence(lambda h, x_t: h + x_t, 4))
    _, x, state = settled(handed, SEEDS, lag=7, scale=3.0, width=4)
    (earlier,) = handed.inputs
    torch.testing.assert_close(flatten(state), earlier.sum(2))
    assert x.shape == (3, 7, 4)
    assert not torch.isin(x, earlier).any()
    assert same(3.0, earlier.std((1, 2, 3)), within=0.5)


def test_pulling_back_leaves_the_state_it_starts_from_as_it_is():
    model = linear(*SHEARED)(inputs=2, outputs=1)
    x, state, error = torch.ones(3, 1, 2, 2), model.initial_state(1), torch.ones(3, 1, 2)
    back = pull_back(model, x.double(), state, error.double())
    assert same(OVER_TWO_STEPS.sum(0), back)
    assert not state[0].requires_grad


def test_the_start_is_forgotten_before_measuring_begins():
    never, late = (
        settled(
            recurrence(lambda h, x_t: h / 2 + x_t, 4, start=s), SEEDS, lag=2, scale=1.0, width=4
        )
        for s in (0.0, 1.0)
    )
    torch.testing.assert_close(flatten(never[2]), flatten(late[2]), rtol=0, atol=1e-14)


@pytest.mark.parametrize(
    "probe", [jacobian_norm, isometry_defect, bound_excess, rate_gap, lyapunov_exponent]
)
def test_inputs_have_the_deviation_that_is_asked_for(probe):
    handed = Recording(linear(*SHEARED))
    read(probe, handed, scale=3.0, **{"length" if probe is lyapunov_exponent else "lag": 20})
    settling, measured = handed.inputs[0], [x for x in handed.inputs[1:] if x.any()]
    assert settling.shape[2] == SETTLING
    assert same(3.0, settling.std((1, 2, 3)), within=0.5)
    assert same(3.0, torch.cat(measured, 1)[:, 0].std((1, 2)), within=0.6)
