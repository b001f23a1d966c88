"""The rule for populations at known truths, by exact computation."""

from itertools import product
from math import comb

import numpy as np
import pytest

from pytest_claims.deciding import operating
from pytest_claims.deciding.strata import decide
from pytest_claims.deciding.stratified import operate, verdicts
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.measuring.replicas import LOOKS

TYPICAL = Rule("typical", 0.5, True, 0.001)
RULES = [
    TYPICAL,
    Rule("share", 0.9, True, 0.001),
    Rule("share", 0.1, False, 0.001),
    Rule("every", 1.0, True, 0.001),
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("number", [2, 3])
def test_the_table_says_of_all_counts_of_the_first_look_what_the_rule_says(rule, number):
    size = LOOKS[0] // number
    table = verdicts(rule, LOOKS[0], number)

    for wins in product(range(size + 1), repeat=number):
        said = decide(rule, [(w, size) for w in wins], sum(wins), LOOKS[0])
        assert operating.VERDICTS[table[wins]] is said


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("number", [2, 3, 4])
def test_the_table_agrees_with_the_rule_at_drawn_counts(rule, look, number):
    rng, size = np.random.default_rng([look, number]), look // number
    table = verdicts(rule, look, number)
    for share in (0.1, 0.5, 0.7, 0.9, 1.0):
        for wins in rng.binomial(size, share, size=(8, number)).tolist():
            said = decide(rule, [(w, size) for w in wins], sum(wins), look)
            assert operating.VERDICTS[table[tuple(wins)]] is said


def looked_at(shares, runs):
    """The looks taken one by one on drawn replicas, as the audit takes them."""
    rng, number = np.random.default_rng(0), len(shares)
    for _ in range(runs):
        won = rng.uniform(size=(LOOKS[-1] // number, number)) < shares
        for look in LOOKS:
            wins = won[: look // number].sum(0)
            counts = [(int(w), look // number) for w in wins]
            verdict = decide(TYPICAL, counts, int(wins.sum()), look)
            if verdict is not Verdict.INCONCLUSIVE:
                break
        yield verdict, look


@pytest.mark.parametrize("shares", [(0.7, 0.7), (0.9, 0.4, 0.9), (1.0, 1.0, 1.0, 0.5)])
def test_the_chain_agrees_with_looks_taken_one_by_one(shares):
    exact, found = operate(TYPICAL, shares), list(looked_at(shares, 1500))

    verdicts_found = [verdict for verdict, _ in found]
    for verdict, expected in (
        (Verdict.HOLDS, exact.holds),
        (Verdict.REFUTED, exact.refuted),
        (Verdict.INCONCLUSIVE, exact.inconclusive),
    ):
        error = max(expected * (1 - expected) / len(found), 1e-6) ** 0.5
        assert verdicts_found.count(verdict) / len(found) == pytest.approx(expected, abs=4 * error)
    assert np.mean([look for _, look in found]) == pytest.approx(exact.replicas, rel=0.06)


def test_the_first_look_is_the_sum_over_its_counts():
    """Two strata of twelve, by hand: the chance of a verdict at the first look alone."""
    shares, size = (0.9, 0.6), 12
    held = sum(
        comb(size, a) * 0.9**a * 0.1 ** (size - a) * comb(size, b) * 0.6**b * 0.4 ** (size - b)
        for a, b in product(range(size + 1), repeat=2)
        if decide(TYPICAL, [(a, size), (b, size)], a + b, LOOKS[0]) is Verdict.HOLDS
    )
    table = verdicts(TYPICAL, LOOKS[0], 2) == 0
    mass = np.outer(*(operating.binomial(size, share) for share in shares))

    assert mass[table].sum() == pytest.approx(held)
    assert 0 < held <= operate(TYPICAL, shares).holds


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5])
def test_what_is_false_in_the_whole_population_holds_no_more_often_than_stated(number, share):
    assert operate(TYPICAL, (share,) * number).holds <= TYPICAL.error / 2


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("share", [0.5, 0.6, 0.9])
def test_what_is_true_in_all_strata_is_refuted_no_more_often_than_stated(number, share):
    assert operate(TYPICAL, (share,) * number).refuted <= TYPICAL.error / 2


def test_the_order_of_the_strata_does_not_matter():
    one, other = operate(TYPICAL, (0.9, 0.8, 0.5)), operate(TYPICAL, (0.5, 0.9, 0.8))

    assert one.holds == pytest.approx(other.holds)
    assert one.refuted == pytest.approx(other.refuted)


def test_an_every_is_what_it_is_without_strata():
    rule = Rule("every", 1.0, True, 0.001)
    found, whole = operate(rule, (0.99, 0.99, 0.99)), operating.operate(rule, 0.99)

    assert found.holds == pytest.approx(whole.holds)
    assert found.replicas == pytest.approx(whole.replicas)


def test_probabilities_add_up():
    found = operate(TYPICAL, (1.0, 0.8, 0.6, 0.4))

    assert found.holds + found.refuted + found.inconclusive == pytest.approx(1)
