"""Calibration on sums whose weights are the influences."""

import math

import pytest
import torch

from sequence_models.architectures import Attention
from sequence_models.probes import crosstalk, decay_with_distance, influence, typical_influence
from sequence_models.probes.reach import slope

from .calibration import build_for, kernel, mapping, read, same

WIDE = 500  # the norm of a random vector is within 3 % of its root


def window(*weights):
    """A sum with these weights, that of the step itself first, then further and further back."""
    return kernel(lambda t, s: sum(w * (t - s == d) for d, w in enumerate(weights)))


@pytest.mark.parametrize(("lag", "weight"), [(0, 4.0), (1, 1.0), (2, 2.0), (3, 0.0)])
def test_influence_is_the_weight_and_ends_where_the_window_does(lag, weight):
    reading = read(influence, window(4.0, 1.0, -2.0), lag=lag, width=WIDE)
    assert same(weight, reading / math.sqrt(WIDE), within=0.1)
    assert weight > 0 or not reading.any()


def test_the_norm_is_that_of_all_directions_together():
    anisotropic = mapping(lambda x: x * torch.tensor([3.0, 4.0], dtype=torch.float64).repeat(WIDE))
    reading = read(influence, anisotropic, lag=0, width=2 * WIDE)
    assert same(math.sqrt(12.5), reading / math.sqrt(2 * WIDE), within=0.1)


@pytest.mark.parametrize("exponent", [-1.0, -0.5, 0.0, 2.0])
def test_the_exponent_of_a_power_law_is_read(exponent):
    law = kernel(lambda t, s: (s < t) * (t - s).clamp_min(1) ** exponent + 100 * (s == t))
    assert same(exponent, read(decay_with_distance, law, length=16))


def test_a_slope_has_nothing_to_do_with_the_height():
    x = torch.tensor([1.0, 2.0, 4.0])
    assert same([2.0, -3.0], slope(x, torch.stack([2 * x + 5, 7 - 3 * x])), within=1e-5)


def test_a_mean_dilutes_as_one_over_its_length():
    mean = kernel(lambda t, s: (s <= t) / (t + 1))
    few, many = (read(typical_influence, mean, length=n) for n in (20, 200))
    assert same(-1.0, many - few, within=0.02)


def test_the_typical_influence_is_the_root_mean_square_over_the_inputs_before_the_last():
    sparse = window(100.0, 1.0, 0.0, 0.0, 7.0)
    typical = math.log10(math.sqrt((1 + 49) / 4) * math.sqrt(WIDE))
    assert same(typical, read(typical_influence, sparse, length=5, width=WIDE), within=0.02)


def test_a_copy_has_no_crosstalk():
    assert same(0.0, read(crosstalk, window(1.0)))


@pytest.mark.parametrize("weights", [(9.0, 2.0), (9.0, 1.0, -2.0, 1.0), (9.0, *6 * [0.0], 2.0)])
def test_crosstalk_is_the_largest_weight_of_another_input(weights):
    reading = read(crosstalk, window(*weights), width=WIDE)
    assert same(2.0, reading / math.sqrt(WIDE), within=0.1)


def test_attention_is_read_like_its_kernel():
    build = build_for(Attention, window=3, layers=2)
    assert (read(influence, build, lag=4) > 0).all()
    assert same(0.0, read(influence, build, lag=5))
