"""A claim about a population: the whole decides, and each stratum has to go along."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import Instrument, a, b, case, one, wins
from scipy.stats import binomtest

from pytest_claims.deciding.strata import decide, lags, shared, strata
from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Rule, Verdict
from pytest_claims.declaring.measurement import Measurement
from pytest_claims.declaring.population import across
from pytest_claims.declaring.words import every, share
from pytest_claims.measuring.replicas import LOOKS, drawn
from pytest_claims.recording.rows import case_row

TYPICAL = Rule("typical", 0.5, True, 0.001)
WIDTHS = across(16, 32, 64, 128)


def score(*, seeds, width=1, rate=0.1):
    """A probe whose numbers are set by width."""


class ByWidth(Instrument):
    """1 where a replica's width is among those that go along, else 0."""

    def __init__(self, *good):
        super().__init__({})
        self.good = good

    def draw(self, measurement, look):
        varied = measurement.varied.get("width")
        if varied is None:
            return np.full(LOOKS[look], float(measurement.conditions["width"] in self.good))
        places = np.concatenate([drawn("width", varied, 0, k) for k in range(look + 1)])
        return np.isin(np.array(varied.values)[places], self.good).astype(float)


def body(measure):
    assert measure(score, width=WIDTHS) > 0


def tried(*good, claim=body):
    return attempt(replace(case(claim, {}), instrument=ByWidth(*good)))


def test_what_holds_at_every_value_holds():
    assert tried(16, 32, 64, 128).verdict is Verdict.HOLDS


def test_what_fails_at_one_value_is_not_green_though_it_holds_of_the_whole():
    outcome = tried(16, 32, 64)
    (decided,) = outcome.decided

    assert decided.population.decide(int(decided.won.sum()), len(decided.won)) is Verdict.HOLDS
    assert outcome.verdict is Verdict.REFUTED
    assert [s.text for s in decided.behind] == ["width=128"]


def test_a_stratum_without_a_clear_majority_keeps_a_claim_open_and_is_named():
    counts = [(24, 24), (24, 24), (24, 24), (12, 24)]

    assert decide(TYPICAL, counts, 84, 96) is Verdict.INCONCLUSIVE
    assert decide(TYPICAL, [*counts[:3], (17, 24)], 89, 96) is Verdict.INCONCLUSIVE
    assert decide(TYPICAL, [*counts[:3], (18, 24)], 90, 96) is Verdict.HOLDS


def test_half_of_the_error_is_the_strata_s_in_equal_parts():
    whole, part = shared(TYPICAL, 4)

    assert whole.error == pytest.approx(0.0005)
    assert part.error == pytest.approx(0.0005 / 4)
    assert shared(TYPICAL, 0) == (TYPICAL, TYPICAL)


def test_the_row_of_a_population_is_told_by_the_rule_for_the_whole():
    def shares(measure):
        assert share(measure(score, width=WIDTHS) > 0) >= 0.9

    (decided,) = tried(16, 32, 64, 128, claim=shares).decided

    assert decided.population == Rule("share", 0.9, True, 0.0005)


@pytest.mark.parametrize(
    ("threshold", "upward", "bar"),
    [(0.9, True, 0.5), (0.2, True, 0.2), (0.1, False, 0.5), (0.8, False, 0.8)],
)
def test_a_stratum_is_held_to_a_majority_whatever_share_is_claimed(threshold, upward, bar):
    _, part = shared(Rule("share", threshold, upward, 0.001), 2)

    assert part.threshold == bar
    wins = range(101)
    passing = [w for w in wins if not lags(part, w, 100)]
    edge, side = (passing[0], "greater") if upward else (passing[-1], "less")
    tail = binomtest(edge, 100, bar, side)
    assert tail.pvalue <= 0.05 / len(LOOKS)
    assert passing == list(range(passing[0], 101) if upward else range(passing[-1] + 1))


def test_every_is_refuted_by_one_loss_in_any_stratum_and_spends_no_error():
    rule = Rule("every", 1.0, True, 0.001)

    assert shared(rule, 4) == (rule, rule)
    assert decide(rule, [(48, 48)] * 4, 192, 192) is Verdict.HOLDS
    assert decide(rule, [(48, 48)] * 3 + [(47, 48)], 191, 192) is Verdict.REFUTED


def test_strata_cover_each_replica_once_for_each_condition_that_varies():
    arm = Measurement(score, None, {"width": WIDTHS, "rate": across(0.1, 0.2)}, {})
    found = strata([arm], 0, 3)

    assert [s.text for s in found[-2:]] == ["rate=0.1", "rate=0.2"]
    for name, size in (("width", 48), ("rate", 96)):
        members = [s.members for s in found if s.condition == name]
        assert [int(m.sum()) for m in members] == [size] * len(members)
        assert (np.sum(members, 0) == 1).all()


def test_paired_arms_of_other_sizes_share_a_stratum():
    arms = [
        Measurement(score, None, {"width": across(16, 32)}, {}),
        Measurement(score, None, {"width": across(10, 20)}, {}),
    ]

    assert [s.text for s in strata(arms, 0, 0)] == ["width=16 and 10", "width=32 and 20"]


def test_the_row_tells_wins_by_stratum_and_by_pairs_of_values():
    def two(measure):
        assert measure(score, width=WIDTHS, rate=across(0.1, 0.2)) > 0

    row = case_row(tried(16, 32, claim=two), ByWidth(16, 32))["comparisons"][0]
    by_value = {(s["condition"], s["value"]): (s["wins"], s["replicas"]) for s in row["strata"]}

    assert row["verdict"] == "REFUTED"
    assert row["behind"][:2] == ["width=64", "width=128"]
    won, of = by_value["width", "16"]
    assert won == of
    assert by_value["width", "64"][0] == 0
    assert np.array(row["map"]).shape == (4, 2, 2)
    assert np.array(row["map"])[..., 1].sum() == row["replicas"]
    assert np.array(row["map"])[..., 0].sum() == row["wins"]


def test_share_and_every_take_populations():
    def shares(measure):
        assert share(measure(score, width=WIDTHS) > 0) >= 0.9

    def all_of_them(measure):
        assert every(measure(score, width=WIDTHS) > 0)

    for claim in (shares, all_of_them):
        assert tried(16, 32, 64, 128, claim=claim).verdict is Verdict.HOLDS
        assert tried(16, 32, 64, claim=claim).verdict is Verdict.REFUTED


def test_without_strata_nothing_changes():
    outcome = attempt(case(one, {a: wins(192), b: wins(0)}))

    assert outcome.decided[0].strata == []
    assert outcome.decided[0].behind == []
    assert outcome.verdict is Verdict.HOLDS
