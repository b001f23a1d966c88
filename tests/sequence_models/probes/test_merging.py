"""Calibration on recurrences that merge in pairs, and on one that does not."""

import torch

from sequence_models.architectures import RNN
from sequence_models.probes import merging_error

from .calibration import build_for, linear, read, recurrence, same


def test_a_linear_recurrence_merges_exactly():
    assert same(0.0, read(merging_error, linear((0.5, 1.0), (0.0, -0.9))))
    assert same(0.0, read(merging_error, build_for(RNN, activation="identity")))


def test_a_factor_that_depends_on_the_input_merges_too():
    gated = recurrence(lambda h, x_t: x_t[..., :1].sigmoid() * h + x_t[..., 1:2], 1)
    assert same(0.0, read(merging_error, gated))


def test_a_tanh_recurrence_does_not_merge():
    assert (read(merging_error, build_for(RNN, initialisation="orthogonal")) > 0.01).all()


def test_the_distance_is_relative_to_the_states_of_the_loop():
    doubled = recurrence(lambda h, x_t: torch.where(h == 0, 1.0, 2 * h), 1)  # slope 0 at h = 0
    loop, in_pairs = torch.tensor([1.0, 2.0, 4.0]), torch.tensor([1.0, 1.0, 1.0])
    error = ((loop - in_pairs).norm() / loop.norm()).item()
    assert same(error, read(merging_error, doubled, length=3), within=1e-6)
