"""The rule at known truths, by exact computation, against simulation and the stated errors."""

from itertools import product

import numpy as np
import pytest

from pytest_claims.deciding.controls import Control, compare
from pytest_claims.deciding.operating import Pair, contest, controls, operate, verdicts
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.measuring.replicas import LOOKS

ERROR = 0.001
TYPICAL = Rule("typical", 0.5, True, ERROR)
SHARES = np.linspace(0, 1, 101)


@pytest.mark.parametrize(
    ("threshold", "upward", "parts"), list(product([0.1, 0.5, 0.9], [True, False], [1, 6]))
)
def test_false_verdicts_stay_below_half_the_error_at_every_share(threshold, upward, parts):
    rule = Rule("share", threshold, upward, ERROR / parts)
    for share in SHARES:
        found = operate(rule, share)
        speaks_for = share > threshold if upward else share < threshold
        speaks_against = share < threshold if upward else share > threshold
        assert speaks_for or found.holds <= ERROR / parts / 2
        assert speaks_against or found.refuted <= ERROR / parts / 2


@pytest.mark.parametrize("until", LOOKS)
def test_every_is_never_falsely_refuted_and_misses_what_its_replicas_do_not_show(until):
    rule = Rule("every", 1.0, True, ERROR, until)

    assert operate(rule, 1.0).refuted == 0
    assert operate(rule, 1.0).replicas == pytest.approx(until)
    assert operate(rule, 0.99).holds == pytest.approx(0.99**until)
    assert operate(rule, 0.99).inconclusive == 0


def test_an_every_that_loses_is_mostly_refuted_before_the_last_look():
    found = operate(Rule("every", 1.0, True, ERROR), 0.97)

    expected = 24 + 24 * 0.97**24 + 48 * 0.97**48 + 96 * 0.97**96
    assert found.replicas == pytest.approx(expected)


def test_coin_is_declared_to_hold_as_rarely_as_the_design_says():
    assert operate(TYPICAL, 0.5).holds == pytest.approx(2.8e-4, rel=0.05)


@pytest.mark.parametrize(("share", "decided", "replicas"), [(0.7, 0.98, 127), (0.8, 1, 57)])
def test_power_is_what_the_design_says(share, decided, replicas):
    found = operate(TYPICAL, share)

    assert found.holds == pytest.approx(decided, abs=0.005)
    assert found.replicas == pytest.approx(replicas, abs=0.5)


def test_probabilities_add_up():
    for share in (0.0, 0.3, 0.5, 1.0):
        found = operate(TYPICAL, share)
        assert found.holds + found.refuted + found.inconclusive == pytest.approx(1)


def trials(rule, pair, runs=400):
    """The looks taken one by one on drawn replicas, as the audit takes them."""
    rng = np.random.default_rng(0)
    shares = [pair.both, pair.claim, pair.control, pair.neither]
    for _ in range(runs):
        kinds = rng.choice(4, size=LOOKS[-1], p=shares)
        claim, control = kinds <= 1, (kinds == 0) | (kinds == 2)
        held, result = False, None
        for look in LOOKS:
            verdict = rule.decide(int(claim[:look].sum()), look)
            if not held and verdict is Verdict.REFUTED:
                break
            held = held or verdict is Verdict.HOLDS
            if held:
                found = compare(rule, Verdict.HOLDS, claim[:look], control[:look])
                result = found.result
                if found.settled:
                    break
        yield result


@pytest.mark.parametrize("pair", [Pair(0.6, 0.1, 0), Pair(0.4, 0.4, 0), Pair(0.6, 0.2, 0.1)])
def test_chain_over_pairs_agrees_with_looks_taken_one_by_one(pair):
    exact = contest(TYPICAL, pair)
    found = list(trials(TYPICAL, pair))

    for result, expected in zip(
        (Control.TURNED, Control.WEAKENED, Control.SAME, Control.OPEN),
        (exact.turned, exact.weakened, exact.same, exact.open),
        strict=True,
    ):
        error = max(expected * (1 - expected) / len(found), 1e-4) ** 0.5
        assert found.count(result) / len(found) == pytest.approx(expected, abs=4 * error)
    assert exact.held == pytest.approx(operate(TYPICAL, pair.both + pair.claim).holds)


@pytest.mark.parametrize("claim", [1.0, 0.9, 0.8])
def test_control_at_the_null_weakens(claim):
    found = contest(TYPICAL, Pair(0.5 * claim, 0.5 * claim, 0))

    assert found.turned + found.weakened >= 0.99 * found.held


@pytest.mark.parametrize("claim", [1.0, 0.9])
def test_control_that_rarely_wins_turns(claim):
    found = contest(TYPICAL, Pair(0.1 * claim, 0.9 * claim, 0))

    assert found.turned >= 0.99 * found.held


@pytest.mark.parametrize("claim", [1.0, 0.8, 0.6])
def test_control_that_changes_nothing_is_vacuous(claim):
    found = contest(TYPICAL, Pair(claim, 0, 0))

    assert found.turned + found.weakened == 0
    assert found.same == pytest.approx(found.held)


@pytest.mark.parametrize("claim", [0.6, 0.8])
def test_control_that_wins_as_often_elsewhere_weakens_no_more_often_than_stated(claim):
    alone = claim * (1 - claim)
    found = contest(TYPICAL, Pair(claim**2, alone, alone))

    assert found.turned + found.weakened <= 0.01


def test_what_the_looks_say_is_worked_out_once():
    assert verdicts(TYPICAL, 24) is verdicts(Rule("typical", 0.5, True, ERROR), 24)
    assert controls(24) is controls(24)
