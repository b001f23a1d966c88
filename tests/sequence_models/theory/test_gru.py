import math

import pytest
import torch
from torch.autograd.functional import jacobian
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.architectures import GRU
from sequence_models.replicas import normal, streams, uniform
from sequence_models.theory.gru import (
    convex_weights,
    equal_write,
    gru_cost,
    gru_jacobian,
    resolvable_states,
    retention,
)

HIDDEN = 5


def draw(*shape, seed=0):
    return normal(streams([seed], "weights"), *shape)[0]


def step(h, drive, recurrent, reset="before", inner_bias=0.0):
    """(2.a) to (2.e), written out."""
    (a_r, a_z, a_n), (U_r, U_z, U_n) = drive.chunk(3), recurrent.chunk(3)
    r, z = torch.sigmoid(a_r + U_r @ h), torch.sigmoid(a_z + U_z @ h)
    past = U_n @ (r * h) if reset == "before" else r * (U_n @ h + inner_bias)
    return z * h + (1 - z) * torch.tanh(a_n + past)


def test_unrolled_step_is_the_weighted_sum():
    h_0, candidates, keep = draw(3), draw(7, 3).tanh(), draw(7, 3, seed=1).sigmoid()
    h = h_0
    for z, n in zip(keep, candidates, strict=True):
        h = z * h + (1 - z) * n
    summed = (convex_weights(keep) * torch.cat([h_0[None], candidates])).sum(0)
    torch.testing.assert_close(summed, h, rtol=0, atol=1e-14)


def test_shares_are_the_derivatives_and_sum_to_one():
    keep = draw(6, 2).sigmoid()

    def last(written):
        h = written[0]
        for z, n in zip(keep, written[1:], strict=True):
            h = z * h + (1 - z) * n
        return h

    by_autograd = jacobian(last, draw(7, 2, seed=1)).diagonal(dim1=0, dim2=2)
    shares = convex_weights(keep)
    torch.testing.assert_close(shares, by_autograd, rtol=0, atol=1e-15)
    torch.testing.assert_close(shares.sum(0), torch.ones(2, dtype=torch.float64))


def test_gates_of_opposite_sign_exchange_keeping_and_writing():
    a, h, n = draw(9), draw(9, seed=1), draw(9, seed=2)
    z, w = torch.sigmoid(a), torch.sigmoid(-a)
    torch.testing.assert_close(z * h + (1 - z) * n, (1 - w) * h + w * n, rtol=0, atol=1e-15)


@pytest.mark.parametrize("bias", [-2.0, 0.0, 1.0, 3.0, 5.0])
def test_retention_is_what_a_gate_at_rest_shows(bias):
    measured = retention(torch.tensor([bias], dtype=torch.float64))
    z = 1 / (1 + math.exp(-bias))
    total = sum(z**k for k in range(20_000))  # a unit impulse, summed until it is gone
    assert math.isclose(measured.time_scale.item(), total, rel_tol=1e-9)
    assert math.isclose(z ** measured.half_life.item(), 0.5, rel_tol=1e-12)


def test_time_scale_and_half_life_meet_at_ln_2_for_long_memories():
    long = retention(torch.tensor([12.0], dtype=torch.float64))
    assert math.isclose((long.half_life / long.time_scale).item(), math.log(2), rel_tol=1e-5)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_jacobian_is_that_of_the_written_out_step(reset):
    h, drive, recurrent = draw(HIDDEN), draw(15, seed=1), draw(15, HIDDEN, seed=2)
    inner_bias = draw(HIDDEN, seed=3) if reset == "after" else None
    expected = jacobian(lambda h: step(h, drive, recurrent, reset, inner_bias), h)
    derived = gru_jacobian(h, drive, recurrent, reset=reset, inner_bias=inner_bias)
    torch.testing.assert_close(derived, expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_jacobian_is_the_limit_of_difference_quotients(reset):
    h, drive, recurrent = draw(HIDDEN), draw(15, seed=1), draw(15, HIDDEN, seed=2)
    delta = 1e-5 * torch.eye(HIDDEN, dtype=torch.float64)
    quotients = [
        (step(h + d, drive, recurrent, reset) - step(h - d, drive, recurrent, reset)) / 2e-5
        for d in delta
    ]
    derived = gru_jacobian(h, drive, recurrent, reset=reset)
    torch.testing.assert_close(derived, torch.stack(quotients, 1), rtol=0, atol=1e-9)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_jacobian_is_that_of_the_cell_in_use(reset):
    (cell,) = GRU(3, 1, seeds=[0, 1], hidden=HIDDEN, reset=reset, dtype=torch.float64).cells
    h, x = draw(2, 1, HIDDEN), draw(2, 1, 1, 3, seed=1)
    drive = cell.drive(x)[:, :, 0]
    by_autograd = jacobian(lambda h: cell.advance(drive, (h,))[0], h)
    recurrent = torch.cat([cell.U_gates, cell.U_n.weight], 1).unsqueeze(1)
    inner_bias = cell.U_n.bias.unsqueeze(1) if reset == "after" else None
    derived = gru_jacobian(h, drive, recurrent, reset=reset, inner_bias=inner_bias)
    for replica in range(2):
        expected = by_autograd[replica, 0, :, replica, 0]
        torch.testing.assert_close(derived[replica, 0], expected, rtol=0, atol=1e-15)


def test_an_open_keep_gate_shuts_the_other_two_paths():
    h, drive, recurrent = draw(HIDDEN).tanh(), draw(15, seed=1), draw(15, HIDDEN, seed=2)
    U_r, U_z, U_n = recurrent.chunk(3)
    for bias in [2.0, 6.0, 12.0]:
        drive[HIDDEN : 2 * HIDDEN] = bias
        shut = 1 - torch.sigmoid(bias + U_z @ h).min()
        r = torch.sigmoid(drive[:HIDDEN] + U_r @ h)
        A = U_n @ (r.diag() + (h * r * (1 - r)).diag() @ U_r)
        distance = torch.linalg.matrix_norm(
            gru_jacobian(h, drive, recurrent) - torch.eye(HIDDEN), 2
        )
        norms = 1 + 2 * torch.linalg.matrix_norm(U_z, 2) + torch.linalg.matrix_norm(A, 2)
        assert distance <= shut * norms


def test_jacobian_takes_replicas_and_batches():
    h, drive, recurrent = draw(2, 4, 5), draw(2, 4, 15), draw(2, 15, 5)
    whole = gru_jacobian(h, drive, recurrent.unsqueeze(1))
    alone = gru_jacobian(h[1, 3], drive[1, 3], recurrent[1])
    torch.testing.assert_close(whole[1, 3], alone, rtol=0, atol=1e-15)


def test_both_resets_agree_where_the_recurrent_matrix_is_diagonal():
    h, drive = draw(HIDDEN), draw(15, seed=1)
    diagonal = torch.cat([draw(5, seed=seed).diag() for seed in (2, 3, 4)])
    before = gru_jacobian(h, drive, diagonal)
    torch.testing.assert_close(before, gru_jacobian(h, drive, diagonal, reset="after"))


@pytest.mark.parametrize("precision", [0.3, 0.25, 0.07])
@pytest.mark.parametrize("start", [0.0, 2.5])
def test_resolvable_states_are_as_many_as_a_greedy_packing_places(precision, start):
    bound, h, placed = max(start, 1.0), -max(start, 1.0), 0
    while h <= bound:
        h, placed = h + precision, placed + 1
    assert resolvable_states(precision, start) == placed


def test_states_rounded_to_a_grid_are_no_more_than_resolvable():
    h, seen = torch.zeros(1, dtype=torch.float64), set()
    recurrent, drives = 8 * draw(3, 1), 8 * draw(5_000, 3, seed=1)
    for drive in drives:
        h = (step(h, drive, recurrent) / 0.25).round() * 0.25
        seen.add(h.item())
    assert 2 < len(seen) <= resolvable_states(0.25)


@pytest.mark.parametrize("steps", [2, 3, 7])
def test_no_gates_write_more_equally_than_a_running_mean(steps):
    keep = uniform(streams([0], "gates"), 20_000, steps, 1)[0]
    least = convex_weights(keep)[:, 1:].amin(1)
    mean = 1 - 1 / torch.arange(1, steps + 1, dtype=torch.float64)
    attained = convex_weights(mean[:, None])[1:]
    assert least.max().item() <= equal_write(steps)
    torch.testing.assert_close(attained, torch.full_like(attained, equal_write(steps)))


@pytest.mark.parametrize("steps", [2, 5, 40])
def test_one_constant_gate_writes_least_at_the_first_step_and_best_at_one_over_steps(steps):
    keep = torch.linspace(0, 1, 20_001, dtype=torch.float64).expand(1, steps, -1)
    least = convex_weights(keep)[0, 1:].amin(0)
    assert math.isclose(least.max().item(), equal_write(steps, constant_gate=True), rel_tol=1e-6)
    assert least.argmax().item() == pytest.approx(20_000 * (1 - 1 / steps), abs=1)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_cost_is_what_a_written_out_cell_holds_and_multiplies(reset):
    inputs, cost = 3, gru_cost(3, HIDDEN, reset=reset)
    theirs = torch.nn.GRUCell(inputs, HIDDEN)  # with two vectors of biases for each gate
    surplus = 3 * HIDDEN if reset == "before" else 2 * HIDDEN
    assert cost.parameters == sum(p.numel() for p in theirs.parameters()) - surplus
    recurrent, W, x = draw(15, HIDDEN), draw(15, inputs), draw(inputs, 1)
    h = draw(HIDDEN, 1)
    with FlopCounterMode(display=False) as counter:
        W @ x, recurrent[:10] @ h, recurrent[10:] @ h
    assert 2 * cost.products == counter.get_total_flops()
