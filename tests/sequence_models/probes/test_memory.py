"""Calibration on states and tasks whose linear memory is known in closed form."""

from dataclasses import dataclass

import pytest
import torch

from sequence_models.probes import linear_share, memory_capacity
from sequence_models.probes.memory import explained, trajectory
from sequence_models.replicas import normal, streams, uniform
from sequence_models.tasks import SampleAndHold
from sequence_models.tasks.interface import Batch, Regression
from sequence_models.theory.rnn import linear_memory_bound

from .calibration import SEEDS, read, recurrence, same
from .recording import Recording, drawn_like_weights


def shift_register(start=0.0):
    """Holds exactly its last eight inputs."""
    return recurrence(lambda h, x_t: torch.cat([x_t, h[..., :-1]], -1), 8, start=start)


FEW = {"sequences": 2, "length": 100}


def test_a_shift_register_remembers_as_many_inputs_as_it_has_units():
    assert same(8.0, read(memory_capacity, shift_register(), sequences=64), within=0.15)


def test_a_score_on_the_fitted_sample_remembers_too_much():
    assert (read(memory_capacity, shift_register(), held_out=False, **FEW) > 8.3).all()


def test_a_score_on_other_sequences_remembers_too_little_rather():
    assert (read(memory_capacity, shift_register(), **FEW) < 8).all()


def test_the_start_is_forgotten_before_anything_is_scored():
    never, late = (
        read(memory_capacity, recurrence(lambda h, x_t: 0.8 * h + x_t, 1, start=start))
        for start in (0.0, 1e6)
    )
    torch.testing.assert_close(never, late, rtol=0, atol=0.001)


@pytest.mark.parametrize("scale", [1.0, 4.0])
def test_inputs_are_uniform_on_both_sides_of_zero_up_to_the_scale(scale):
    handed = Recording(shift_register())
    read(memory_capacity, handed, scale=scale)
    u = torch.cat(handed.inputs, 2) / scale
    assert u.shape == (3, 32, 100 + 200, 1)
    assert handed.asked == [(1, 1, torch.float64)]
    assert same(0.0, u.mean((1, 2, 3)), within=0.05)
    assert same(1 / 3, u.square().mean((1, 2, 3)), within=0.02)
    assert u.abs().max() <= 1
    assert not drawn_like_weights((u + 1) / 2, uniform)


@pytest.mark.parametrize(("late", "capacity"), [(0, 1.0), (1, 1.0), (2, 0.0)])
def test_lags_count_up_to_twice_the_size_of_the_state(late, capacity):
    taken_in = []

    def step(h, x_t):
        taken_in.append(x_t)
        return taken_in[max(0, len(taken_in) - 1 - late)]

    assert same(capacity, read(memory_capacity, recurrence(step, 1)), within=0.05)


def test_a_trajectory_begins_after_the_first_step():
    model = recurrence(lambda h, x_t: h + x_t, 1)(inputs=1, outputs=1)
    x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64).view(1, 1, 3, 1).expand(3, -1, -1, -1)
    assert trajectory(model, x)[0, 0, :, 0].tolist() == [1, 3, 6]


def test_what_is_explained_of_noise_is_nothing_and_of_a_sum_everything():
    drawn = streams(SEEDS, "noise")
    X, noise = normal(drawn, 5000, 4), normal(drawn, 5000, 1)
    Y = torch.cat([X.sum(-1, keepdim=True) + 3, noise + 3, X[..., :1] + noise], -1)
    half = (X[:, :2500], Y[:, :2500]), (X[:, 2500:], Y[:, 2500:])
    share = explained(*half)
    assert same(1.0, share[:, 0], within=1e-12)
    assert same(0.0, share[:, 1], within=0.01)
    assert same(0.5, share[:, 2], within=0.05)


def test_the_mean_of_a_few_samples_explains_exactly_nothing_of_them():
    X, nothing = torch.arange(2.0).view(1, 2, 1), torch.zeros(1, 2, 1)
    signs = torch.tensor([-1.0, 1.0]).view(1, 2, 1)
    assert same(0.0, explained((X, nothing), (X, signs)))


@pytest.mark.parametrize("gated", [False, True])
def test_a_linear_memory_explains_what_is_derived(gated):
    task = SampleAndHold(mark_probability=0.3, gated=gated, length=4000)
    bound = linear_memory_bound(0.3, gated=gated)
    assert same(bound, linear_share(seeds=SEEDS, task=task), within=0.03)


@dataclass(frozen=True, kw_only=True)
class Late(Regression):
    """Gives back the input of ``lag`` steps before, and noise in a second channel on request."""

    lag: int = 0
    length: int = 400
    noisy: bool = False
    unsettled: int = 0

    inputs = 1
    outputs = 1

    def sample(self, streams, batch):
        x = normal(streams, batch, self.length, 1)
        y = x.roll(self.lag, 2)
        y[:, :, : self.unsettled] = (
            100 * normal(streams, batch, self.length, 1)[:, :, : self.unsettled]
        )
        targets = torch.cat([y, normal(streams, batch, self.length, 1)], -1) if self.noisy else y
        return Batch(x.float(), targets.float(), torch.ones(1, 1, self.length, dtype=torch.bool))


def share_of(*, lags=5, sequences=8, seeds=SEEDS, **task):
    return linear_share(seeds=seeds, task=Late(**task), lags=lags, sequences=sequences)


def test_the_last_inputs_are_seen_and_none_before_them():
    assert same(1.0, share_of(lag=0), within=1e-6)
    assert same(1.0, share_of(lag=4), within=1e-6)
    assert same(0.0, share_of(lag=5), within=0.05)


def test_what_happens_near_the_start_does_not_count():
    assert same(1.0, share_of(lag=2, unsettled=9), within=1e-6)


def test_the_share_is_the_mean_over_the_channels():
    assert same(0.5, share_of(noisy=True), within=0.02)


def test_noise_that_can_be_fitted_explains_less_than_nothing_elsewhere():
    assert (share_of(lag=60, lags=40, length=160, sequences=2) < 0).all()


def test_each_seed_has_a_share_of_its_own():
    few = {"lag": 5, "sequences": 2}
    both, alone = share_of(seeds=[3, 5], **few), share_of(seeds=[5], **few)
    assert both[1] == alone[0]
    assert both[0] != both[1]
