"""A control beside its claim: when it turns, and what would settle one that is open."""

from math import inf

import numpy as np
import pytest
from scipy.stats import binomtest

from pytest_claims.deciding.controls import Control, best, compare, could_turn, moves, weigh
from pytest_claims.deciding.verdict import Rule, Verdict

RULE = Rule("typical", 0.5, True, 0.001)
ALL, NONE, HALF = np.ones(24, bool), np.zeros(24, bool), np.arange(24) % 2 == 0


@pytest.mark.parametrize(
    ("verdict", "claim", "control", "result"),
    [
        (Verdict.HOLDS, ALL, ALL, Control.SAME),
        (Verdict.HOLDS, ALL, NONE, Control.TURNED),
        (Verdict.HOLDS, ALL, HALF, Control.WEAKENED),
        (Verdict.HOLDS, ALL, np.arange(24) > 3, Control.OPEN),
        (Verdict.REFUTED, NONE, NONE, Control.SAME),
        (Verdict.REFUTED, NONE, ALL, Control.TURNED),
        (Verdict.REFUTED, NONE, HALF, Control.WEAKENED),
    ],
)
def test_control_turns_by_verdict_and_weakens_by_significantly_fewer_wins(
    verdict, claim, control, result
):
    assert compare(RULE, verdict, claim, control).result is result


def test_control_of_a_rare_event_weakens_by_more_wins():
    rule = Rule("share", 0.5, False, 0.001)

    assert compare(rule, Verdict.HOLDS, NONE, HALF).result is Control.WEAKENED


def outcomes(both, claim, control, neither):
    """A claim and a control that win together, each alone, and not at all, so many times."""
    counts, yes, no = [both, claim, control, neither], True, False
    return np.repeat([yes, yes, no, no], counts), np.repeat([yes, no, yes, no], counts)


def test_needed_replicas_settle_an_open_control():
    counts = np.array([100, 25, 11, 56])
    found = compare(RULE, Verdict.HOLDS, *outcomes(*counts))
    more = 1.05 * found.replicas_needed / found.replicas  # it is given to two digits
    settled = compare(RULE, Verdict.HOLDS, *outcomes(*np.rint(more * counts).astype(int)))

    assert found.result is Control.OPEN
    assert settled.result is not Control.OPEN


def test_no_number_of_replicas_settles_a_control_at_the_threshold_that_moves_as_often_back():
    found = compare(RULE, Verdict.HOLDS, *outcomes(66, 30, 30, 66))

    assert found.result is Control.OPEN
    assert found.replicas_needed == inf


def lost(number, of=192):
    """A control that loses so many of its claim's wins."""
    return np.arange(of) >= number


def test_the_same_verdict_is_the_same_however_many_replicas_moved():
    found = compare(RULE, Verdict.HOLDS, np.ones(192, bool), lost(20))

    assert found.moved == 20
    assert found.result is Control.SAME


def test_a_control_that_wins_more_often_does_not_turn_a_claim_that_holds():
    found = compare(RULE, Verdict.HOLDS, *outcomes(60, 20, 50, 62))

    assert (found.moved, found.back) == (20, 50)
    assert found.result is Control.OPEN


def test_a_control_that_wins_less_often_does_not_turn_a_refuted_belief():
    found = compare(RULE, Verdict.REFUTED, *outcomes(60, 50, 20, 62))

    assert (found.moved, found.back) == (20, 50)
    assert found.result is Control.OPEN


def test_the_opposite_verdict_turns_however_few_replicas_moved():
    rule = Rule("every", 1.0, True, 0.001)
    found = compare(rule, Verdict.HOLDS, ALL, lost(1, 24))

    assert (found.moved, found.back) == (1, 0)
    assert found.result is Control.TURNED


@pytest.mark.parametrize(
    ("moved", "back", "enough"),
    [(8, 0, False), (9, 0, True), (0, 9, False), (12, 1, True), (11, 1, False), (0, 0, False)],
)
def test_replicas_move_significantly_by_the_exact_sign_test_with_a_looks_part(moved, back, enough):
    tested = binomtest(back, moved + back, alternative="less").pvalue if moved + back else 1

    assert moves(moved, back) is enough
    assert bool(tested < 0.01 / 4) is enough


@pytest.mark.parametrize("upward", [True, False])
@pytest.mark.parametrize("verdict", [Verdict.HOLDS, Verdict.REFUTED])
def test_a_control_should_move_towards_the_opposite_verdict(upward, verdict):
    rule = Rule("share", 0.5, upward, 0.001)
    found = compare(rule, verdict, *outcomes(1, 5, 3, 15))

    fewer_wins = upward == (verdict is Verdict.HOLDS)
    assert (found.moved, found.back) == ((5, 3) if fewer_wins else (3, 5))
    assert (found.wins, found.replicas) == (4, 24)


VERDICTS = (Verdict.HOLDS, Verdict.REFUTED, Verdict.INCONCLUSIVE)


@pytest.mark.parametrize("verdict", VERDICTS[:2])
@pytest.mark.parametrize("against", VERDICTS)
@pytest.mark.parametrize(("moved", "back"), [(0, 0), (20, 0), (0, 20), (10, 10)])
def test_what_a_control_says_in_every_pair_of_verdicts(verdict, against, moved, back):
    if against is verdict:
        expected = Control.SAME
    elif against is not Verdict.INCONCLUSIVE:
        expected = Control.TURNED
    elif (moved, back) == (20, 0):
        expected = Control.WEAKENED
    else:
        expected = Control.OPEN

    assert weigh(verdict, against, moved, back) is expected


def test_without_a_move_only_a_verdict_settles_a_control():
    found = compare(RULE, Verdict.HOLDS, *outcomes(90, 25, 25, 52))

    assert found.result is Control.OPEN
    assert found.replicas_needed == RULE.replicas_needed(115, 192)


def test_the_sooner_of_verdict_and_moves_settles_a_control():
    found = compare(RULE, Verdict.HOLDS, *outcomes(98, 8, 1, 85))

    assert found.result is Control.OPEN
    assert found.replicas_needed < RULE.replicas_needed(found.wins, 192)


@pytest.mark.parametrize(
    ("wins", "replicas", "could"),
    [(4, 24, True), (12, 24, False), (20, 24, False), (60, 192, False), (48, 96, False)],
)
def test_a_weakened_assertion_is_looked_at_again_while_it_could_still_turn(wins, replicas, could):
    assert could_turn(RULE, Verdict.HOLDS, wins, replicas) is could


def test_a_control_at_a_coin_is_settled_and_one_that_loses_more_often_than_not_is_looked_at_again():
    rare = np.arange(24) < 5
    assert compare(RULE, Verdict.HOLDS, ALL, HALF).settled
    found = compare(RULE, Verdict.HOLDS, ALL, rare)

    assert found.result is Control.WEAKENED
    assert not found.settled


def test_what_strata_say_of_a_control_counts_before_its_rule():
    found = compare(RULE, Verdict.REFUTED, NONE, ALL, Verdict.REFUTED)

    assert found.result is Control.SAME


def test_of_what_a_control_did_the_most_telling_speaks():
    assert best([Control.SAME, Control.OPEN, Control.WEAKENED, Control.TURNED]) is Control.TURNED
    assert best([Control.SAME, Control.OPEN, Control.WEAKENED]) is Control.WEAKENED
    assert best([Control.SAME, Control.OPEN]) is Control.OPEN
    assert best([]) is Control.VOID
