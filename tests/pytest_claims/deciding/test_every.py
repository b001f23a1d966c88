"""``every``: refuted at the look that shows a loss, and outside the error of the claim."""

import pytest
from drawn import Instrument, a, b, case, wins

from pytest_claims.deciding.controls import Control
from pytest_claims.deciding.outcome import Outcome
from pytest_claims.deciding.trial import attempt, decide, declare, try_mutant
from pytest_claims.deciding.verdict import Rule, Verdict, excluded_loss_rate, last_look
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.declaring.words import every, share
from pytest_claims.measuring.replicas import LOOKS
from pytest_claims.recording.rows import case_row

ALL, NONE = wins(192), wins(0)


def lost_at(place):
    values = wins(192)
    values[place] = 0
    return values


def each(measure):
    assert every(measure(a) > 0)


def each_and_typical(measure):
    assert every(measure(a) > 0)
    assert measure(b) > 0


@pytest.mark.parametrize(
    ("place", "replicas"), [(0, 24), (23, 24), (24, 48), (47, 48), (95, 96), (96, 192), (191, 192)]
)
def test_one_loss_refutes_at_the_look_that_shows_it(place, replicas):
    outcome = attempt(case(each, {a: lost_at(place)}))

    assert outcome.verdict is Verdict.REFUTED
    assert len(outcome.decided[0].won) == replicas


def test_it_holds_only_after_all_looks():
    outcome = attempt(case(each, {a: ALL}))

    assert outcome.verdict is Verdict.HOLDS
    assert len(outcome.decided[0].won) == 192


@pytest.mark.parametrize("until", LOOKS)
def test_a_project_may_let_it_hold_at_an_earlier_look(until):
    outcome = attempt(case(each, {a: ALL}, until=until))

    assert outcome.verdict is Verdict.HOLDS
    assert len(outcome.decided[0].won) == until


def test_it_can_hold_only_where_the_audit_looks():
    assert [last_look(n) for n in LOOKS] == list(LOOKS)
    for n in (0, 1, 23, 25, 191, 193, 384):
        with pytest.raises(ValueError, match=f"claims_every = {n}: write one of 24, 48, 96, 192"):
            last_look(n)


def test_it_spends_nothing_of_the_error():
    outcome = attempt(case(each_and_typical, {a: ALL, b: ALL}))
    checked, sampled = case_row(outcome, Instrument({a: ALL, b: ALL}))["comparisons"]

    assert sampled["error"] == 0.001
    assert checked["error"] == 0


def test_sampled_assertions_share_the_error_and_leave_every_aside():
    def body(measure):
        assert measure(a) > 0
        assert every(measure(a) > 0)
        assert share(measure(a) > 0) >= 0.5
        assert every(measure(b) > 0)

    rules = [d.rule for d in attempt(case(body, {a: ALL, b: ALL})).decided]

    assert [r.error for r in rules if r.kind != "every"] == [0.0005, 0.0005]
    assert [r.error for r in rules if r.kind == "every"] == [0.001, 0.001]


def test_the_row_names_the_loss_rate_that_is_excluded_and_no_interval():
    outcome = attempt(case(each, {a: ALL}))
    (row,) = case_row(outcome, Instrument({a: ALL}))["comparisons"]

    assert (row["class"], row["threshold"], row["wins"]) == ("checked", 1.0, 192)
    assert row["excluded"] == {"loss_rate": pytest.approx(0.0353, abs=1e-4), "at_error": 0.001}
    assert "interval" not in row
    assert "settle" not in row


def test_the_excluded_loss_rate_is_told_to_six_places():
    outcome = attempt(case(each, {a: ALL}))
    (row,) = case_row(outcome, Instrument({a: ALL}))["comparisons"]

    assert row["excluded"]["loss_rate"] == round(1 - 0.001 ** (1 / 192), 6)


def test_a_refuted_row_excludes_no_loss_rate():
    outcome = attempt(case(each, {a: lost_at(3)}))
    (row,) = case_row(outcome, Instrument({a: lost_at(3)}))["comparisons"]

    assert "excluded" not in row
    assert row["error"] == 0


@pytest.mark.parametrize(("replicas", "error"), [(24, 0.001), (192, 0.001), (192, 0.01)])
def test_the_excluded_loss_rate_is_the_one_sided_exact_bound(replicas, error):
    rate = excluded_loss_rate(replicas, error)

    assert (1 - rate) ** replicas == pytest.approx(error)


def test_an_every_that_a_refuted_neighbour_cuts_short_stays_open():
    outcome = attempt(case(each_and_typical, {a: ALL, b: NONE}))
    row, _ = case_row(outcome, Instrument({a: ALL, b: NONE}))["comparisons"]

    assert outcome.verdict is Verdict.REFUTED
    assert (row["verdict"], row["replicas"]) == ("INCONCLUSIVE", 24)
    assert "settle" not in row


@pytest.mark.parametrize(("place", "drawn"), [(0, 24), (23, 24), (24, 48), (95, 96), (191, 192)])
def test_one_lost_replica_of_its_control_turns_it_at_the_first_look_that_shows_it(place, drawn):
    tried = case(each, {a: ALL, b: lost_at(place)}, controls=[Substitution({a: b})])
    outcome = attempt(tried)

    assert outcome.verdict is Verdict.HOLDS
    assert outcome.controls[0].result is Control.TURNED
    assert tried.instrument.drawn["b"] == drawn


def test_a_control_that_loses_nothing_makes_it_vacuous():
    outcome = attempt(case(each, {a: ALL, b: ALL}, controls=[Substitution({a: b})]))

    assert outcome.verdict is Verdict.VACUOUS


def test_a_mutant_is_tried_from_the_first_look_on():
    tried = case(each, {a: ALL, b: lost_at(0)})
    body = declare(tried, Substitution()).body
    outcome = Outcome(Verdict.HOLDS, body, decide(tried, body))
    found = try_mutant(tried, outcome, Substitution({a: b}))

    assert found.result is Control.TURNED
    assert tried.instrument.drawn["b"] == 24


def test_a_refuted_belief_in_every_replica_turns_where_none_is_lost():
    table, declared = {a: lost_at(0), b: ALL}, Verdict.REFUTED
    outcome = attempt(case(each, table, declared=declared, controls=[Substitution({a: b})]))

    assert outcome.verdict is Verdict.REFUTED
    assert outcome.controls[0].result is Control.TURNED


def test_a_refuted_belief_whose_control_also_loses_one_is_vacuous():
    table = {a: lost_at(5), b: lost_at(30)}
    outcome = attempt(case(each, table, declared=Verdict.REFUTED, controls=[Substitution({a: b})]))

    assert outcome.verdict is Verdict.VACUOUS


@pytest.mark.parametrize("until", LOOKS)
def test_the_rule_alone_says_the_same(until):
    rule = Rule("every", 1.0, True, 0.001, until)

    for look in LOOKS:
        expected = Verdict.HOLDS if look >= until else Verdict.INCONCLUSIVE
        assert rule.decide(look, look) is expected
        assert rule.decide(look - 1, look) is Verdict.REFUTED
