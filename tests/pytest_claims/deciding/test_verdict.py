"""The decision at one look, against scipy's own interval."""

from itertools import count
from math import inf

import pytest
from scipy.stats import binomtest

from pytest_claims.deciding.verdict import Rule, Verdict, grown, interval


@pytest.mark.parametrize("replicas", [1, 24, 192])
def test_interval_is_clopper_pearson(replicas):
    for wins in range(replicas + 1):
        expected = binomtest(wins, replicas).proportion_ci(0.999)
        assert interval(wins, replicas, 0.001) == pytest.approx((expected.low, expected.high))


def test_every_is_decided_by_one_loss():
    rule = Rule("every", 1.0, True, 0.001)

    assert rule.decide(192, 192) is Verdict.HOLDS
    assert rule.decide(191, 192) is Verdict.REFUTED
    assert rule.decide(23, 24) is Verdict.REFUTED


def test_replicas_without_loss():
    assert Rule("share", 0.9, True, 0.001).replicas_without_loss() == 86
    assert Rule("share", 0.95, True, 0.001).replicas_without_loss() == 176
    assert Rule("share", 0.1, False, 0.001).replicas_without_loss() == 86


def counted(rule):
    share = rule.threshold if rule.upward else 1 - rule.threshold
    return next(n for n in count(1) if share**n < rule.error / 8)


@pytest.mark.parametrize("error", [1e-6, 0.0003, 0.001, 0.05, 0.5])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9999])
def test_replicas_without_loss_are_those_that_one_would_count(share, error):
    up, down = Rule("share", share, True, error), Rule("share", 1 - share, False, error)

    assert up.replicas_without_loss() == counted(up)
    assert down.replicas_without_loss() == counted(down)


def test_a_share_that_is_nearly_1_needs_a_number_of_replicas_that_nobody_could_count():
    assert Rule("share", 1 - 1e-12, True, 0.001).replicas_without_loss() > 10**12
    assert Rule("share", 1e-20, False, 0.001).replicas_without_loss() > 10**20
    assert Rule("share", 5e-324, False, 0.001).replicas_without_loss() > 10**300


def test_needed_replicas_settle_it():
    rule = Rule("typical", 0.5, True, 0.001)
    needed = round(1.05 * rule.replicas_needed(115, 192))  # it is given to two digits

    assert rule.decide(115, 192) is Verdict.INCONCLUSIVE
    assert rule.decide(round(needed * 115 / 192), needed) is Verdict.HOLDS
    assert rule.replicas_needed(96, 192) == inf


def test_smallest_telling_share_is_the_first_that_holds():
    rule = Rule("typical", 0.5, True, 0.001)
    share = rule.smallest_telling_share(192)

    assert rule.decide(round(share * 192), 192) is Verdict.HOLDS
    assert rule.decide(round(share * 192) - 1, 192) is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(("wins", "upward"), [(115, True), (77, False), (118, True)])
def test_replicas_needed_are_the_first_that_settle_it(wins, upward):
    rule = Rule("typical", 0.5, upward, 0.001)
    needed = rule.replicas_needed(wins, 192)

    def verdict(replicas):
        return rule.decide(round(wins / 192 * replicas), round(replicas))

    assert verdict(192) is Verdict.INCONCLUSIVE
    assert verdict(1.05 * needed) is not Verdict.INCONCLUSIVE
    assert verdict(needed / 1.2) is Verdict.INCONCLUSIVE


def test_a_share_within_half_a_replica_of_the_threshold_is_never_settled():
    rule = Rule("share", 0.9, True, 0.001)

    assert rule.replicas_needed(173, 192) == inf
    assert rule.replicas_needed(22, 24) == inf  # 0.4 of a replica away
    assert rule.replicas_needed(172, 192) < inf
    assert rule.replicas_needed(174, 192) < inf
    assert Rule("typical", 0.5, True, 0.001).replicas_needed(1, 1) < inf  # half a replica away


@pytest.mark.parametrize("upward", [True, False])
@pytest.mark.parametrize("end", [0, 1])
def test_a_threshold_at_the_end_of_the_interval_is_not_excluded(upward, end):
    threshold = Rule("share", 0.5, upward, 0.001).interval(20, 24)[end]
    beyond = threshold + (1e-9 if end else -1e-9)

    assert Rule("share", threshold, upward, 0.001).decide(20, 24) is Verdict.INCONCLUSIVE
    assert Rule("share", beyond, upward, 0.001).decide(20, 24) is (
        Verdict.REFUTED if upward is bool(end) else Verdict.HOLDS
    )


@pytest.mark.parametrize(("wins", "needed"), [(115, 340), (118, 260)])
def test_needed_replicas_are_counted_in_whole_wins(wins, needed):
    assert Rule("typical", 0.5, True, 0.001).replicas_needed(wins, 192) == needed


@pytest.mark.parametrize(
    ("threshold", "upward", "replicas", "wins"),
    [(0.5, True, 24, 22), (0.9, True, 96, 96), (0.9, False, 192, 155), (0.5, False, 24, 2)],
)
def test_the_smallest_telling_share_is_the_one_nearest_to_the_threshold(
    threshold, upward, replicas, wins
):
    rule = Rule("share", threshold, upward, 0.001)
    nearer = wins - 1 if upward else wins + 1

    assert rule.smallest_telling_share(replicas) == wins / replicas
    assert rule.decide(wins, replicas) is Verdict.HOLDS
    assert rule.decide(nearer, replicas) is not Verdict.HOLDS


def test_no_share_tells_where_there_are_too_few_replicas():
    assert Rule("share", 0.9, True, 0.001).smallest_telling_share(48) == inf


@pytest.mark.parametrize(("settled", "found"), [(0, 10), (10, 10), (11, 12), (13, 14), (15, 16)])
def test_numbers_grow_by_a_tenth_until_it_is_settled(settled, found):
    assert grown(10, lambda n: n >= settled) == found


def test_numbers_do_not_grow_beyond_a_million_and_a_tenth():
    tried = []

    assert grown(10, lambda n: bool(tried.append(n))) == pytest.approx(1e6, rel=0.11)
    assert tried[-1] < 10**6 <= tried[-1] * 1.1 + 1
