import math

import pytest
import torch
from scipy.optimize import brentq

from sequence_models.replicas import normal, streams, uniform
from sequence_models.theory import (
    gradient_paths,
    jacobian_bound,
    latch,
    linear_rate,
    truncation_bias,
)

SEEDS = [0, 1, 2]
HIDDEN, BATCH, STEPS = 5, 2, 7


def unroll(W, drive, cut=0):
    """The states h_0 … h_T of a tanh network; the gradient stops at step ``cut``."""
    states = [torch.zeros_like(drive[:, :, 0])]
    for t, drive_t in enumerate(drive.unbind(2)):
        h = states[-1].detach() if t == cut else states[-1]
        states.append(torch.tanh(h @ W.transpose(1, 2) + drive_t))
    return states


def drawn_network(gain=1.0):
    drawn = streams(SEEDS, "test")
    W = gain * normal(drawn, HIDDEN, HIDDEN) * HIDDEN**-0.5
    return W.requires_grad_(), normal(drawn, BATCH, STEPS, HIDDEN)


def paths_of(W, drive):
    states = torch.stack(unroll(W, drive), 2).detach()
    error = torch.ones_like(states[:, :, -1])
    return gradient_paths(W.detach(), 1 - states[:, :, 1:].square(), states[:, :, :-1], error)


def test_the_paths_sum_to_what_autograd_finds():
    W, drive = drawn_network()
    (expected,) = torch.autograd.grad(unroll(W, drive)[-1].sum(), W)
    torch.testing.assert_close(paths_of(W, drive).sum(1), expected, rtol=1e-12, atol=1e-12)


def test_the_paths_sum_to_the_difference_quotient():
    W, drive = drawn_network()
    direction, small = torch.ones_like(W), 1e-6
    with torch.no_grad():
        up, down = (unroll(W + s * small * direction, drive)[-1].sum((1, 2)) for s in (1, -1))
    slope = (paths_of(W, drive).sum(1) * direction).sum((1, 2))
    torch.testing.assert_close(slope, (up - down) / (2 * small), rtol=1e-7, atol=1e-7)


def test_each_path_is_one_steps_use_of_the_matrix():
    W, drive = drawn_network()
    copies = [W.detach().clone().requires_grad_() for _ in range(STEPS)]
    h = torch.zeros_like(drive[:, :, 0])
    for copy, drive_t in zip(copies, drive.unbind(2), strict=True):
        h = torch.tanh(h @ copy.transpose(1, 2) + drive_t)
    expected = torch.stack(torch.autograd.grad(h.sum(), copies), 1)
    torch.testing.assert_close(paths_of(W, drive), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("gain", [0.5, 1.0, 3.0])
def test_no_jacobian_exceeds_its_bound(gain):
    W, drive = drawn_network(gain)
    first = torch.zeros(len(SEEDS), BATCH, HIDDEN, dtype=torch.float64, requires_grad=True)
    h, slopes = first, []
    for drive_t in drive.unbind(2):
        h = torch.tanh(h @ W.transpose(1, 2) + drive_t)
        slopes.append(1 - h.square())
    rows = [
        torch.autograd.grad(h[..., i].sum(), first, retain_graph=True)[0] for i in range(HIDDEN)
    ]
    measured = torch.linalg.matrix_norm(torch.stack(rows, 2), 2).log10()
    assert (measured <= jacobian_bound(W, torch.stack(slopes, 2)) + 1e-12).all()


def test_the_jacobian_bound_is_met_by_a_scaled_rotation():
    Q, _ = torch.linalg.qr(normal(streams(SEEDS, "test"), HIDDEN, HIDDEN))
    slopes = torch.full((len(SEEDS), BATCH, STEPS, HIDDEN), 0.5, dtype=torch.float64)
    power = torch.linalg.matrix_power(0.8 * 0.5 * Q, STEPS)
    expected = torch.linalg.matrix_norm(power, 2).log10().unsqueeze(1).expand(-1, BATCH)
    torch.testing.assert_close(jacobian_bound(0.8 * Q, slopes), expected)


def test_the_linear_rate_is_the_limit_of_the_powers():
    W = normal(streams(SEEDS, "test"), HIDDEN, HIDDEN) * HIDDEN**-0.5
    power, decades = torch.eye(HIDDEN, dtype=torch.float64), 0.0
    for _ in range(20_000):
        power = W @ power
        norm = torch.linalg.matrix_norm(power, 2)
        power, decades = power / norm[:, None, None], decades + norm.log10()
    torch.testing.assert_close(linear_rate(W), decades / 20_000, rtol=0, atol=1e-3)


def test_the_linear_rate_of_a_triangular_matrix_is_on_its_diagonal():
    W = torch.tensor([[[0.9, 5.0], [0.0, -0.5]]], dtype=torch.float64)
    torch.testing.assert_close(10 ** linear_rate(W), torch.tensor([0.9], dtype=torch.float64))
    norms = [torch.linalg.matrix_norm(torch.linalg.matrix_power(W, n), 2) for n in range(1, 20)]
    assert sum(norm > 1 for norm in norms) == 12  # before it decays


def test_a_spectral_radius_of_zero_does_not_make_a_tanh_gradient_vanish():
    W = torch.tensor([[8.0, 8.0], [-8.0, -8.0]], dtype=torch.float64)
    rest = torch.tensor([0.0, 0.5], dtype=torch.float64)
    b = torch.atanh(rest) - W @ rest

    def after(steps, h):
        for _ in range(steps):
            h = torch.tanh(W @ h + b)
        return h

    def norm(steps):
        J = torch.autograd.functional.jacobian(lambda h: after(steps, h), rest)
        return torch.linalg.matrix_norm(J, 2)

    assert torch.equal(W @ W, torch.zeros_like(W))
    torch.testing.assert_close(norm(10), 2**9 * norm(1), rtol=1e-6, atol=0)


@pytest.mark.parametrize("w", [1.2, 2.0, 4.0])
def test_a_latch_rests_where_its_equation_holds(w):
    root = brentq(lambda h: math.tanh(w * h) - h, 1e-3, 1, xtol=1e-15)
    assert latch(w).state == pytest.approx(root, abs=1e-12)


@pytest.mark.parametrize("w", [1.2, 2.0, 4.0])
def test_a_latchs_gradient_decays_at_its_rate(w):
    start = torch.tensor(latch(w).state, dtype=torch.float64, requires_grad=True)
    h = start
    for _ in range(40):
        h = torch.tanh(w * h)
    (gradient,) = torch.autograd.grad(h, start)
    assert gradient.item() ** (1 / 40) == pytest.approx(latch(w).rate, rel=1e-9)


@pytest.mark.parametrize("w", [1.2, 2.0, 4.0])
def test_a_latch_keeps_its_bit_under_noise_that_it_tolerates(w):
    noise = 0.9 * latch(w).tolerance
    bound = latch(w, noise=noise)
    h = torch.full((64,), bound.state, dtype=torch.float64)
    for u in noise * (2 * uniform(streams([0], "test"), 500, 64)[0] - 1):
        h = torch.tanh(w * h + u)
        assert (h >= bound.state - 1e-12).all()
        assert (w * (1 - h.square()) <= bound.rate + 1e-12).all()


@pytest.mark.parametrize("w", [1.2, 2.0, 4.0])
def test_a_latch_loses_its_bit_just_beyond_its_tolerance(w):
    h = 1.0
    for _ in range(1000):
        h = math.tanh(w * h - 1.01 * latch(w).tolerance)
    assert h < 0


def test_a_latch_names_what_it_does_not_tolerate():
    with pytest.raises(ValueError, match="w > 1"):
        latch(1.0)
    with pytest.raises(ValueError, match="tolerates"):
        latch(2.0, noise=0.54)


@pytest.mark.parametrize("window", [1, 3, STEPS, STEPS + 1])
def test_the_truncation_bias_is_the_full_gradient_less_the_truncated(window):
    W, drive = drawn_network()
    (full,) = torch.autograd.grad(unroll(W, drive)[-1].sum(), W)
    cut = max(0, STEPS - window)
    (truncated,) = torch.autograd.grad(unroll(W, drive, cut)[-1].sum(), W)
    torch.testing.assert_close(truncation_bias(paths_of(W, drive), window=window), full - truncated)


def test_a_window_sees_a_delay_when_it_is_one_step_longer():
    W, drive = drawn_network()
    delay = 3
    for window in (delay, delay + 1):
        moved = drive.clone().requires_grad_()
        cut = STEPS - window
        (reach,) = torch.autograd.grad(unroll(W, moved, cut)[-1].sum(), moved)
        seen = reach[:, :, STEPS - 1 - delay].abs().amax((1, 2)) > 0
        assert seen.all() == (window > delay)
