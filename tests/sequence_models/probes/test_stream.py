"""Calibration on streams and feed-forward layers that are set by hand."""

import math

import pytest
import torch
from torch import nn

from sequence_models.probes import (
    distinct_share,
    first_feedforward_gradient,
    last_feedforward_gradient,
    shrinkage,
    stream_variance,
)

from .calibration import Map, by_hand, read, same, showing
from .recording import Recording


def alternating(x):
    """Around 3, by 4 up and down from step to step."""
    return 0 * x + 3 + 4 * (-1.0) ** torch.arange(x.shape[2]).view(-1, 1)


def layers(*functions):
    return showing(layers=functions)


def test_equal_positions_are_told_apart_by_nothing():
    equal = layers(lambda x: x.mean(2, keepdim=True).expand_as(x))
    assert (read(distinct_share, equal) < -15).all()


def test_random_positions_differ_in_all_but_their_mean():
    assert same(0.0, read(distinct_share, layers(), length=500), within=0.01)


def test_the_share_is_that_of_the_last_stream_and_counts_its_mean_in_the_whole():
    assert same(math.log10(4 / 5), read(distinct_share, layers(torch.zeros_like, alternating)))


def test_a_cube_of_differences_shrinks_with_the_square_of_their_scale():
    far, near = (read(shrinkage, layers(lambda x: x.pow(3)), scale=s) for s in (0.1, 0.01))
    assert same(2.0, far - near)


def test_shrinkage_is_from_the_first_stream_to_the_last_and_deaf_to_their_means():
    build = layers(lambda x: x / 10 + 7, lambda x: x / 100 - 5)
    assert same(-3.0, read(shrinkage, build, scale=1.0))


def test_the_variance_is_the_mean_square_of_the_last_stream():
    assert same(25.0, read(stream_variance, layers(lambda x: 0 * x, alternating)))


@pytest.mark.parametrize("width", [16, 64])
def test_a_stream_that_is_scaled_up_from_its_inputs_has_variance_one(width):
    embedded = layers(lambda x: x * width**0.5)
    assert same(1.0, read(stream_variance, embedded, width=width), within=0.1)


class Weight(nn.Module):
    """One matrix per replica, all zero."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(3, 1, width, width, dtype=torch.float64))


class TwoLayers(Map):
    """y = W₂ x of the first layer and a tenth of the second's; of each W₁, a thousandth more."""

    def __init__(self, width=32):
        super().__init__(lambda x: self.heard(0, x) + self.heard(1, x) / 10)
        self.layers = nn.ModuleList(
            nn.ModuleDict({name: Weight(width) for name in ("W_1", "W_2")}) for _ in range(2)
        )

    def heard(self, layer, x):
        W_1, W_2 = (self.layers[layer][name].weight for name in ("W_1", "W_2"))
        return x @ W_2 + x @ W_1 / 1000


def test_the_gradient_is_that_of_the_mean_cross_entropy_of_uniform_classes():
    handed = Recording(by_hand(TwoLayers))
    reading = read(first_feedforward_gradient, handed, length=16)
    (x,), (error,) = handed.inputs, handed.pulled
    wanted = error.argmin(-1)
    expected = (1 / 32 - nn.functional.one_hot(wanted, 32).double()) / (4 * 16)
    torch.testing.assert_close(error, expected)
    gradient = torch.einsum("rbti,rbto->rio", x, error)
    torch.testing.assert_close(reading, gradient.flatten(1).norm(dim=1).log10())
    assert same(1 / 32, (wanted == x.argmax(-1)).double().mean((1, 2)), within=0.1)
    assert wanted.unique().numel() > 25


def test_the_first_layer_is_not_the_last():
    first, last = (
        read(probe, by_hand(TwoLayers))
        for probe in (first_feedforward_gradient, last_feedforward_gradient)
    )
    assert same(1.0, first - last)
