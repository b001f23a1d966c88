"""Several assertions, several controls, several looks: what a case makes of them."""

import itertools
from pathlib import Path

import pytest
from drawn import a, b, case, late, two, wins

from pytest_claims.deciding.trial import attempt, joint
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.words import share
from pytest_claims.faults import ClaimError

ALL, NONE, COIN = wins(192), wins(0), wins(96)
HOLDS, REFUTED, OPEN = Verdict.HOLDS, Verdict.REFUTED, Verdict.INCONCLUSIVE
NUMBERS = {HOLDS: ALL, REFUTED: NONE, OPEN: COIN}


@pytest.mark.parametrize(("first", "second"), [*itertools.product(NUMBERS, repeat=2)])
def test_all_assertions_must_hold_and_one_that_is_refuted_is_enough(first, second):
    outcome = attempt(case(two, {a: NUMBERS[first], b: NUMBERS[second]}))

    found = {first, second}
    expected = REFUTED if REFUTED in found else OPEN if OPEN in found else HOLDS
    assert outcome.verdict is expected


@pytest.mark.parametrize(
    ("first", "second", "drawn"), [(NONE, COIN, 24), (ALL, COIN, 192), (ALL, ALL, 24)]
)
def test_no_look_is_taken_once_the_case_is_decided(first, second, drawn):
    tried = case(two, {a: first, b: second})
    attempt(tried)

    assert tried.instrument.drawn["b"] == drawn


def test_an_assertion_that_is_decided_takes_no_further_look():
    outcome = attempt(case(two, {a: ALL, b: COIN}))

    assert [len(d.won) for d in outcome.decided] == [24, 192]


def test_a_decided_assertion_keeps_the_verdict_of_its_look():
    outcome = attempt(case(two, {a: late(ALL, NONE), b: COIN}))

    assert [d.verdict for d in outcome.decided] == [HOLDS, OPEN]


@pytest.mark.parametrize("verdicts", [*itertools.product(NUMBERS, repeat=3)])
def test_the_order_of_assertions_is_of_no_account(verdicts):
    class Decided:
        def __init__(self, verdict):
            self.verdict = verdict

    found = {joint([Decided(v) for v in order]) for order in itertools.permutations(verdicts)}

    assert len(found) == 1


@pytest.mark.parametrize(
    ("symbol", "threshold", "needed"),
    [(">=", 0.9542, 192), (">=", 0.9545, 193), ("<=", 0.0458, 192), ("<=", 0.0455, 193)],
)
def test_a_share_that_no_outcome_of_the_last_look_could_establish_is_refused(
    symbol, threshold, needed
):
    def body(measure):
        found = share(measure(a) > 0)
        assert found >= threshold if symbol == ">=" else found <= threshold

    tried = case(body, {a: ALL if symbol == ">=" else NONE})
    if needed <= 192:
        assert attempt(tried).verdict is HOLDS
        return
    with pytest.raises(ClaimError, match=f"needs {needed} replicas without a loss"):
        attempt(tried)


def test_what_a_body_measured_is_of_no_use_once_it_has_run():
    kept = []

    def body(measure):
        kept.append(measure(a))
        assert kept[0] > 0

    attempt(case(body, {a: ALL}))
    with pytest.raises(ClaimError, match="is used outside the run of the body"):
        assert kept[0] > 0


def test_places_are_told_from_the_root_of_the_project():
    here = Path(__file__)
    outcome = attempt(case(two, {a: ALL, b: ALL}, root=here.parents[1]))

    told = [m.asked_at.partition(":")[0] for m in outcome.body.measurements]
    assert told == ["drawn.py", "drawn.py"]


def test_a_body_that_asserts_nothing_is_refused():
    with pytest.raises(ClaimError, match="asserts no comparison"):
        attempt(case(lambda measure: measure(a), {a: ALL}))
