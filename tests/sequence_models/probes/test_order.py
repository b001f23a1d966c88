"""Calibration on maps whose sense of order is known."""

import math

import pytest
import torch

from sequence_models.probes import (
    equal_token_gap,
    future_influence,
    position_spread,
    prefix_order_influence,
    reordering_error,
    translation_error,
)
from sequence_models.probes.order import relative

from .calibration import kernel, read, same
from .recording import Recording

EVEN = kernel(lambda t, s: torch.ones_like(t - s))
OWN = kernel(lambda t, s: t == s)
PAST = kernel(lambda t, s: s <= t)
LAST_THREE = kernel(lambda t, s: (s <= t) & (t - s < 3))
RANKED = kernel(lambda t, s: (s <= t) * (1 + s))
COUNTED = kernel(lambda t, s: (t == s) * t)


def far_apart(y, moved):
    return (moved - y).flatten(1).norm(dim=1) / y.flatten(1).norm(dim=1)


def normal(x):
    x = x.flatten(1)
    return same(0.0, x.mean(1), within=0.2) and same(1.0, x.std(1), within=0.2)


def test_a_sum_is_invariant_and_equivariant_and_a_copy_only_equivariant():
    for follow in (True, False):
        assert same(0.0, read(reordering_error, EVEN, follow=follow))
    assert same(0.0, read(reordering_error, OWN, follow=True))
    assert (read(reordering_error, OWN, follow=False) > 0.5).all()


@pytest.mark.parametrize("follow", [True, False])
def test_every_second_input_comes_first_and_the_change_is_relative_to_the_outputs_before(follow):
    handed = Recording(RANKED)
    error = read(reordering_error, handed, follow=follow, length=6)
    (x, reordered), (y, moved) = handed.inputs, handed.outputs
    order = [0, 2, 4, 1, 3, 5]
    assert torch.equal(reordered, x[:, :, order])
    expected = (moved - (y[:, :, order] if follow else y)).flatten(1).norm(dim=1)
    torch.testing.assert_close(error, expected / y.flatten(1).norm(dim=1))


def test_a_sum_over_the_past_is_blind_to_order_and_a_ranked_sum_is_not():
    assert same(0.0, read(prefix_order_influence, PAST))
    assert (read(prefix_order_influence, RANKED) > 0.1).all()


def test_all_before_the_last_input_is_reversed_and_the_last_output_compared():
    handed = Recording(RANKED)
    change = read(prefix_order_influence, handed, length=4)
    (x, reversed_), (y, moved) = handed.inputs, handed.outputs
    assert torch.equal(reversed_, x[:, :, [2, 1, 0, 3]])
    torch.testing.assert_close(change, far_apart(y[:, :, -1], moved[:, :, -1]))


def test_a_sum_shows_position_and_a_copy_does_not():
    assert (read(position_spread, PAST, start=False) > 0.1).all()
    assert same(0.0, read(position_spread, OWN, start=False))


def test_the_spread_is_measured_from_the_last_step_and_leaves_the_first_out():
    steps = range(1, 12)
    spread = math.sqrt(sum((11 - t) ** 2 for t in steps) / sum(t**2 for t in steps))
    for start in (False, True):
        assert same(spread, read(position_spread, COUNTED, start=start))


@pytest.mark.parametrize("start", [False, True])
def test_only_the_first_input_differs_and_only_on_request(start):
    handed = Recording(COUNTED)
    read(position_spread, handed, start=start, length=5, width=200)
    (x,) = handed.inputs
    assert x.shape == (3, 4, 5, 200)
    assert (x[:, :, 1:] == x[:, :, 1:2]).all()
    assert bool((x[:, :, 0] != x[:, :, 1]).all()) is start
    assert normal(x[:, :, 0])


def test_a_causal_sum_has_no_future_and_an_even_one_has():
    assert same(0.0, read(future_influence, PAST))
    assert same(1.0, read(future_influence, EVEN))


@pytest.mark.parametrize(
    "leaks",
    [{(6, 7): -0.5}, {(0, 7): 0.5}, {(0, 1): 0.5}, {(2, 3): 0.25, (4, 6): -0.5}],
    ids=["at the end", "far", "at the start", "two"],
)
def test_the_largest_leak_is_found_wherever_it_is_and_whatever_its_sign(leaks):
    def w(t, s):
        return 3 * (t == s) + sum(v * ((t == a) & (s == b)) for (a, b), v in leaks.items())

    assert same(0.5, read(future_influence, kernel(w)))


def test_a_window_does_not_see_what_stands_before_it():
    assert same(0.0, read(translation_error, LAST_THREE))
    assert (read(translation_error, PAST) > 0.1).all()


def test_other_content_is_put_before_and_the_last_output_compared():
    handed = Recording(RANKED)
    error = read(translation_error, handed, shift=3, length=5, width=100)
    (x, later), (y, moved) = handed.inputs, handed.outputs
    assert torch.equal(later[:, :, 3:], x)
    assert normal(later[:, :, :3])
    assert not torch.isin(later[:, :, :3], x).any()
    torch.testing.assert_close(error, far_apart(y[:, :, -1], moved[:, :, -1]))


def test_a_mean_is_deaf_to_repetition_and_a_sum_is_not():
    mean = kernel(lambda t, s: (s <= t) / (t + 1))
    assert same(0.0, read(equal_token_gap, mean, repeats=3))
    assert same(1.0, read(equal_token_gap, PAST, repeats=2))


def test_the_whole_input_is_said_again_and_the_last_output_compared():
    handed = Recording(RANKED)
    gap = read(equal_token_gap, handed, repeats=3, length=5)
    (x, again), (y, said) = handed.inputs, handed.outputs
    assert torch.equal(again, torch.cat([x, x, x], 2))
    torch.testing.assert_close(gap, far_apart(y[:, :, -1], said[:, :, -1]))


def test_relative_is_a_ratio_of_norms_for_each_replica():
    difference, whole = (
        torch.tensor([[3.0, -4.0], [0.0, 2.0]]),
        torch.tensor([[6.0, 8.0], [4.0, 0.0]]),
    )
    assert relative(difference, whole).tolist() == [0.5, 0.5]
    assert relative(difference, 2 * whole).tolist() == [0.25, 0.25]
