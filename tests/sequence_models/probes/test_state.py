"""Calibration on states that count, fade and turn."""

import pytest
import torch

from sequence_models.ablations import RNNResetEachRun
from sequence_models.architectures import GRU, RNN
from sequence_models.probes import (
    chunking_error,
    history_influence,
    sign_retention,
    start_separation,
)

from .calibration import build_for, linear, mapping, read, recurrence, same
from .recording import Recording

FADING = recurrence(lambda h, x_t: h / 2 + x_t, 1)


def test_chunks_that_start_from_the_carried_state_make_up_the_whole():
    assert same(0.0, read(chunking_error, build_for(GRU, layers=2), chunk=7))


def test_chunks_that_start_anew_do_not():
    assert (read(chunking_error, build_for(RNNResetEachRun), chunk=7) > 0.1).all()


@pytest.mark.parametrize("sign", [1, -1])
def test_the_error_of_chunks_is_the_largest_at_any_step_and_of_either_sign(sign):
    counted = mapping(lambda x: 0 * x + sign * torch.arange(x.shape[2]).view(-1, 1))
    assert same(91.0, read(chunking_error, counted, chunk=7, length=96))
    seen_early = mapping(lambda x: 0 * x + sign * (torch.arange(x.shape[2]).view(-1, 1) == 9))
    assert same(1.0, read(chunking_error, seen_early, chunk=7, length=14))


def test_a_state_that_is_dropped_carries_nothing():
    assert same(0.0, read(history_influence, build_for(GRU), carried=False))
    assert (read(history_influence, build_for(GRU), carried=True) > 0).all()


@pytest.mark.parametrize("sign", [1, -1])
def test_a_memory_that_fades_is_read_where_it_is_strongest_and_in_either_direction(sign):
    handed = Recording(recurrence(lambda h, x_t: h / 2 + sign * x_t.abs(), 3))
    difference = read(history_influence, handed, carried=True, length=5, width=3)
    left = handed.states[1][0]
    torch.testing.assert_close(difference, (left[:, 0] - left[:, 1]).abs().amax(1) / 2)


def test_two_histories_meet_one_continuation():
    handed = Recording(FADING)
    read(history_influence, handed, carried=True, width=50)
    histories, futures = handed.inputs
    assert same(0.0, futures.mean((1, 2, 3)), within=0.2)
    assert same(1.0, futures.std((1, 2, 3)), within=0.2)
    assert (histories[:, 0] != histories[:, 1]).all()
    assert torch.equal(futures[:, 0], futures[:, 1])
    assert not torch.isin(futures, histories).any()


def test_latches_keep_their_signs_and_mixing_loses_them():
    latch = build_for(RNN, initialisation="identity", gain=2.0, hidden=32)
    fading = build_for(RNN, initialisation="orthogonal", gain=0.5, hidden=32)
    assert same(1.0, read(sign_retention, latch, lag=50, scale=0.1))
    assert same(0.5, read(sign_retention, fading, lag=50), within=0.1)


@pytest.mark.parametrize(("lag", "share"), [(1, 0.0), (2, 1.0), (3, 0.0)])
def test_signs_that_flip_at_every_step_are_kept_after_two(lag, share):
    assert same(share, read(sign_retention, recurrence(lambda h, x_t: -h, 4), lag=lag))


def test_the_share_is_that_of_all_numbers():
    half_flipped = recurrence(lambda h, x_t: torch.cat([-h[..., :1], h[..., 1:]], -1), 4)
    assert same(0.75, read(sign_retention, half_flipped, lag=1))


def test_the_share_is_that_of_all_sequences():
    handed = Recording(recurrence(lambda h, x_t: h * x_t[..., :1], 4))
    share = read(sign_retention, handed, lag=1)
    assert same((handed.inputs[0][..., 0] > 0).double().mean((1, 2)), share)


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_signs_start_at_plus_and_minus_one_under_normal_inputs(scale):
    handed = Recording(FADING)
    read(sign_retention, handed, lag=20, scale=scale)
    assert set(handed.states[0][0].flatten().tolist()) == {-1.0, 1.0}
    assert same(scale, handed.inputs[0].std((1, 2, 3)), within=0.1 * scale)


def test_two_starts_of_a_linear_network_approach_by_its_gain():
    build = build_for(RNN, initialisation="orthogonal", activation="identity", gain=0.1)
    assert same(-6.0, read(start_separation, build, lag=6), within=1e-6)


def test_the_distance_between_two_starts_is_that_of_all_their_numbers():
    handed = Recording(linear([1.0, 0.0], [0.0, 0.1]))
    apart = read(start_separation, handed, lag=1)
    ((starts,),) = handed.states
    fast, slow = (starts[:, 0] - starts[:, 1]).unbind(-1)
    left, first = torch.hypot(fast, slow / 10), torch.hypot(fast, slow)
    torch.testing.assert_close(apart, (left / first).log10())


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_two_starts_within_one_meet_the_same_inputs(scale):
    handed = Recording(recurrence(lambda h, x_t: h / 10, 50))
    assert same(-20.0, read(start_separation, handed, lag=20, scale=scale), within=1e-6)
    (x,), ((starts,),) = handed.inputs, handed.states
    assert (starts[:, 0] != starts[:, 1]).all()
    assert -1 < starts.min() < -0.9
    assert 0.9 < starts.max() < 1
    assert torch.equal(x[:, 0], x[:, 1])
    assert same(scale, x[:, 0].std((1, 2)), within=0.2 * scale)
