"""Streams are held apart by seed and by purpose, and are read in full."""

from itertools import combinations, product

import pytest
import torch
from scipy.stats import binom, chi2, norm

from sequence_models.replicas import integers, normal, streams, uniform

ASIDE = 1e-9  # how seldom a figure may fall outside its interval by chance
PURPOSES = ("weights", "inputs", "training data", "exam")
DRAWS = [normal, uniform, lambda given, *shape: integers(given, 1000, *shape)]
NAMES = ["normal", "uniform", "integers"]


def inside(found, tried, probability):
    low, high = binom.interval(1 - ASIDE, tried, probability)
    return low <= found <= high


def test_no_two_seeds_and_no_two_purposes_share_a_stream():
    drawn = torch.cat([uniform(streams(range(100), purpose), 4) for purpose in PURPOSES])
    assert len(drawn.unique(dim=0)) == 400
    assert len(drawn.unique()) == 1600


def test_purposes_that_differ_in_one_letter_have_streams_of_their_own():
    purposes = ["data", "bata", "dota", "data ", "datA"]
    assert len({g.initial_seed() for name in purposes for g in streams([1, -1], name)}) == 10


def test_a_number_at_the_end_of_a_purpose_is_not_taken_for_the_seed():
    (one,), (other,) = streams([11], "data"), streams([1], "data1")
    assert one.initial_seed() != other.initial_seed()


def test_a_stream_is_known_by_the_63_bits_of_its_seed():
    seeds = torch.tensor([g.initial_seed() for g in streams(range(300), "weights")])
    assert (seeds >= 0).all()
    for bit in range(63):
        assert inside((seeds >> bit & 1).sum().item(), 300, 0.5)


def test_seeds_of_63_bits_that_differ_in_one_have_streams_of_their_own():
    seeds = [2**62, *(2**62 + 2**bit for bit in range(62))]
    assert len({g.initial_seed() for g in streams(seeds, "weights")}) == 63


@pytest.mark.parametrize("draw", DRAWS, ids=NAMES)
def test_a_replica_draws_what_it_draws_alone_whoever_is_beside_it(draw):
    together = draw(streams([5, 3, 8], "data"), 4, 2)
    assert together.shape == (3, 4, 2)
    for replica, seed in enumerate([5, 3, 8]):
        assert torch.equal(together[replica], draw(streams([seed], "data"), 4, 2)[0])


@pytest.mark.parametrize("draw", DRAWS, ids=NAMES)
def test_a_stream_goes_on_where_it_was_left_and_touches_no_other(draw):
    torch.manual_seed(0)
    elsewhere = torch.get_rng_state()
    given = streams(range(2), "data")
    first, second = draw(given, 50), draw(given, 50)
    assert not (first == second).all(-1).any()
    assert torch.equal(first, draw(streams(range(2), "data"), 50))
    assert torch.equal(torch.get_rng_state(), elsewhere)


@pytest.mark.parametrize("draw", DRAWS[:2], ids=NAMES[:2])
def test_numbers_are_drawn_in_double_precision_to_the_last_bit(draw):
    numbers = draw(streams(range(2), "data"), 500)
    assert numbers.dtype == torch.float64
    assert (numbers != numbers.float()).double().mean() > 0.99


def test_normal_numbers_are_standard_normal():
    numbers = normal(streams(range(2), "data"), 50_000).flatten()
    for bound in (-2.0, -1.0, 0.0, 0.5, 1.5, 3.0):
        assert inside((numbers < bound).sum().item(), 100_000, norm.cdf(bound))
    low, high = chi2.interval(1 - ASIDE, 100_000)
    assert low <= numbers.square().sum().item() <= high


def test_uniform_numbers_fill_the_unit_interval_evenly():
    numbers = uniform(streams(range(2), "data"), 50_000).flatten()
    assert (numbers >= 0).all()
    assert (numbers < 1).all()
    for tenth in (10 * numbers).long().bincount(minlength=10).tolist():
        assert inside(tenth, 100_000, 0.1)


def test_integers_below_a_bound_are_equally_likely():
    numbers = integers(streams(range(2), "data"), 7, 50_000).flatten()
    counts = numbers.bincount().tolist()
    assert len(counts) == 7
    assert all(inside(count, 100_000, 1 / 7) for count in counts)


def test_replicas_and_purposes_do_not_go_together():
    numbers = [
        normal(streams([seed], purpose), 10_000)[0] for seed, purpose in product((0, 1), PURPOSES)
    ]
    for one, other in combinations(numbers, 2):
        assert abs((one * other).mean().item()) < 6 / 10_000**0.5
