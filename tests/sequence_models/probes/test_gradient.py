"""Calibration on networks whose gradients shrink at known rates."""

import math

from sequence_models.architectures import RNN
from sequence_models.probes import gradient_retention

from .calibration import build_for, linear, read, same


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
