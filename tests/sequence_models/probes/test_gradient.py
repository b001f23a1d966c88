"""Calibration on networks whose gradients shrink at known rates."""

import math

import torch

from sequence_models.architectures import RNN
from sequence_models.probes import gradient_retention

from .calibration import build_for, linear, mapping, read, same
from .recording import Recording


def test_retention_through_a_linear_orthogonal_network_is_known_on_average():
    build = build_for(RNN, gain=0.5, activation="identity", initialisation="orthogonal")
    retention = read(gradient_retention, build, lag=10, sequences=256)
    assert same(10 * math.log10(0.5), retention, within=0.3)


def test_the_norm_is_that_of_all_directions_together():
    build = linear([1.0, 0.0], [0.0, 0.5])
    retention = read(gradient_retention, build, lag=1, width=2, sequences=20_000)
    assert same(math.log10((1 + 0.25) / 2) / 2, retention, within=0.01)


def test_rows_that_cancel_are_not_lost():
    build = linear([1.0, 0.0], [-1.0, 0.0])
    retention = read(gradient_retention, build, lag=1, width=2, sequences=20_000)
    assert same(0.0, retention, within=0.01)


def test_the_vector_pulled_back_is_random_and_owes_nothing_to_the_inputs():
    handed = Recording(mapping(lambda x: x * 1.0))
    read(gradient_retention, handed, lag=3, sequences=64)
    (x,), (pulled,) = handed.inputs, handed.pulled
    vector = pulled[:, :, -1]
    assert (pulled[:, :, :-1] == 0).all()
    assert same(0.0, vector.mean((1, 2)), within=0.2)
    assert same(1.0, vector.std((1, 2)), within=0.2)
    assert not torch.isin(vector, x).any()
