"""A control beside its claim: when it turns, and what would settle one that is open."""

from math import inf

import numpy as np
import pytest

from pytest_claims.deciding.controls import Control, compare
from pytest_claims.deciding.verdict import Rule, Verdict

RULE = Rule("typical", 0.5, True, 0.001)
ALL, NONE, HALF = np.ones(24, bool), np.zeros(24, bool), np.arange(24) % 2 == 0


@pytest.mark.parametrize(
    ("verdict", "claim", "control", "result"),
    [
        (Verdict.HOLDS, ALL, ALL, Control.SAME),
        (Verdict.HOLDS, ALL, NONE, Control.TURNED),
        (Verdict.HOLDS, ALL, HALF, Control.TURNED),
        (Verdict.HOLDS, ALL, np.arange(24) > 3, Control.OPEN),
        (Verdict.REFUTED, NONE, NONE, Control.SAME),
        (Verdict.REFUTED, NONE, ALL, Control.TURNED),
        (Verdict.REFUTED, NONE, HALF, Control.TURNED),
    ],
)
def test_control_turns_by_verdict_or_by_significantly_fewer_wins(verdict, claim, control, result):
    assert compare(RULE, verdict, claim, control).result is result


def test_control_of_a_rare_event_turns_by_more_wins():
    rule = Rule("share", 0.5, False, 0.001)

    assert compare(rule, Verdict.HOLDS, NONE, HALF).result is Control.TURNED


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
