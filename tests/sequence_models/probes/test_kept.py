"""Calibration against what autograd is known to save."""

import torch

from sequence_models.architectures import Attention, BlockwiseAttention, RecomputedAttention
from sequence_models.probes import kept_for_gradient

from .calibration import Offset, build_for, by_hand, read, same


def counted(build, **conditions):
    (value,) = set(read(kept_for_gradient, build, **conditions).tolist())
    return value


def test_a_sine_keeps_its_argument_and_a_sum_nothing():
    assert same(16 * 10, read(kept_for_gradient, by_hand(Offset), length=10))


def test_what_is_saved_twice_is_counted_once():
    class Twice(Offset):
        def run(self, x, state):
            y = x + self.b
            return y.sin() + y.cos(), state

    assert same(16 * 10, read(kept_for_gradient, by_hand(Twice), length=10))


def test_parameters_are_no_part_of_it():
    class Scaled(Offset):
        def run(self, x, state):
            return x * self.b, state

    kept = counted(by_hand(Scaled), length=10)
    assert kept == 16 * 10


def test_weights_of_all_pairs_are_kept_unless_they_are_computed_again():
    whole = [counted(build_for(Attention), length=n) for n in (64, 128)]
    again = [counted(build_for(RecomputedAttention), length=n) for n in (64, 128)]
    blocks = [counted(build_for(BlockwiseAttention), length=n) for n in (64, 128)]
    assert whole[1] - 2 * whole[0] >= 128**2 - 2 * 64**2
    assert again[1] == 2 * again[0]
    assert blocks > whole


def test_the_gradient_of_what_is_computed_again_is_that_of_attention():
    x = torch.randn(3, 2, 40, 4, dtype=torch.float64)
    gradients = []
    for arch in (Attention, RecomputedAttention):
        model = build_for(arch, layers=2, positions="rotary")(
            inputs=4, outputs=3, dtype=torch.float64
        )
        model(x).square().sum().backward()
        gradients.append([p.grad for p in model.parameters()])
    for one, other in zip(*gradients, strict=True):
        torch.testing.assert_close(one, other)
