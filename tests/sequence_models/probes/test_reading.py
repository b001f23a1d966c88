"""Calibration on weights that are set by hand, unlike from sample to sample and step to step."""

import math

import pytest
import torch

from sequence_models.probes import (
    effective_positions,
    largest_weight,
    score_variance,
    weight_by_distance,
)

from .calibration import read, same, showing


def pattern(*samples):
    """Weights of the last step, these in turn from sample to sample; earlier steps see the first
    position alone."""

    def shown(x):
        first, n = torch.eye(x.shape[2], dtype=torch.float64)[0], x.shape[2]
        weights = first.expand(*x.shape[:2], 1, n, n).clone()
        for i, sample in enumerate(samples):
            weights[:, i :: len(samples), :, -1] = torch.as_tensor(sample(n), dtype=torch.float64)
        return weights

    return shown


def weighing(*samples):
    """The first layer has these weights, the last has even ones."""
    return showing(patterns=[pattern(*samples), pattern(even)])


def even(n):
    return torch.full((n,), 1 / n)


def single(n):
    return torch.eye(n)[n // 2]


def fixed(*weights):
    return lambda n: torch.tensor(weights, dtype=torch.float64)


@pytest.mark.parametrize(
    ("samples", "effective", "largest"),
    [([even], 10.0, 0.1), ([single], 1.0, 1.0), ([even, single], 5.5, 0.55)],
)
def test_even_weights_read_all_positions_and_a_single_weight_one(samples, effective, largest):
    build = weighing(*samples)
    assert same(effective, read(effective_positions, build, length=10), within=1e-5)
    assert same(largest, read(largest_weight, build, length=10), within=1e-5)


def test_positions_are_counted_by_entropy():
    build = weighing(fixed(0.5, 0.25, 0.25))
    assert same(2**1.5, read(effective_positions, build, length=3))


def test_the_largest_weight_is_that_of_each_sample_wherever_it_is():
    build = weighing(fixed(0.1, 0.9), fixed(0.7, 0.3))
    assert same(0.8, read(largest_weight, build, length=2))


def test_scores_are_read_off_the_weights_of_each_query():
    scores = torch.linspace(-2, 2, 64, dtype=torch.float64)
    narrow, wide = (lambda n, scale=scale: (scale * scores).softmax(0) for scale in (1, 3))
    variance = read(score_variance, weighing(narrow, wide))
    assert same((1 + 9) / 2 * scores.var(), variance)


def test_a_tenfold_fall_over_the_distance_is_one_decade():
    def falling(n):
        return (torch.arange(n, dtype=torch.float64) * math.log(10) / 10).softmax(0)

    assert same(-1.0, read(weight_by_distance, weighing(falling), distance=11))


def test_the_typical_weight_at_a_distance_is_the_one_in_the_middle_of_the_decades():
    far = weighing(fixed(0.1, 0.3, 0.1, 0.9), fixed(0.001, 0.3, 0.1, 0.9))
    assert same(-1.0, read(weight_by_distance, far, distance=3, length=4))


def test_every_head_counts():
    def two_heads(x):
        return torch.cat([pattern(even)(x), pattern(single)(x)], 2)

    build = showing(patterns=[two_heads])
    assert same(5.5, read(effective_positions, build, length=10), within=1e-5)
