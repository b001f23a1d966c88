import math

import pytest
import torch
from scipy.special import expn
from torch.autograd.functional import jacobian
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.architectures import LSTM
from sequence_models.replicas import normal, streams, uniform
from sequence_models.theory.lstm import (
    cell_bound,
    chrono_retention,
    counting_limit,
    direct_path,
    error_injection,
    gate_derivative,
    lstm_cost,
    lstm_jacobian,
)

HIDDEN = 4


def draw(*shape, seed=0):
    return normal(streams([seed], "weights"), *shape)[0]


def step(state, drive, recurrent, *, detached=False):
    """(3.a) to (3.d), written out; detached, the gates take h as given."""
    h, c = state.chunk(2)
    past = h.detach() if detached else h
    i, f, o, g = (a + U @ past for a, U in zip(drive.chunk(4), recurrent.chunk(4), strict=True))
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c])


def unroll(state, drives, recurrent, *, detached=False):
    for drive in drives:
        state = step(state, drive, recurrent, detached=detached)
    return state


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_a_cell_that_adds_one_stops_at_the_counting_limit(dtype):
    c, count = torch.zeros((), dtype=dtype), 0
    while c + 1 != c:
        c, count = c + 1, count + 1
    assert c.item() == count == counting_limit(dtype)


def test_float32_counts_exactly_to_2_to_the_24():
    last = torch.tensor(2.0**24)
    assert counting_limit(torch.float32) == 2**24
    assert (last - 1) + 1 == last
    assert last + 1 == last


def test_counts_of_a_gate_not_quite_open_fall_short_as_derived():
    f, n = torch.tensor(10.0, dtype=torch.float64).sigmoid().item(), 100
    count = 0.0
    for _ in range(n):
        count = f * count + 1
    shortfall = (1 - f) * n * (n - 1) / 2
    assert math.isclose(count, (1 - f**n) / (1 - f), rel_tol=1e-12)
    assert 0 < shortfall - (n - count) < (1 - f) ** 2 * n**3 / 6


def test_a_count_kept_by_a_gate_of_bias_10_is_off_by_a_half_at_150():
    f, count, n = torch.tensor(10.0, dtype=torch.float64).sigmoid().item(), 0.0, 0
    while n - count < 0.5:
        count, n = f * count + 1, n + 1
    assert n == 150


def test_direct_path_is_the_gradient_with_the_gates_held_fixed():
    state, drives, recurrent = draw(8), draw(9, 16, seed=1), draw(16, HIDDEN, seed=2)
    total = jacobian(lambda s: unroll(s, drives, recurrent, detached=True), state)
    forget, s = [], state
    for drive in drives:
        forget.append((drive + recurrent @ s[:HIDDEN]).chunk(4)[1].sigmoid())
        s = step(s, drive, recurrent)
    torch.testing.assert_close(
        total[HIDDEN:, HIDDEN:], direct_path(torch.stack(forget)).diag(), rtol=0, atol=1e-15
    )


def test_direct_path_leaves_out_what_returns_through_h():
    s, drives, recurrent = draw(8), draw(6, 16, seed=1), draw(16, HIDDEN, seed=2)
    full = jacobian(lambda s: unroll(s, drives, recurrent), s)[HIDDEN:, HIDDEN:]
    forget, returned, so_far = [], [], torch.eye(8, dtype=torch.float64)
    for drive in drives:
        forget.append((drive + recurrent @ s[:HIDDEN]).chunk(4)[1].sigmoid())
        one = lstm_jacobian(*s.chunk(2), drive, recurrent)
        returned.append(one[HIDDEN:, :HIDDEN] @ so_far[:HIDDEN, HIDDEN:])  # K_t Θ_{t−1}
        s, so_far = step(s, drive, recurrent), one @ so_far
    after = [
        direct_path(torch.stack([*forget, torch.ones_like(forget[0])])[t + 1 :]) for t in range(6)
    ]
    rest = sum(a.unsqueeze(-1) * b for a, b in zip(after, returned, strict=True))
    direct = direct_path(torch.stack(forget)).diag()
    assert returned[0].abs().max() == 0  # one step is the forget gate exactly
    assert rest.abs().max() > 0.01
    torch.testing.assert_close(full, direct + rest, rtol=0, atol=1e-14)


def test_gate_derivative_is_that_of_the_logistic_function():
    a = torch.linspace(-30, 30, 601, dtype=torch.float64).requires_grad_()
    (slope,) = torch.autograd.grad(a.sigmoid().sum(), a)
    torch.testing.assert_close(gate_derivative(a), slope, rtol=0, atol=1e-15)
    assert gate_derivative(a).max() == 0.25
    assert gate_derivative(torch.tensor(10.0)).item() == pytest.approx(4.5e-5, rel=0.01)


def test_gate_derivative_is_the_limit_of_difference_quotients():
    a, d = draw(20), 1e-5
    quotient = ((a + d).sigmoid() - (a - d).sigmoid()) / (2 * d)
    torch.testing.assert_close(gate_derivative(a), quotient, rtol=0, atol=1e-10)


def test_jacobian_is_that_of_the_written_out_step():
    state, drive, recurrent = draw(8), draw(16, seed=1), draw(16, HIDDEN, seed=2)
    expected = jacobian(lambda s: step(s, drive, recurrent), state)
    derived = lstm_jacobian(*state.chunk(2), drive, recurrent)
    torch.testing.assert_close(derived, expected, rtol=0, atol=1e-14)


def test_jacobian_is_the_limit_of_difference_quotients():
    state, drive, recurrent = draw(8), draw(16, seed=1), draw(16, HIDDEN, seed=2)
    quotients = [
        (step(state + d, drive, recurrent) - step(state - d, drive, recurrent)) / 2e-5
        for d in 1e-5 * torch.eye(8, dtype=torch.float64)
    ]
    derived = lstm_jacobian(*state.chunk(2), drive, recurrent)
    torch.testing.assert_close(derived, torch.stack(quotients, 1), rtol=0, atol=1e-9)


def test_jacobian_is_that_of_the_cell_in_use():
    (cell,) = LSTM(3, 1, seeds=[0, 1], hidden=HIDDEN, dtype=torch.float64).cells
    h, c, x = draw(2, 1, HIDDEN), draw(2, 1, HIDDEN, seed=1), draw(2, 1, 1, 3, seed=2)
    drive = cell.drive(x)[:, :, 0]
    blocks = jacobian(lambda h, c: cell.advance(drive, (h, c)), (h, c))
    derived = lstm_jacobian(h, c, drive, cell.U.unsqueeze(1))
    for replica in range(2):
        expected = [
            torch.cat([block[replica, 0, :, replica, 0] for block in row], -1) for row in blocks
        ]
        torch.testing.assert_close(derived[replica, 0], torch.cat(expected), rtol=0, atol=1e-15)


def test_jacobian_takes_replicas_and_batches():
    h, c, drive, recurrent = draw(2, 3, 4), draw(2, 3, 4), draw(2, 3, 16), draw(2, 16, 4)
    whole = lstm_jacobian(h, c, drive, recurrent.unsqueeze(1))
    alone = lstm_jacobian(h[1, 2], c[1, 2], drive[1, 2], recurrent[1])
    torch.testing.assert_close(whole[1, 2], alone, rtol=0, atol=1e-15)


def test_chrono_retention_is_the_mean_over_drawn_biases():
    horizon, steps = 50.0, 30
    bias = (1 + (horizon - 2) * uniform(streams([0], "biases"), 200_000)[0]).log()
    kept = bias.sigmoid() ** steps
    margin = 5 * kept.std().item() / len(kept) ** 0.5
    assert kept.mean().item() == pytest.approx(chrono_retention(steps, horizon), abs=margin)


def test_chrono_time_scales_are_uniform_and_its_gates_sum_to_one():
    bias = torch.linspace(1, 49, 49, dtype=torch.float64).log()
    torch.testing.assert_close(1 / (1 - bias.sigmoid()), torch.linspace(2, 50, 49).double())
    torch.testing.assert_close(bias.sigmoid() + (-bias).sigmoid(), torch.ones(49).double())


@pytest.mark.parametrize("share", [0.5, 1.0, 2.0])
def test_chrono_retention_tends_to_an_exponential_integral(share):
    gaps = [
        abs(chrono_retention(round(share * horizon), float(horizon)) - expn(2, share))
        for horizon in (10**2, 10**3, 10**4)
    ]
    assert gaps[0] > 5 * gaps[1] > 25 * gaps[2]
    assert gaps[2] < 1e-3


def test_chrono_keeps_less_at_its_horizon_than_its_longest_unit():
    horizon = 10**4
    longest = (1 - 1 / horizon) ** horizon
    assert chrono_retention(horizon, float(horizon)) == pytest.approx(0.1485, abs=5e-4)
    assert longest == pytest.approx(math.exp(-1), abs=5e-4)


@pytest.mark.parametrize("coupled", [True, False])
@pytest.mark.parametrize("start", [0.0, 0.5, 3.0])
def test_no_cell_leaves_its_bound_and_one_attains_it(coupled, start):
    def last(forget, write, candidate):
        c = torch.full_like(forget[0], start)
        for f, i, g in zip(forget, write, candidate, strict=True):
            c = f * c + (1 - f if coupled else i) * g
        return c.abs()

    forget, write, candidate = uniform(streams([0, 1, 2], "gates"), 12, 5_000)
    free = last(0.9 * forget, write, 2 * candidate - 1).max().item()
    ones = torch.ones(12, 1, dtype=torch.float64)
    attained = last(0.9 * ones, ones, ones if start <= 1 or not coupled else 0 * ones).item()
    bound = cell_bound(12, start=start, forget=0.9, coupled=coupled)
    assert free <= bound
    if not coupled:
        assert attained == pytest.approx(bound, rel=1e-12)


def test_coupled_cell_comes_as_close_to_one_as_one_likes():
    c = 0.0
    for _ in range(200):
        c = 0.9 * c + 0.1
    assert 1 - 1e-9 < c < cell_bound(200, coupled=True) == 1


def test_open_cell_grows_by_one_a_step_and_a_leak_stops_it_at_its_time_scale():
    assert cell_bound(1000, start=2.0) == 1002
    assert cell_bound(1000, forget=0.9) == pytest.approx(10, rel=1e-12)


def test_error_injection_is_the_derivative_of_what_is_exposed():
    o, c = draw(40).sigmoid(), (3 * draw(40, seed=1)).requires_grad_()
    (slope,) = torch.autograd.grad((o * c.tanh()).sum(), c)
    torch.testing.assert_close(error_injection(o, c.detach()), slope, rtol=1e-9, atol=1e-15)


def test_error_injection_at_five_and_at_the_limit():
    five, far = torch.tensor([5.0, 200.0], dtype=torch.float64)
    one = torch.ones((), dtype=torch.float64)
    assert error_injection(one, five).item() == pytest.approx(1.8e-4, rel=0.01)
    assert error_injection(one, far).item() == pytest.approx(4 * math.exp(-400), rel=1e-9)


def test_cost_is_what_a_written_out_cell_holds_and_multiplies():
    inputs, cost = 3, lstm_cost(3, HIDDEN)
    theirs = torch.nn.LSTMCell(inputs, HIDDEN)  # with two vectors of biases for each gate
    assert cost.parameters == sum(p.numel() for p in theirs.parameters()) - 4 * HIDDEN
    W, U, x, h = draw(16, inputs), draw(16, HIDDEN), draw(inputs, 1), draw(HIDDEN, 1)
    with FlopCounterMode(display=False) as counter:
        W @ x, U @ h
    assert 2 * cost.products == counter.get_total_flops()
