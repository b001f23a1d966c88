"""Calibration on models whose weights and streams are set by hand."""

import math

import pytest
import torch

from sequence_models.architectures import LayeredModel, Lookup
from sequence_models.probes import (
    distinct_share,
    effective_positions,
    found,
    largest_weight,
    maximum_error,
    score_variance,
    shrinkage,
    stream_variance,
    weight_by_distance,
    weight_found,
)

SEEDS = range(3)


class Shown(LayeredModel):
    """Shows one pattern for all inputs, and its inputs through each function as its streams."""

    def __init__(self, inputs, *, pattern=None, layers=()):
        super().__init__()
        self.pattern, self.layers = pattern, layers
        self.inputs, self.outputs, self.replicas = inputs, 1, 3

    def initial_state(self, batch):
        return ()

    def run(self, x, state):
        return x[..., :1], state

    def patterns(self, x):
        shape = (*x.shape[:2], 1, x.shape[2], x.shape[2])
        return [self.pattern(x.shape[2]).expand(shape)]

    def streams(self, x):
        shown = [x]
        for layer in self.layers:
            shown.append(layer(shown[-1]))
        return shown


def reading(probe, *, conditions=(), **shown):
    return probe(
        lambda *, inputs, outputs, dtype=None: Shown(inputs, **shown),
        seeds=SEEDS,
        **dict(conditions),
    )


def even(n):
    return torch.full((n,), 1 / n, dtype=torch.float64)


def single(n):
    return torch.eye(n, dtype=torch.float64)[0]


@pytest.mark.parametrize(
    ("pattern", "effective", "largest"), [(even, 10.0, 0.1), (single, 1.0, 1.0)]
)
def test_even_weights_read_all_positions_and_a_single_weight_one(pattern, effective, largest):
    length = {"length": 10}
    positions = reading(effective_positions, pattern=pattern, conditions=length)
    weight = reading(largest_weight, pattern=pattern, conditions=length)
    torch.testing.assert_close(positions, torch.full_like(positions, effective))
    torch.testing.assert_close(weight, torch.full_like(weight, largest))


def test_scores_are_read_off_the_weights():
    scores = torch.linspace(-2, 2, 64, dtype=torch.float64)
    variance = reading(score_variance, pattern=lambda n: scores.softmax(0))
    torch.testing.assert_close(variance, scores.var().expand(3))


def test_a_tenfold_fall_over_the_distance_is_one_decade():
    def falling(n):
        return (torch.arange(n, dtype=torch.float64) * math.log(10) / 10).softmax(0)

    decades = reading(weight_by_distance, pattern=falling, conditions={"distance": 11})
    torch.testing.assert_close(decades, torch.full_like(decades, -1.0))


def test_equal_positions_are_told_apart_by_nothing():
    share = reading(distinct_share, layers=[lambda x: x.mean(2, keepdim=True).expand_as(x)])
    assert (share < -15).all()


def test_random_positions_differ_in_all_but_their_mean():
    share = reading(distinct_share, layers=[], conditions={"length": 500})
    torch.testing.assert_close(share, torch.zeros_like(share), rtol=0, atol=0.01)


def test_a_cube_of_differences_shrinks_with_the_square_of_their_scale():
    far, near = (
        reading(shrinkage, layers=[lambda x: x.pow(3)], conditions={"scale": scale})
        for scale in (0.1, 0.01)
    )
    torch.testing.assert_close(far - near, torch.full_like(far, 2.0))


def test_a_doubled_stream_has_four_times_the_size():
    one, two = (reading(stream_variance, layers=layers) for layers in ([], [lambda x: 2 * x]))
    torch.testing.assert_close(two, 4 * one)


def lookup(gain):
    return lambda *, inputs, outputs, dtype=None: Lookup(
        inputs, outputs, seeds=SEEDS, gain=gain, dtype=dtype
    )


def test_a_dictionary_finds_with_gain_and_guesses_without():
    assert (found(lookup(50.0), seeds=SEEDS, entries=20) == 1).all()
    assert (found(lookup(0.0), seeds=SEEDS, entries=20) < 0.3).all()


def test_without_gain_every_key_has_its_share():
    weight = weight_found(lookup(0.0), seeds=SEEDS, entries=1)
    torch.testing.assert_close(weight, torch.full_like(weight, 0.5))


def test_the_maximum_is_found_with_gain_and_is_the_mean_without():
    exact, mean = (maximum_error(lookup(g), seeds=SEEDS, entries=9) for g in (1e5, 0.0))
    assert (exact.abs() < 1e-3).all()
    torch.testing.assert_close(mean, torch.full_like(mean, 0.9 - 0.5), rtol=0, atol=0.05)
