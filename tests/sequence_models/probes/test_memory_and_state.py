"""Calibration on networks whose memory is known in closed form."""

import pytest
import torch

from sequence_models.architectures import GRU, RNN
from sequence_models.probes import (
    chunking_error,
    history_influence,
    linear_share,
    memory_capacity,
    sign_retention,
    start_separation,
    uninformed_loss,
)
from sequence_models.probes.memory import explained
from sequence_models.replicas import normal, streams
from sequence_models.tasks import Adding, Copying, DelayedRecall, SampleAndHold
from sequence_models.theory.rnn import baselines, linear_memory_bound

SEEDS = range(3)


def build_for(arch=RNN, **conditions):
    def build(*, inputs, outputs, dtype=None):
        return arch(inputs, outputs, seeds=SEEDS, dtype=dtype, **conditions)

    return build


def shift_register(*, inputs, outputs, dtype=None):
    """A linear network that remembers exactly its last eight inputs."""
    model = RNN(inputs, outputs, seeds=SEEDS, hidden=8, activation="identity", dtype=dtype)
    (cell,) = model.cells
    with torch.no_grad():
        cell.W.copy_(torch.diag(torch.ones(7), -1))
        cell.U.weight.zero_()
        cell.U.weight[:, 0] = 1.0
        cell.U.bias.zero_()
    return model


def test_a_shift_register_remembers_as_many_inputs_as_it_has_units():
    capacity = memory_capacity(shift_register, seeds=SEEDS, sequences=64)
    torch.testing.assert_close(capacity, torch.full_like(capacity, 8.0), rtol=0, atol=0.15)


def test_a_score_on_the_fitted_sample_remembers_too_much():
    conditions = {"seeds": SEEDS, "sequences": 2, "length": 100}
    assert (memory_capacity(shift_register, held_out=False, **conditions) > 8.3).all()


def test_what_is_explained_of_noise_is_nothing_and_of_a_sum_everything():
    drawn = streams(SEEDS, "noise")
    X, noise = normal(drawn, 5000, 4), normal(drawn, 5000, 1)
    Y = torch.cat([X.sum(-1, keepdim=True) + 3, noise], -1)
    half = (X[:, :2500], Y[:, :2500]), (X[:, 2500:], Y[:, 2500:])
    share = explained(*half)
    assert (share[:, 0] > 1 - 1e-12).all()
    assert (share[:, 1].abs() < 0.01).all()


@pytest.mark.parametrize("gated", [False, True])
def test_a_linear_memory_explains_what_is_derived(gated):
    task = SampleAndHold(mark_probability=0.3, gated=gated, length=4000)
    bound = linear_memory_bound(0.3, gated=gated)
    share = linear_share(seeds=SEEDS, task=task)
    torch.testing.assert_close(share, torch.full_like(share, bound), rtol=0, atol=0.03)


def test_everything_is_explained_where_every_step_is_marked():
    task = SampleAndHold(mark_probability=1.0, length=400)
    assert (linear_share(seeds=SEEDS, task=task, lags=3) > 1 - 1e-9).all()


def test_latches_keep_their_signs_and_mixing_loses_them():
    latch = build_for(initialisation="identity", gain=2.0, hidden=32)
    fading = build_for(initialisation="orthogonal", gain=0.5, hidden=32)
    assert (sign_retention(latch, seeds=SEEDS, lag=50, scale=0.1) == 1).all()
    assert ((sign_retention(fading, seeds=SEEDS, lag=50) - 0.5).abs() < 0.1).all()


def test_two_starts_of_a_linear_network_approach_by_its_gain():
    build = build_for(initialisation="orthogonal", activation="identity", gain=0.1)
    apart = start_separation(build, seeds=SEEDS, lag=6)
    torch.testing.assert_close(apart, torch.full_like(apart, -6.0), rtol=0, atol=1e-6)


def test_a_state_that_is_dropped_carries_nothing():
    assert (history_influence(build_for(GRU), seeds=SEEDS, carried=False) == 0).all()
    assert (history_influence(build_for(GRU), seeds=SEEDS, carried=True) > 0).all()


def test_chunks_that_start_from_the_carried_state_make_up_the_whole():
    assert (chunking_error(build_for(GRU, layers=2), seeds=SEEDS, chunk=7) < 1e-12).all()


@pytest.mark.parametrize(
    ("task", "loss"),
    [
        (Adding(), baselines().adding),
        (Copying(delay=10), baselines(delay=10).copying),
        (DelayedRecall(delay=3), baselines().recall),
        (SampleAndHold(), 1 / 3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_ignorance_costs_what_is_derived(task, loss):
    measured = uninformed_loss(seeds=SEEDS, task=task)
    torch.testing.assert_close(measured, torch.full_like(measured, loss), rtol=0.1, atol=0)
