"""Calibration on maps whose order, reach and curvature are known."""

import math

import pytest
import torch

from sequence_models.architectures import Attention, SequenceModel
from sequence_models.probes import (
    affine_defect,
    crosstalk,
    decay_with_distance,
    equal_token_gap,
    future_influence,
    influence,
    position_spread,
    prefix_order_influence,
    reordering_error,
    translation_error,
    typical_influence,
)

SEEDS = range(3)


class Kernel(SequenceModel):
    """y_t = Σ_s w(t, s) x_s."""

    def __init__(self, w, inputs):
        super().__init__()
        self.w, self.inputs, self.outputs, self.replicas = w, inputs, inputs, 3

    def initial_state(self, batch):
        return ()

    def run(self, x, state):
        t = torch.arange(x.shape[2], dtype=x.dtype)
        weights = self.w(t.unsqueeze(1), t.unsqueeze(0)).expand(len(t), len(t)).to(x.dtype)
        return weights @ x, state


def kernel(w):
    return lambda *, inputs, outputs, dtype=None: Kernel(w, inputs)


EVEN = kernel(lambda t, s: torch.ones_like(t - s))
OWN = kernel(lambda t, s: t == s)
PAST = kernel(lambda t, s: s <= t)
LAST_THREE = kernel(lambda t, s: (s <= t) & (t - s < 3))
RANKED = kernel(lambda t, s: (s <= t) * (1 + s))


def reading(probe, build, **conditions):
    return probe(build, seeds=SEEDS, **conditions)


def test_a_sum_is_invariant_and_equivariant_and_a_copy_only_equivariant():
    for follow in (True, False):
        assert (reading(reordering_error, EVEN, follow=follow) < 1e-12).all()
    assert (reading(reordering_error, OWN, follow=True) == 0).all()
    assert (reading(reordering_error, OWN, follow=False) > 0.5).all()


def test_a_sum_over_the_past_is_blind_to_order_and_a_ranked_sum_is_not():
    assert (reading(prefix_order_influence, PAST) < 1e-12).all()
    assert (reading(prefix_order_influence, RANKED) > 0.1).all()


def test_a_sum_shows_position_and_a_copy_does_not():
    assert (reading(position_spread, PAST, start=False) > 0.1).all()
    assert (reading(position_spread, OWN, start=False) == 0).all()


def test_a_causal_sum_has_no_future_and_an_even_one_has():
    assert (reading(future_influence, PAST) == 0).all()
    future = reading(future_influence, EVEN)
    torch.testing.assert_close(future, torch.ones_like(future))


def test_a_window_does_not_see_what_stands_before_it():
    assert (reading(translation_error, LAST_THREE) < 1e-12).all()
    assert (reading(translation_error, PAST) > 0.1).all()


def test_a_mean_is_deaf_to_repetition_and_a_sum_is_not():
    mean = kernel(lambda t, s: (s <= t) / (t + 1))
    assert (reading(equal_token_gap, mean, repeats=3) < 1e-12).all()
    twice = reading(equal_token_gap, PAST, repeats=2)
    torch.testing.assert_close(twice, torch.ones_like(twice))


def test_influence_is_the_weight_and_ends_where_the_window_does():
    near, far = (reading(influence, LAST_THREE, lag=lag) for lag in (2, 3))
    torch.testing.assert_close(near, torch.full_like(near, 8**0.5), rtol=0.25, atol=0)
    assert (far == 0).all()


def test_the_exponent_of_a_power_law_is_read():
    law = kernel(lambda t, s: (s <= t) / (1 + (t - s).abs()))
    exponent = reading(decay_with_distance, law, length=256)
    torch.testing.assert_close(exponent, torch.full_like(exponent, -1.0), rtol=0, atol=0.06)


def test_a_mean_dilutes_as_one_over_its_length():
    mean = kernel(lambda t, s: (s <= t) / (t + 1))
    fall = reading(typical_influence, mean, length=200) - reading(
        typical_influence, mean, length=20
    )
    torch.testing.assert_close(fall, torch.full_like(fall, -1.0), rtol=0, atol=0.05)


def test_a_copy_has_no_crosstalk():
    assert (reading(crosstalk, OWN) == 0).all()
    assert (reading(crosstalk, PAST) > 0).all()


def test_a_linear_map_has_no_defect_and_a_square_has_a_known_one():
    assert (reading(affine_defect, RANKED, length=5) < 1e-12).all()

    class Square(Kernel):
        def run(self, x, state):
            return x.square(), state

    def build(*, inputs, outputs, dtype=None):
        return Square(None, 8)

    defect = reading(affine_defect, build, length=1, width=500)
    # E ((a−b)/2)⁴ = 3/4 over E ((a²+b²)/2)² = 2
    expected = torch.full_like(defect, math.sqrt(0.75 / 2))
    torch.testing.assert_close(defect, expected, rtol=0.1, atol=0)


@pytest.mark.parametrize("length", [1, 5])
def test_repeating_the_token_does_not_change_the_defect_of_a_pointwise_map(length):
    class Cube(Kernel):
        def run(self, x, state):
            return x.pow(3), state

    def build(*, inputs, outputs, dtype=None):
        return Cube(None, 8)

    one, many = (reading(affine_defect, build, length=n, repeated=True) for n in (1, length))
    torch.testing.assert_close(one, many)


def test_attention_is_read_like_its_kernel():
    def build(*, inputs, outputs, dtype=None):
        return Attention(inputs, outputs, seeds=SEEDS, window=3, layers=2, dtype=dtype)

    assert (reading(influence, build, lag=4) > 0).all()
    assert (reading(influence, build, lag=5) == 0).all()
