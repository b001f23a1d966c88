"""Calibration on gradients whose rate of shrinking is known at every distance."""

import math

import pytest

from sequence_models.architectures import RNN
from sequence_models.probes import gradient_half_life

from .calibration import build_for, kernel, linear, read, same


def leak(keep):
    """A linear network that keeps this share of its state at each step."""
    return build_for(RNN, activation="identity", initialisation="identity", gain=keep)


def falling(halvings):
    """A sum whose weights are halved this often on the way to each distance."""
    return kernel(lambda t, s: 2.0 ** -halvings((t - s).clamp_min(0)))


@pytest.mark.parametrize("steps", [3.0, 20.0])
def test_a_leak_has_the_half_life_of_its_share(steps):
    assert same(steps, read(gradient_half_life, leak(0.5 ** (1 / steps))))


@pytest.mark.parametrize("keep", [1.0, 1.01])
def test_a_gradient_that_does_not_shrink_has_no_half_life(keep):
    assert read(gradient_half_life, leak(keep)).isinf().all()


def test_only_what_lies_between_near_and_far_counts():
    steep_outside = falling(lambda d: d - 0.75 * (d - 4).clamp(0, 8))
    assert same(4.0, read(gradient_half_life, steep_outside, near=4, far=12))


def test_it_is_read_between_ten_and_fifty_steps_unless_told_otherwise():
    flat_then_steep_then_slow = falling(
        lambda d: (d - 10).clamp(0, 20) / 4 + (d - 30).clamp(0, 20) / 8
    )
    assert same(40 / 7.5, read(gradient_half_life, flat_then_steep_then_slow))


def test_the_norm_is_that_of_all_directions_together():
    build = linear([1.0, 0.0], [0.0, 0.5])
    half_life = read(gradient_half_life, build, near=0, far=1, width=2, sequences=20_000)
    assert same(2 / math.log2(2 / 1.25), half_life, within=0.2)
