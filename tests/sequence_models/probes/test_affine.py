"""Calibration on maps whose curvature is known."""

import math

import pytest
import torch

from sequence_models.probes import affine_defect

from .calibration import kernel, mapping, read, same
from .recording import Recording, drawn_like_weights


def test_an_affine_map_has_no_defect():
    ranked = kernel(lambda t, s: (s <= t) * (1 + s))
    assert same(0.0, read(affine_defect, ranked, length=5))
    assert same(0.0, read(affine_defect, mapping(lambda x: 2 * x + 3), length=5))


def test_the_defect_of_a_square_is_known():
    defect = read(affine_defect, mapping(torch.square), length=1, width=4000)
    # E ((a−b)/2)⁴ = 3/4 over E ((a²+b²)/2)² = 2
    assert same(math.sqrt(0.75 / 2), defect, within=0.02)


def test_only_the_last_step_is_read():
    bent_before = mapping(lambda x: torch.cat([x[:, :, :-1] ** 2, x[:, :, -1:]], 2))
    bent_at_last = mapping(lambda x: torch.cat([x[:, :, :-1], x[:, :, -1:] ** 2], 2))
    assert same(0.0, read(affine_defect, bent_before, length=3))
    assert (read(affine_defect, bent_at_last, length=3) > 0.1).all()


@pytest.mark.parametrize("length", [1, 5])
def test_repeating_the_token_does_not_change_the_defect_of_a_pointwise_map(length):
    cube = mapping(lambda x: x.pow(3))
    one, many = (read(affine_defect, cube, length=n, repeated=True) for n in (1, length))
    torch.testing.assert_close(one, many)


@pytest.mark.parametrize("repeated", [False, True])
def test_two_inputs_are_compared_with_their_mean_and_their_steps_are_alike_on_request(repeated):
    handed = Recording(mapping(torch.square))
    read(affine_defect, handed, length=3, **({"repeated": True} if repeated else {}))
    mean, a, b = handed.inputs
    torch.testing.assert_close(mean, (a + b) / 2)
    assert (a != b).all()
    assert not drawn_like_weights(a)
    assert bool((a[:, :, 0] == a[:, :, 1]).all()) is repeated
