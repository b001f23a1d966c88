"""A claim beside one control: what is compared, how long, and what is said where it goes wrong."""

import numpy as np
import pytest
from drawn import a, b, c, case, d, e, late, two, wins

from pytest_claims.deciding.contest import Tried
from pytest_claims.deciding.controls import Control, Pairing
from pytest_claims.deciding.outcome import told
from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.words import share
from pytest_claims.faults import ClaimError

ALL, NONE, MOST = wins(192), wins(0), wins(128)
RULE = Rule("typical", 0.5, True, 0.001)
ENDLESS = np.where(np.arange(192) < 5, np.inf, ALL)
"""Infinite in its first five replicas, else 1."""


def sides(measure):
    assert measure(a) > measure(b)


def joined(measure):
    assert share((measure(a) > measure(b)) & (measure(a) > measure(c))) > 0.5


def tried(body, table, swap):
    (found,) = attempt(case(body, table, controls=[Substitution(swap)])).controls
    return found


@pytest.mark.parametrize(
    ("left", "right", "infinite"),
    [(ENDLESS, ENDLESS, 5), (ENDLESS, -ENDLESS, 0), (ENDLESS, ALL, 0), (ALL, ALL, 0)],
)
def test_replicas_in_which_both_sides_are_one_infinity_are_counted(left, right, infinite):
    table = {a: ALL, b: NONE, c: left, d: right}
    (pairing,) = tried(sides, table, {a: c, b: d}).pairings.values()

    assert pairing.infinite == infinite


def test_an_infinity_in_either_of_two_comparisons_counts_once():
    later = np.where((np.arange(192) > 2) & (np.arange(192) < 9), np.inf, NONE)
    table = {a: ALL, b: NONE, c: NONE, d: np.where(np.arange(192) < 9, np.inf, NONE)}
    table |= {e: later}
    found = tried(joined, table, {a: d, c: e})

    assert [pairing.infinite for pairing in found.pairings.values()] == [6]


def test_what_a_control_cannot_measure_names_the_assertion_and_the_control():
    with pytest.raises(ValueError, match="c cannot be measured") as broken:
        attempt(case(two, {a: ALL, b: ALL}, controls=[Substitution({b: c})]))

    asserted, trying = broken.value.__notes__
    assert asserted == f"asserted at line {two.__code__.co_firstlineno + 3}"
    assert trying == "while trying the control b → c"


def test_what_cannot_be_measured_names_the_assertion():
    with pytest.raises(ValueError, match="b cannot be measured") as broken:
        attempt(case(two, {a: ALL}))

    assert broken.value.__notes__ == [f"asserted at line {two.__code__.co_firstlineno + 3}"]


def test_a_control_of_which_nothing_is_wanted_is_looked_at_until_it_says_something():
    table = {a: ALL, b: ALL, c: NONE, d: late(wins(17, 24), ALL), e: NONE}
    beside = case(two, table, controls=[Substitution({a: c, b: e}), Substitution({a: c, b: d})])
    attempt(beside)

    assert beside.instrument.drawn["d"] == 24


def test_a_control_of_which_nothing_is_wanted_goes_on_while_all_that_it_said_is_the_same():
    table = {a: ALL, b: ALL, c: NONE, d: late(wins(17, 24), NONE), e: NONE}
    beside = case(two, table, controls=[Substitution({a: c, b: e}), Substitution({b: d})])
    _, later = attempt(beside).controls

    assert [pairing.result for pairing in later.pairings.values()] == [Control.SAME, Control.TURNED]
    assert [pairing.replicas for pairing in later.pairings.values()] == [24, 96]


def test_a_settled_assertion_keeps_what_its_look_said_while_another_is_open():
    table = {a: ALL, b: MOST, c: late(NONE, ALL), d: wins(120)}
    found = tried(two, table, {a: c, b: d})

    assert found.pairings[0].result is Control.TURNED
    assert found.pairings[0].replicas == 24


def test_a_control_is_looked_at_until_all_that_is_wanted_of_it_is_settled():
    table = {a: ALL, b: ALL, c: NONE, d: late(wins(17, 24), NONE)}
    found = tried(two, table, {a: c, b: d})

    assert [pairing.result for pairing in found.pairings.values()] == [Control.TURNED] * 2
    assert [pairing.replicas for pairing in found.pairings.values()] == [24, 96]


def test_only_what_a_control_replaces_is_touched():
    assert tried(two, {a: ALL, b: ALL, c: NONE}, {a: c}).touched == {"a()"}


def test_a_control_may_make_one_of_what_was_compared_with_itself():
    def itself(measure):
        sample = measure(a)
        assert sample > sample * 0.5

    assert tried(itself, {a: ALL, b: NONE}, {a: b}).result is Control.TURNED


def test_a_control_that_makes_one_of_the_second_of_two_comparisons_is_refused():
    with pytest.raises(ClaimError, match="both sides are c\\(\\), so nothing is compared"):
        tried(joined, {a: ALL, b: NONE, c: NONE}, {a: c})


def test_what_a_control_merges_is_told_before_and_after():
    def three(measure):
        assert measure(a) + measure(c) > measure(b)

    with pytest.raises(ClaimError, match=r"the claim measures a\(\); c\(\); b\(\), and under it "):
        tried(three, {a: ALL, b: NONE, c: ALL}, {c: a})


def paired(result, moved=0, replicas=192):
    against = {Control.SAME: Verdict.HOLDS, Control.TURNED: Verdict.REFUTED}
    verdict = against.get(result, Verdict.INCONCLUSIVE)
    moved = 20 if result is Control.WEAKENED else moved
    return Pairing(RULE, Verdict.HOLDS, verdict, replicas // 2, replicas, moved, 0)


def test_of_what_a_control_did_the_assertion_speaks_that_says_most():
    same, opened, turned = map(paired, (Control.SAME, Control.OPEN, Control.TURNED))

    assert Tried("x", {0: same, 1: turned, 2: opened}).pairing is turned
    assert Tried("x", {0: same, 1: opened}).pairing is opened
    assert Tried("x", {}).pairing is None
    assert Tried("x", {}).result is Control.VOID


def test_of_equals_the_first_speaks_and_of_open_ones_the_nearest():
    far, near = paired(Control.OPEN, 1), paired(Control.OPEN, 5)
    one, other = paired(Control.TURNED, 1, 24), paired(Control.TURNED, 5)

    assert Tried("x", {0: far, 1: near}).pairing is near
    assert Tried("x", {0: near, 1: far}).pairing is near
    assert Tried("x", {0: one, 1: other}).pairing is one
    assert Tried("x", {0: other, 1: one}).pairing is other


def test_what_controls_did_is_told_in_the_order_of_the_assertions():
    """Of 8 and 1 a set tells 8 first."""
    tried = [Tried("x", {place: paired(Control.TURNED)}) for place in (8, 1)]

    assert [*told(tried)] == [1, 8]


def test_open_controls_are_told_as_open_so_far_each_by_name():
    open_one = MOST.copy()
    open_one[np.flatnonzero(MOST)[:8]] = 0
    controls = [Substitution({a: b}), Substitution({a: c})]
    outcome = attempt(
        case(
            lambda measure: bool(measure(a) > 0),
            {a: MOST, b: open_one, c: open_one},
            controls=controls,
        )
    )

    assert outcome.verdict is Verdict.INCONCLUSIVE
    assert outcome.reason == (
        "the assertion a() > 0, which no control turns or weakens; the control a → b, which "
        "turns no assertion; the control a → c, which turns no assertion so far"
    )


def test_weakened_are_only_assertions_that_nothing_turned():
    table = {a: ALL, b: ALL, c: wins(96), d: wins(90), e: NONE}
    controls = [Substitution({a: c, b: d}), Substitution({b: e})]
    outcome = attempt(case(two, table, controls=controls))

    assert outcome.verdict is Verdict.HOLDS
    assert outcome.weakened == ["a() > 0"]
