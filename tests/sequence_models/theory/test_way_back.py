"""The way back through a cell and a normalisation: by autograd, and by a route without it."""

import pytest
import torch
from torch.autograd.functional import jacobian

from sequence_models.replicas import normal, streams
from sequence_models.theory import (
    error_signals,
    gradient_paths,
    gru_errors,
    gru_jacobian,
    lstm_errors,
    lstm_jacobian,
    normalisation_error,
)

HIDDEN = 5
SLOPES = {
    "tanh": (torch.tanh, lambda h: 1 - h.square()),
    "relu": (torch.relu, lambda h: (h > 0).double()),
}


def draw(*shape, seed=0):
    return normal(streams([seed], "test"), *shape)[0]


def states_of(W, drive, squash):
    """The states h_0 … h_T of a network that starts from zeros."""
    states = [torch.zeros_like(drive[:, :, 0])]
    for drive_t in drive.unbind(2):
        states.append(squash(states[-1] @ W.transpose(1, 2) + drive_t))
    return torch.stack(states, 2)


@pytest.mark.parametrize("phi", SLOPES)
def test_error_signals_are_the_gradients_of_the_drives(phi):
    squash, slope = SLOPES[phi]
    W, drive, direct = draw(2, HIDDEN, HIDDEN), draw(2, 3, 7, HIDDEN), draw(2, 3, 7, HIDDEN, seed=1)
    W.requires_grad_(), drive.requires_grad_()
    states = states_of(W, drive, squash)
    by_W, by_drive = torch.autograd.grad((states[:, :, 1:] * direct).sum(), [W, drive])
    states = states.detach()
    signals = error_signals(W.detach(), slope(states[:, :, 1:]), direct)
    torch.testing.assert_close(signals, by_drive, rtol=0, atol=1e-12)
    summed = torch.einsum("rbti,rbtj->rij", signals, states[:, :, :-1])
    torch.testing.assert_close(summed, by_W, rtol=0, atol=1e-11)


def test_with_an_error_at_the_end_alone_the_signals_are_those_of_the_paths():
    W, drive, direct = draw(2, HIDDEN, HIDDEN), draw(2, 3, 7, HIDDEN), torch.zeros(2, 3, 7, HIDDEN)
    direct = direct.double()
    direct[:, :, -1] = draw(2, 3, HIDDEN, seed=1)
    states = states_of(W, drive, torch.tanh)
    slopes = 1 - states[:, :, 1:].square()
    signals = error_signals(W, slopes, direct)
    summed = torch.einsum("rbti,rbtj->rtij", signals, states[:, :, :-1])
    paths = gradient_paths(W, slopes, states[:, :, :-1], direct[:, :, -1])
    torch.testing.assert_close(summed, paths, rtol=0, atol=1e-13)


def gru_step(h, drive, recurrent, reset, inner_bias):
    """(2.a) to (2.e), written out."""
    (a_r, a_z, a_n), (U_r, U_z, U_n) = drive.chunk(3), recurrent.chunk(3)
    r, z = torch.sigmoid(a_r + U_r @ h), torch.sigmoid(a_z + U_z @ h)
    past = U_n @ (r * h) if reset == "before" else r * (U_n @ h + inner_bias)
    return z * h + (1 - z) * torch.tanh(a_n + past)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_gru_errors_are_those_of_autograd_and_of_the_transposed_jacobian(reset):
    h, drive, recurrent = draw(HIDDEN), draw(15, seed=1), draw(15, HIDDEN, seed=2)
    inner_bias, error = draw(HIDDEN, seed=3), draw(HIDDEN, seed=4)
    by_h, by_drive = jacobian(
        lambda h, a: gru_step(h, a, recurrent, reset, inner_bias) @ error, (h, drive)
    )
    found = gru_errors(error, h, drive, recurrent, reset=reset, inner_bias=inner_bias)
    torch.testing.assert_close(found.state, by_h, rtol=0, atol=1e-13)
    torch.testing.assert_close(found.drive, by_drive, rtol=0, atol=1e-13)
    J = gru_jacobian(h, drive, recurrent, reset=reset, inner_bias=inner_bias)
    torch.testing.assert_close(found.state, J.T @ error, rtol=0, atol=1e-13)


def lstm_step(h, c, drive, recurrent):
    """(3.a) to (3.d), written out."""
    i, f, o, g = (a + U @ h for a, U in zip(drive.chunk(4), recurrent.chunk(4), strict=True))
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c])


def test_lstm_errors_are_those_of_autograd_and_of_the_transposed_jacobian():
    h, c, drive, recurrent = draw(5), draw(5, seed=1), draw(20, seed=2), draw(20, 5, seed=3)
    error = draw(10, seed=4)
    expected = jacobian(lambda *at: lstm_step(*at, recurrent) @ error, (h, c, drive))
    found = lstm_errors(*error.chunk(2), h, c, drive, recurrent)
    for ours, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-13)
    J = lstm_jacobian(h, c, drive, recurrent)
    torch.testing.assert_close(torch.cat(found[:2]), J.T @ error, rtol=0, atol=1e-13)


def normalised(x, gamma, epsilon):
    """(5.a), written out."""
    deviation = (x.var(-1, correction=0, keepdim=True) + epsilon).sqrt()
    return gamma * (x - x.mean(-1, keepdim=True)) / deviation


@pytest.mark.parametrize("epsilon", [0.0, 0.3])
def test_what_passes_a_normalisation_back_is_what_autograd_and_quotients_find(epsilon):
    x, gamma, error = draw(3, 6), draw(6, seed=1), draw(3, 6, seed=2)
    expected = jacobian(lambda x: (normalised(x, gamma, epsilon) * error).sum(), x)
    found = normalisation_error(x, gamma, error, epsilon)
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-13)
    nudge = 1e-5 * draw(3, 6, seed=3)
    up, down = ((normalised(x + s * nudge, gamma, epsilon) * error).sum() for s in (1, -1))
    torch.testing.assert_close((found * nudge).sum(), (up - down) / 2, rtol=0, atol=1e-12)


def test_nothing_passes_along_ones_and_along_the_normalised_vector():
    x, gamma, error = draw(6), torch.ones(6, dtype=torch.float64), draw(6, seed=2)
    passed = normalisation_error(x, gamma, error)
    assert abs(passed.sum().item()) < 1e-13
    assert abs((passed @ (x - x.mean())).item()) < 1e-13
