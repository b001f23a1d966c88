"""Several controls, over several looks: what they make of a case."""

import numpy as np
import pytest
from drawn import a, b, c, case, d, e, late, one, two, wins

from pytest_claims.deciding.controls import Control
from pytest_claims.deciding.trial import attempt, declare, declare_rival
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.faults import ClaimError

ALL, NONE = wins(192), wins(0)
HOLDS, REFUTED, OPEN = Verdict.HOLDS, Verdict.REFUTED, Verdict.INCONCLUSIVE


WORST = {
    (Control.TURNED, Control.TURNED): HOLDS,
    (Control.TURNED, Control.OPEN): OPEN,
    (Control.TURNED, Control.SAME): Verdict.VACUOUS,
    (Control.OPEN, Control.OPEN): OPEN,
    (Control.OPEN, Control.SAME): Verdict.VACUOUS,
    (Control.SAME, Control.SAME): Verdict.VACUOUS,
}
MOST = wins(128)  # holds after 192 replicas


def without(number):
    """A control of MOST that loses so many of its wins: 8 leave it open, 7 more so."""
    rival = MOST.copy()
    rival[np.flatnonzero(rival)[:number]] = 0
    return rival


RIVALS = {Control.TURNED: NONE, Control.SAME: MOST, Control.OPEN: without(8)}


@pytest.mark.parametrize(("pair", "verdict"), [*WORST.items()])
@pytest.mark.parametrize("swapped", [False, True])
def test_the_worst_control_decides(pair, verdict, swapped):
    pair = pair[::-1] if swapped else pair
    table = {a: MOST, b: RIVALS[pair[0]], c: RIVALS[pair[1]]}
    controls = [Substitution({a: b}), Substitution({a: c})]
    outcome = attempt(case(one, table, controls=controls))

    assert tuple(tried.result for tried in outcome.controls) == pair
    assert outcome.verdict is verdict


def test_controls_are_tried_only_where_the_claim_came_out_as_declared():
    tried = case(one, {a: NONE, b: NONE}, controls=[Substitution({a: b})])

    assert attempt(tried).controls == []
    assert "b" not in tried.instrument.drawn


def test_only_assertions_that_came_out_as_declared_are_contested():
    table = {a: NONE, b: ALL, c: NONE, d: NONE}
    controls = [Substitution({a: c, b: d})]
    outcome = attempt(case(two, table, declared=REFUTED, controls=controls))

    assert outcome.verdict is Verdict.VACUOUS
    assert list(outcome.controls[0].pairings) == [0]


def test_a_control_that_is_open_at_the_deciding_look_may_turn_later():
    table = {a: ALL, b: late(wins(192, 192), NONE)}
    table[b][:8] = 0
    tried = case(one, table, controls=[Substitution({a: b})])
    outcome = attempt(tried)

    assert outcome.controls[0].result is Control.TURNED
    assert tried.instrument.drawn["b"] > 24
    assert outcome.controls[0].pairing.replicas == tried.instrument.drawn["b"]


def test_a_control_that_is_the_same_at_the_deciding_look_stays_the_same():
    tried = case(one, {a: ALL, b: late(ALL, NONE)}, controls=[Substitution({a: b})])
    outcome = attempt(tried)

    assert outcome.controls[0].result is Control.SAME
    assert tried.instrument.drawn["b"] == 24


def test_a_control_is_not_weighed_before_the_look_that_decided_the_claim():
    claim = late(wins(192), wins(192))
    claim[:24] = wins(16, 24)
    rival = late(NONE, ALL)  # turned at 24 replicas, and the same at all of them
    rival[:24] = 0
    tried = case(one, {a: claim, b: rival}, controls=[Substitution({a: b})])
    outcome = attempt(tried)

    assert len(outcome.decided[0].won) == 48
    assert outcome.controls[0].pairing.replicas >= 48


def test_an_assertion_that_no_control_turns_makes_the_claim_vacuous_and_is_named():
    table = {a: ALL, b: ALL, c: ALL, d: NONE}
    outcome = attempt(case(two, table, controls=[Substitution({a: c, b: d})]))

    assert outcome.controls[0].result is Control.TURNED
    assert outcome.verdict is Verdict.VACUOUS
    assert outcome.reason == "the assertion a() > 0, which no control turns or weakens"


def test_several_controls_may_share_the_assertions_between_them():
    table = {a: ALL, b: ALL, c: NONE, d: NONE}
    controls = [Substitution({a: c}), Substitution({b: d})]
    outcome = attempt(case(two, table, controls=controls))

    assert outcome.verdict is HOLDS
    assert outcome.reason == ""


def test_a_control_that_turns_no_assertion_makes_the_claim_vacuous_and_is_named():
    table = {a: ALL, b: NONE, c: ALL}
    controls = [Substitution({a: b}), Substitution({a: c})]
    outcome = attempt(case(one, table, controls=controls))

    assert outcome.verdict is Verdict.VACUOUS
    assert outcome.reason == "the control a → c, which turns no assertion"


def test_an_assertion_that_is_only_weakened_stands_and_is_told():
    table = {a: ALL, b: wins(96)}
    outcome = attempt(case(one, table, controls=[Substitution({a: b})]))

    assert outcome.verdict is HOLDS
    assert outcome.controls[0].result is Control.WEAKENED
    assert outcome.weakened == ["a() > 0"]


def test_a_control_is_looked_at_no_longer_than_the_open_assertions_need():
    table = {a: ALL, b: ALL, c: NONE, d: NONE, e: late(wins(17, 24), NONE)}
    controls = [Substitution({a: c, b: d}), Substitution({a: c, b: e})]
    tried = case(two, table, controls=controls)
    attempt(tried)

    assert tried.instrument.drawn["e"] == 24


def test_of_an_open_and_a_same_assertion_the_open_one_speaks():
    table = {a: MOST, b: MOST, c: RIVALS[Control.SAME], d: RIVALS[Control.OPEN]}
    for swap in ({a: c, b: d}, {a: d, b: c}):
        outcome = attempt(case(two, table, controls=[Substitution(swap)]))
        assert outcome.controls[0].result is Control.OPEN


def test_of_two_open_assertions_the_one_nearest_to_being_settled_speaks():
    table = {a: MOST, b: MOST, c: without(8), d: without(7)}
    for swap in ({a: c, b: d}, {a: d, b: c}):
        (tried,) = attempt(case(two, table, controls=[Substitution(swap)])).controls

        assert tried.result is Control.OPEN
        assert (tried.pairing.moved, tried.pairing.replicas_needed) == (8, 210)


def test_a_control_is_tried_on_the_subject_of_the_run():
    def body(measure):
        assert measure(a) > measure(c)

    table = {a: NONE, b: ALL, c: NONE, d: ALL}
    tried = case(body, table, subject=Substitution({a: b}), controls=[Substitution({c: d})])
    outcome = attempt(tried)

    assert outcome.verdict is HOLDS
    assert "a" not in tried.instrument.drawn


def test_a_control_of_what_the_subject_stands_for_takes_its_place():
    tried = case(
        one,
        {a: NONE, b: ALL, c: NONE},
        subject=Substitution({a: b}),
        controls=[Substitution({a: c})],
    )
    outcome = attempt(tried)

    assert outcome.controls[0].result is Control.TURNED
    assert outcome.controls[0].name == "a → c"


def test_a_control_that_replaces_nothing_is_refused():
    with pytest.raises(ClaimError, match="the control b → c replaces nothing") as refused:
        attempt(case(one, {a: ALL, c: NONE}, controls=[Substitution({b: c})]))
    assert refused.value.__notes__ == ["while trying the control b → c"]


@pytest.mark.parametrize(
    ("unmet", "control"),
    [("b", Substitution({a: c, b: c})), ("gain", Substitution({a: c}, {"gain": 2.0}))],
)
def test_a_control_of_which_one_name_meets_nothing_is_refused(unmet, control):
    with pytest.raises(ClaimError, match=rf"^Pass {unmet} in the claim too, or leave it out"):
        attempt(case(one, {a: ALL, c: NONE}, controls=[control]))


@pytest.mark.parametrize("objects", [{}, {b: c}])
def test_a_control_whose_name_is_misspelt_is_told_the_nearest(objects):
    tried, control = case(setting, {}), Substitution(objects, {"gian": 2.0})
    with pytest.raises(ClaimError, match=r"; the nearest is gain\."):
        declare_rival(tried, declare(tried, Substitution()).body, control)


def setting(measure):
    assert measure(gained, gain=1.0) > measure(b)


def gained(*, seeds, gain):
    raise NotImplementedError("nobody asks")


def test_a_control_that_cannot_be_measured_is_an_error():
    with pytest.raises(ValueError, match="b cannot be measured") as broken:
        attempt(case(one, {a: ALL}, controls=[Substitution({a: b})]))
    assert broken.value.__notes__[-1] == "while trying the control a → b"
